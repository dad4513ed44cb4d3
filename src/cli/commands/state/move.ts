import { fail, ok } from '../../../diagnostics';
import { printableLine } from '../../../render';
import { moveInState } from '../../../state';
import type { Command, Invocation } from '../../command';
import { EXIT_FLAGS, STATE_CHANGE_FLAGS } from '../../common-flags';
import { reportOf } from '../../report';
import { sessionOf } from '../../session';
import { lockless, missing, NO_STATE, targetsOf } from './addresses';

export const stateMoveCommand: Command = {
  name: 'state mv',
  summary: 'Move an object within the state',
  usage: 'holdfast state mv [flags] SOURCE DESTINATION',
  text: 'Gives an instance, a whole resource or a whole module another address. Nothing is done to the objects themselves.\nA moved block in the configuration does the same with a plan.',
  flags: [{ name: 'dry-run', kind: 'switch', help: 'Says what would be moved, and moves nothing.' }, ...STATE_CHANGE_FLAGS, ...EXIT_FLAGS],
  notBuilt: ['state-out', 'backup-out'],
  positional: 2,
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { parsed } = invocation;
  const report = reportOf(invocation, false, true);
  const session = sessionOf(invocation);
  const targets = targetsOf(parsed.positional);
  const problems = [...session.diagnostics, ...targets.diagnostics, ...missing(parsed.positional, ['SOURCE', 'DESTINATION']), ...lockless(parsed.switches.get('lock'))];
  const [from, to] = targets.ok ? targets.value : [];
  if (!session.ok || from === undefined || to === undefined || problems.length > 0) return report.end(problems);
  const dry = parsed.switches.get('dry-run') === true;
  const done = await invocation.library().editState({ ...session.value, timedBackup: true }, 'state-mv', (state) => {
    if (state === undefined) return fail(NO_STATE());
    const moved = moveInState(state, from, to);
    return moved.ok ? ok({ state: dry ? undefined : moved.value.state, result: moved.value }) : moved;
  });
  if (!done.ok) return report.end(done.diagnostics);
  const spelled = (text: string): string => JSON.stringify(printableLine(text));
  report.out.line(`${dry ? 'Would move' : 'Move'} ${spelled(done.value.from)} to ${spelled(done.value.to)}`);
  if (!dry) report.out.line('Successfully moved 1 object(s).');
  return report.end(done.diagnostics);
}
