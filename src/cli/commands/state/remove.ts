import { diagnostic, fail, ok } from '../../../diagnostics';
import { printableLine } from '../../../render';
import { removeFromState } from '../../../state';
import type { Command, Invocation } from '../../command';
import { EXIT_FLAGS, STATE_CHANGE_FLAGS } from '../../common-flags';
import { reportOf } from '../../report';
import { sessionOf } from '../../session';
import { lockless, missing, NO_STATE, targetsOf } from './addresses';

export const stateRemoveCommand: Command = {
  name: 'state rm',
  summary: 'Take objects out of the state',
  usage: 'holdfast state rm [flags] ADDRESS...',
  text: 'The objects are no longer managed, and stay as they are. A removed block in the configuration does the same with a plan.',
  flags: [{ name: 'dry-run', kind: 'switch', help: 'Says what would be taken out, and changes nothing.' }, ...STATE_CHANGE_FLAGS, ...EXIT_FLAGS],
  notBuilt: [],
  positional: Infinity,
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { parsed } = invocation;
  const report = reportOf(invocation, false, true);
  const session = sessionOf(invocation);
  const targets = targetsOf(parsed.positional);
  const problems = [...session.diagnostics, ...targets.diagnostics, ...missing(parsed.positional, ['ADDRESS']), ...lockless(parsed.switches.get('lock'))];
  if (!session.ok || !targets.ok || problems.length > 0) return report.end(problems);
  const dry = parsed.switches.get('dry-run') === true;
  const done = await invocation.library().editState({ ...session.value, timedBackup: true }, 'state-rm', (state) => {
    if (state === undefined) return fail(NO_STATE());
    const { state: next, removed } = removeFromState(state, targets.value);
    if (removed.length === 0 && !dry) {
      return fail(diagnostic('state_remove_nothing', 'No matching objects found. holdfast state list shows the addresses of all objects; name one of them, a resource or a module.'));
    }
    return ok({ state: dry ? undefined : next, result: removed });
  });
  if (!done.ok) return report.end(done.diagnostics);
  for (const address of done.value) report.out.line(`${dry ? 'Would remove' : 'Removed'} ${printableLine(address)}`);
  if (!dry) report.out.line(`Successfully removed ${done.value.length} resource instance(s).`);
  else if (done.value.length === 0) report.out.line('Would have removed nothing.');
  return report.end(done.diagnostics);
}
