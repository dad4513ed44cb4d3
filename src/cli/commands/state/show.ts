import { diagnostic } from '../../../diagnostics';
import { printableLine, stateText } from '../../../render';
import { findInstance, type State } from '../../../state';
import type { Command, Invocation } from '../../command';
import { EXIT_FLAGS, STATE_FLAGS } from '../../common-flags';
import { reportOf } from '../../report';
import { schemaLookup } from '../../schemas';
import { placeOf, sessionOf } from '../../session';
import { missing, NO_STATE, targetsOf } from './addresses';

export const stateShowCommand: Command = {
  name: 'state show',
  summary: 'Show one object of the state',
  usage: 'holdfast state show [flags] ADDRESS',
  text: 'Shows the attributes of one instance. Sensitive values are not shown.',
  flags: [...STATE_FLAGS, ...EXIT_FLAGS],
  notBuilt: ['json'],
  positional: 1,
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const report = reportOf(invocation, false, true);
  const session = sessionOf(invocation);
  const words = invocation.parsed.positional;
  const targets = targetsOf(words);
  const problems = [...session.diagnostics, ...targets.diagnostics, ...missing(words, ['ADDRESS'])];
  const [target] = targets.ok ? targets.value : [];
  if (!session.ok || target === undefined || problems.length > 0) return report.end(problems);
  const library = invocation.library();
  const read = await library.lookAtState(session.value);
  if (!read.ok) return report.end(read.diagnostics);
  if (read.value === undefined) return report.end([...read.diagnostics, NO_STATE()]);
  const found = findInstance(read.value, target);
  const current = found?.objects.find((one) => one.deposed === undefined);
  if (found === undefined || current === undefined) {
    return report.end([...read.diagnostics, diagnostic('state_instance_needed', `${printableLine(target.address)} names no object of the state. `
      + 'The command wants the address of exactly one, with its instance key where it has one; holdfast state list shows them.')]);
  }
  const only: State = { ...read.value, outputs: new Map(), resources: new Map([[found.address, { ...found.resource, instances: [current] }]]) };
  report.out.write(stateText(only, schemaLookup(library.providerSchemas(placeOf(invocation))), report.out.style));
  return report.end(read.diagnostics);
}
