import { diagnostic, fail, ok, type Outcome } from '../../../diagnostics';
import { decodeState, encodeState, refusePush, sameContent, type State } from '../../../state';
import type { Command, Invocation } from '../../command';
import { EXIT_FLAGS, STATE_CHANGE_FLAGS, STATE_FLAGS } from '../../common-flags';
import { reportOf } from '../../report';
import { sessionOf } from '../../session';
import { lockless, missing } from './addresses';

export const statePullCommand: Command = {
  name: 'state pull',
  summary: 'Write the state to stdout',
  usage: 'holdfast state pull',
  text: 'Writes the whole state as it is kept, sensitive values too.',
  flags: [...STATE_FLAGS, ...EXIT_FLAGS],
  notBuilt: [],
  positional: 0,
  run: pull,
};

export const statePushCommand: Command = {
  name: 'state push',
  summary: 'Put a state in the place of the one there',
  usage: 'holdfast state push [flags] PATH',
  text: 'Writes the state of a file, or with - of stdin. Refused when it is another lineage, or older than what stands there.',
  flags: [{ name: 'force', kind: 'switch', help: 'Replaces whatever stands there.' }, ...STATE_CHANGE_FLAGS, ...EXIT_FLAGS],
  notBuilt: [],
  positional: 1,
  run: push,
};

async function pull(invocation: Invocation): Promise<number> {
  const report = reportOf(invocation, false, true);
  const session = sessionOf(invocation);
  if (!session.ok) return report.end(session.diagnostics);
  const read = await invocation.library().lookAtState(session.value);
  // With an empty line behind it, as Terraform has it.
  if (read.ok && read.value !== undefined) invocation.io.stdout.write(`${encodeState(read.value)}\n`);
  return report.end(read.diagnostics);
}

async function push(invocation: Invocation): Promise<number> {
  const { parsed } = invocation;
  const report = reportOf(invocation, false, true);
  const session = sessionOf(invocation);
  const [path] = parsed.positional;
  const problems = [...session.diagnostics, ...missing(parsed.positional, ['PATH']), ...lockless(parsed.switches.get('lock'))];
  if (!session.ok || path === undefined || problems.length > 0) return report.end(problems);
  const source = await read(invocation, path);
  if (!source.ok) return report.end(source.diagnostics);
  const forced = parsed.switches.get('force') === true;
  const done = await invocation.library().editState(session.value, 'state-push', (standing) => {
    const why = forced ? undefined : refusePush(source.value, standing, sameContent);
    if (why !== undefined) return fail(diagnostic('state_push_refused', `Failed to write state: ${why}. Look at both; -force puts the pushed one in place all the same.`));
    const same = standing !== undefined && standing.serial === source.value.serial && standing.lineage === source.value.lineage;
    // With the serial it has and another content it would be taken for a change made of what stands there.
    return ok({ state: same && sameContent(source.value, standing) ? undefined : source.value, result: undefined, forced });
  });
  return report.end([...source.diagnostics, ...done.diagnostics]);
}

async function read({ io, library }: Invocation, path: string): Promise<Outcome<State>> {
  if (path !== '-') return library().readStateFile(path);
  const lines: string[] = [];
  for await (const line of io.lines()) lines.push(line);
  if (lines.length === 0) return fail(diagnostic('state_push_source', 'stdin is empty: there is no state in it. Give the text that state pull wrote.'));
  return decodeState(`${lines.join('\n')}\n`);
}
