import type { Look } from '../../compose';
import { diagnostic, type Diagnostic } from '../../diagnostics';
import { jsonText, knownJson } from '../../render';
import { unmark, type Value } from '../../values';
import type { Command, Invocation } from '../command';
import { ALLOW_FLAGS, CONFIGURATION_FLAGS, EXIT_FLAGS, OUTPUT_FLAGS } from '../common-flags';
import type { FlagSpec } from '../flags';
import { reportOf } from '../report';
import { sessionOf } from '../session';
import { lookAt } from './look-at';

/** The form of a recorded world; docs/cli.md describes it. A later one has another number. */
const FORMAT = 'holdfast-world/1';

/** `get world`: what a plan would read, in one document. */
export function worldOf(folder: FlagSpec): Command {
  return {
    name: 'get world',
    summary: 'Record what the service has, as one document',
    usage: 'holdfast get world [flags]',
    text: 'Writes JSON: all registrations of a folder, those that were removed too, and the directories that -path names. Reads only, and holds no credentials.',
    flags: [
      folder, { name: 'path', kind: 'list', value: 'INSTANCE:PATH', help: 'Records what is in this directory too. May be given often.' },
      ...CONFIGURATION_FLAGS, ...ALLOW_FLAGS, ...OUTPUT_FLAGS, ...EXIT_FLAGS,
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
  const own: Look['arguments'] = folderId === undefined ? {} : { folder_id: folderId };
  const problems: Diagnostic[] = [];
  const paths = (parsed.lists.get('path') ?? []).flatMap((text) => {
    const at = text.indexOf(':');
    if (at > 0) return [{ compute_instance_id: text.slice(0, at), path: text.slice(at + 1) }];
    problems.push(diagnostic('cli_flag_invalid', `-path takes INSTANCE:PATH, not ${JSON.stringify(text)}.`));
    return [];
  });
  if (problems.length > 0) return report.end(problems);
  const takenAt = new Date(io.clock.now()).toISOString();
  const { seen, diagnostics } = await lookAt(invocation, [
    { type: 'cloudbackup_resources', arguments: own }, { type: 'cloudbackup_resources', arguments: { ...own, init_status: 'DELETED' } },
    ...paths.map((path): Look => ({ type: 'cloudbackup_directory', arguments: { ...own, ...path } })),
  ]);
  const [standing, removed, ...listed] = seen;
  const failed = [...diagnostics, ...standing?.diagnostics ?? [], ...removed?.diagnostics ?? []];
  if (standing?.ok !== true || removed?.ok !== true || seen.length < paths.length + 2) return report.end(failed);
  report.out.line(jsonText({
    format: FORMAT, taken_at: takenAt, folder_id: textOf(standing.value, 'id'),
    resources: [...itemsOf(standing.value, 'resources'), ...itemsOf(removed.value, 'resources')],
    directories: paths.map((path, at) => {
      const one = listed[at];
      // That a directory could not be read is a part of what the world was like.
      return one?.ok === true ? { ...path, entries: itemsOf(one.value, 'entries') } : { ...path, entries: null, problem: one?.diagnostics[0]?.detail ?? '' };
    }),
  }));
  return report.end(failed);
}

const memberOf = (value: Value, name: string): Value | undefined => {
  const plain = unmark(value);
  return plain.kind === 'object' ? plain.entries.get(name) : undefined;
};

function textOf(value: Value, name: string): string | null {
  const member = memberOf(value, name);
  return member?.kind === 'string' ? member.value : null;
}

function itemsOf(value: Value, name: string) {
  const member = memberOf(value, name);
  return member?.kind === 'list' ? member.items.map((item) => knownJson(item, true) ?? null) : [];
}
