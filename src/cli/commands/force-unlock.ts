import { diagnostic, type Diagnostic } from '../../diagnostics';
import { printableLine } from '../../render';
import type { Command, Invocation } from '../command';
import { EXIT_FLAGS, OUTPUT_FLAGS } from '../common-flags';
import { asked } from '../prompt';
import { reportOf } from '../report';
import { mayAsk, sessionOf } from '../session';

export const forceUnlockCommand: Command = {
  name: 'force-unlock',
  summary: 'Take away the lock that a dead run left on the state',
  usage: 'holdfast force-unlock [flags] LOCK_ID',
  text: 'Takes the lock of that ID from the state; the message about a locked state names it. Changes neither the state nor the world.\n'
    + 'The lock of a local state ends with its process: one that is held is never taken away, only what is left of a dead one.',
  flags: [
    { name: 'force', kind: 'switch', help: 'Does not ask.' },
    { name: 'stack', kind: 'text', value: 'NAME', help: 'The stack of a cdktf app whose state is meant.' },
    { name: 'app-env', kind: 'list', value: 'NAME', help: 'Lets the cdktf app see this environment variable although it looks like a credential.' },
    { name: 'input', kind: 'switch', help: 'With -input=false nothing is ever asked.' },
    ...OUTPUT_FLAGS, ...EXIT_FLAGS,
  ],
  notBuilt: [],
  positional: 1,
  run,
};

const DONE = ['Holdfast state has been successfully unlocked!', 'The next run that wants it takes its own lock.'] as const;

async function run(invocation: Invocation): Promise<number> {
  const { parsed, io } = invocation;
  const report = reportOf(invocation, true);
  const session = sessionOf(invocation);
  const [lockId] = parsed.positional;
  const problems = misuse(invocation, lockId);
  if (!session.ok || lockId === undefined || problems.length > 0) return report.end([...(session.ok ? [] : session.diagnostics), ...problems]);
  if (parsed.switches.get('force') !== true) {
    const yes = await asked(io, report.out, 'Do you really want to force-unlock?', [
      `Holdfast will take the lock ${printableLine(lockId)} from the state. A run that still holds it`,
      'and this one\'s followers could then write one state at the same time.', 'Only \'yes\' will be accepted to confirm.',
    ]);
    if (!yes) {
      report.out.line('force-unlock cancelled.');
      return report.end([], io.soft.aborted ? { interrupted: true } : { failed: true });
    }
  }
  const unlocked = await invocation.library().forceUnlock(session.value, lockId);
  if (!unlocked.ok) return report.end(unlocked.diagnostics);
  if (report.json !== undefined) report.json.lines([{ level: 'info', type: 'log', message: DONE[0], fields: { lock_id: lockId } }]);
  else report.out.write(`${report.out.style.paint.bold(report.out.style.paint.green(DONE[0]))}\n\n${DONE[1]}\n`);
  return report.end(unlocked.diagnostics);
}

function misuse(invocation: Invocation, lockId: string | undefined): readonly Diagnostic[] {
  const { switches } = invocation.parsed;
  if (lockId === undefined || lockId === '') return [diagnostic('cli_argument_missing', 'Expected a single argument: LOCK_ID. The message about the locked state names it.')];
  if (switches.get('force') === true || (mayAsk(invocation) && switches.get('json') !== true)) return [];
  return [diagnostic('cli_approval_impossible', 'Taking a lock away needs a yes, and nobody can be asked here (no terminal, -input=false or -json). Give -force where you know that its holder is gone.')];
}
