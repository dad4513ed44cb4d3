import { printableLine } from '../../../render';
import { listedInstances, selectInstances } from '../../../state';
import type { Command, Invocation } from '../../command';
import { EXIT_FLAGS, STATE_FLAGS } from '../../common-flags';
import { reportOf } from '../../report';
import { sessionOf } from '../../session';
import { NO_STATE, targetsOf } from './addresses';

export const stateListCommand: Command = {
  name: 'state list',
  summary: 'List what the state holds',
  usage: 'holdfast state list [flags] [ADDRESS...]',
  text: 'One address a line. With addresses, what lies at them: an instance, all of a resource, or all of a module and below it.',
  flags: [...STATE_FLAGS, { name: 'id', kind: 'text', value: 'ID', help: 'Only objects whose attribute id is this.' }, ...EXIT_FLAGS],
  notBuilt: [],
  positional: Infinity,
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const report = reportOf(invocation, false, true);
  const session = sessionOf(invocation);
  const targets = targetsOf(invocation.parsed.positional);
  if (!session.ok || !targets.ok) return report.end([...session.diagnostics, ...targets.diagnostics]);
  const read = await invocation.library().lookAtState(session.value);
  if (!read.ok) return report.end(read.diagnostics);
  if (read.value === undefined) return report.end([...read.diagnostics, NO_STATE()]);
  const chosen = targets.value.length === 0 ? { ok: true as const, value: listedInstances(read.value), diagnostics: [] } : selectInstances(read.value, targets.value, true);
  if (!chosen.ok) return report.end([...read.diagnostics, ...chosen.diagnostics]);
  const id = invocation.parsed.texts.get('id') ?? '';
  for (const { address, objects } of chosen.value) {
    if (id === '' || objects.some((one) => one.deposed === undefined && one.attributes['id'] === id)) report.out.line(printableLine(address));
  }
  return report.end(read.diagnostics);
}
