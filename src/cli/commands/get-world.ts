import { diagnostic, type Diagnostic } from '../../diagnostics';
import { jsonText } from '../../render';
import type { Command, Invocation } from '../command';
import { ALLOW_FLAGS, CONFIGURATION_FLAGS, EXIT_FLAGS, OUTPUT_FLAGS, STATE_FLAGS } from '../common-flags';
import type { FlagSpec } from '../flags';
import { reportOf } from '../report';
import { sessionOf } from '../session';

/** `get world`: what a plan would read, in one document. */
export function worldOf(folder: FlagSpec): Command {
  return {
    name: 'get world',
    summary: 'Record what the service has, as one document',
    usage: 'holdfast get world [flags]',
    text: 'Writes JSON: what a plan of the configuration in this folder reads, all registrations of the folders that it uses, those that were removed too,\nand the directories that -path names. Reads only, and holds no credentials. The state is the file that -state names, else none, as for plan -world.',
    flags: [
      folder, { name: 'path', kind: 'list', value: 'INSTANCE:PATH', help: 'Records what is in this directory too. May be given often.' },
      ...STATE_FLAGS.filter(({ name }) => name === 'state'), ...CONFIGURATION_FLAGS, ...ALLOW_FLAGS, ...OUTPUT_FLAGS, ...EXIT_FLAGS,
    ],
    notBuilt: [],
    positional: 0,
    run,
  };
}

async function run(invocation: Invocation): Promise<number> {
  const { parsed, io } = invocation;
  const report = reportOf(invocation, false, true);
  const session = sessionOf(invocation);
  if (!session.ok) return report.end(session.diagnostics);
  const folderId = parsed.texts.get('folder-id');
  const problems: Diagnostic[] = [];
  const paths = (parsed.lists.get('path') ?? []).flatMap((text) => {
    const at = text.indexOf(':');
    if (at > 0) return [{ instance: text.slice(0, at), path: text.slice(at + 1) }];
    problems.push(diagnostic('cli_flag_invalid', `-path takes INSTANCE:PATH, not ${JSON.stringify(text)}.`));
    return [];
  });
  if (problems.length > 0) return report.end(problems);
  const written = await invocation.library().record({ ...session.value, paths, ...(folderId === undefined ? {} : { folderId }) });
  const interrupted = io.soft.aborted ? [diagnostic('cli_interrupted', 'Interrupted before everything was read.')] : [];
  if (written.ok && interrupted.length === 0) report.out.line(jsonText(written.value));
  return report.end([...written.diagnostics, ...interrupted]);
}
