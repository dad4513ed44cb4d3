import { countText, jsonText, knownJson, printableLine, tableText } from '../../render';
import { unmark, type Value } from '../../values';
import type { Command, Invocation } from '../command';
import { ALLOW_FLAGS, CONFIGURATION_FLAGS, EXIT_FLAGS, OUTPUT_FLAGS } from '../common-flags';
import type { FlagSpec } from '../flags';
import { reportOf } from '../report';
import { sessionOf } from '../session';
import { missing } from './state/addresses';
import { worldOf } from './get-world';
import { lookAt } from './look-at';

const FOLDER: FlagSpec = { name: 'folder-id', kind: 'text', value: 'ID', help: 'Folder to look in (that of the provider).' };

/** A list that is looked at: which data source has it, and what of it a table shows. */
interface View {
  readonly name: string;
  readonly summary: string;
  readonly type: string;
  /** Arguments behind the name, in their order. */
  readonly takes: readonly string[];
  readonly wants: readonly string[];
  readonly list: string;
  readonly columns: readonly string[];
  readonly filters: readonly FlagSpec[];
}

const VIEWS: readonly View[] = [
  { name: 'resources', summary: 'Show the registrations of a folder', type: 'cloudbackup_resources', takes: [], wants: [], list: 'resources',
    columns: ['compute_instance_id', 'resource_id', 'type', 'init_status', 'status', 'online', 'is_active', 'last_backup_time'],
    filters: [FOLDER, ...['type', 'status', 'init-status'].map((name): FlagSpec => ({ name, kind: 'text', value: 'NAME', help: `Only registrations of this ${name.replace('-', '_')}.` }))] },
  { name: 'tasks', summary: 'Show the backup tasks of an instance', type: 'cloudbackup_tasks', takes: ['compute_instance_id'], wants: ['INSTANCE'], list: 'tasks',
    columns: ['id', 'type', 'status', 'result_code', 'progress_current', 'started_at', 'completed_at', 'error'], filters: [] },
  { name: 'operations', summary: 'Show the operations that were started on an instance', type: 'cloudbackup_operations', takes: ['compute_instance_id'], wants: ['INSTANCE'], list: 'operations',
    columns: ['id', 'kind', 'path', 'done', 'created_at', 'error_code', 'error_message'], filters: [] },
  { name: 'directory', summary: 'Show what is in a directory of an instance', type: 'cloudbackup_directory', takes: ['compute_instance_id', 'path'], wants: ['INSTANCE'], list: 'entries',
    columns: ['name', 'type', 'size'], filters: [FOLDER] },
];

export const GET_COMMANDS: readonly Command[] = [...VIEWS.map(commandOf), worldOf(FOLDER)];

function commandOf(view: View): Command {
  const words = view.takes.length > view.wants.length ? `${view.wants.join(' ')} [PATH]` : view.wants.join(' ');
  return {
    name: `get ${view.name}`,
    summary: view.summary,
    usage: `holdfast get ${view.name} [flags]${words === '' ? '' : ` ${words}`}`,
    text: `Reads from the service, all pages of it, and changes nothing. No state is read and nothing is locked. The provider is configured as the configuration\nof the folder says; where there is none, by the environment. With -json: what the data source ${view.type} has.`,
    flags: [...view.filters, ...CONFIGURATION_FLAGS, ...ALLOW_FLAGS, ...OUTPUT_FLAGS, ...EXIT_FLAGS],
    notBuilt: [],
    positional: view.takes.length,
    run: (invocation) => run(invocation, view),
  };
}

async function run(invocation: Invocation, view: View): Promise<number> {
  const { parsed } = invocation;
  const json = parsed.switches.get('json') === true;
  const report = reportOf(invocation, false, true);
  const session = sessionOf(invocation);
  const problems = [...session.diagnostics, ...missing(parsed.positional, view.wants)];
  if (!session.ok || problems.length > 0) return report.end(problems);
  const given: Record<string, string> = {};
  view.takes.forEach((name, at) => { const word = parsed.positional[at]; if (word !== undefined) given[name] = word; });
  for (const { name } of view.filters) {
    const value = parsed.texts.get(name);
    if (value !== undefined) given[name.replace('-', '_')] = value;
  }
  const seen = await lookAt(invocation, [{ type: view.type, arguments: given }]);
  const [one] = seen.seen;
  if (one?.ok === true) {
    if (json) report.out.line(jsonText(knownJson(one.value, true) ?? null));
    else {
      const rows = rowsOf(one.value, view.list, view.columns);
      report.out.write(rows.length === 0 ? 'There are none.\n' : `${tableText(view.columns, rows)}\n${countText(rows.length, view.list === 'entries' ? 'entry' : view.list.slice(0, -1)).replace('entrys', 'entries')}\n`);
    }
  }
  return report.end([...seen.diagnostics, ...one?.diagnostics ?? []]);
}

function rowsOf(value: Value, list: string, columns: readonly string[]): readonly (readonly string[])[] {
  const plain = unmark(value);
  const items = plain.kind === 'object' ? plain.entries.get(list) : undefined;
  if (items?.kind !== 'list') return [];
  return items.items.map((item) => columns.map((column) => cell(item.kind === 'object' ? item.entries.get(column) : undefined)));
}

function cell(value: Value | undefined): string {
  switch (value?.kind) {
    case 'string': case 'number': return printableLine(String(value.value));
    case 'bool': return value.value ? 'yes' : 'no';
    default: return '-';
  }
}
