import { resolve } from 'node:path';
import type { SessionEvent, SessionOptions } from '../../compose';
import { ok, type Outcome } from '../../diagnostics';
import { printableLine } from '../../render';
import { unmark } from '../../values';
import type { Command, Invocation } from '../command';
import { ALLOW_FLAGS, CONFIGURATION_FLAGS, EXIT_FLAGS, IGNORED_REMOTE, SESSION_FLAGS, STATE_OUT } from '../common-flags';
import { reportOf, type Report } from '../report';
import { sessionOf } from '../session';
import { lockless, missing } from './state/addresses';

const OUT = new Set(['destroy', 'refresh-only']);

export const importCommand: Command = {
  name: 'import',
  summary: 'Take an object that exists into the state',
  usage: 'holdfast import [flags] ADDRESS ID',
  text: 'The object becomes the instance ADDRESS, which the configuration declares. Changes nothing in the world.\nID: of a registration FOLDER/INSTANCE or FOLDER/INSTANCE/RESOURCE_ID, of a directory FOLDER/INSTANCE:PATH.\nAn import block in the configuration does the same as a part of plan and apply.',
  flags: [...CONFIGURATION_FLAGS, ...SESSION_FLAGS.filter((flag) => !OUT.has(flag.name)), STATE_OUT, { name: 'config', kind: 'text', value: 'FOLDER', help: 'The configuration is in this folder; a local state stays where the command works.' }, ...ALLOW_FLAGS, { name: 'no-color', kind: 'switch', help: 'No colours, also on a terminal.' }, IGNORED_REMOTE, ...EXIT_FLAGS],
  notBuilt: [],
  positional: 2,
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { parsed } = invocation;
  const report = reportOf(invocation, false);
  const session = sessionOf(invocation);
  const [address = '', id] = parsed.positional;
  const problems = [...session.diagnostics, ...missing(parsed.positional, ['ADDRESS', 'ID']), ...lockless(parsed.switches.get('lock'))];
  if (!session.ok || id === undefined || problems.length > 0) return report.end(problems);
  const place = await configuredIn(invocation, session.value);
  if (!place.ok) return report.end(place.diagnostics);
  const imported = await invocation.library().importObject({ ...place.value, emit: (event) => { tell(report, event); } }, address, id);
  if (imported.ok) {
    report.out.write(`\n${report.out.style.paint.bold(report.out.style.paint.green('Import successful!'))}\n\nThe resources that were imported are shown above. These resources are now in\nyour Holdfast state and will henceforth be managed by Holdfast.\n\n`);
  }
  return report.end(imported.diagnostics);
}

/** With -config the configuration of another folder; a local state is named from the folder of the command all the same. */
async function configuredIn({ parsed, library, dir }: Invocation, session: SessionOptions): Promise<Outcome<SessionOptions>> {
  const folder = parsed.texts.get('config');
  if (folder === undefined) return ok(session);
  const found = await library().stacks({ ...session, dir: resolve(dir, folder) });
  if (!found.ok) return found;
  const [configuration] = found.value;
  if (configuration === undefined) return ok(session);
  const block = configuration.backend;
  if (block !== undefined && block.type !== 'local') return ok({ ...session, configuration });
  const path = block?.config.get('path');
  const written = path === undefined ? undefined : unmark(path);
  return ok({ ...session, configuration, stateFile: session.stateFile ?? (written?.kind === 'string' ? written.value : 'terraform.tfstate') });
}

/** What an import says of itself; the step that writes it down is not told besides. */
function tell(report: Report, event: SessionEvent): void {
  switch (event.type) {
    case 'import-start':
      return report.out.line(`${printableLine(event.address)}: Importing from ID ${JSON.stringify(printableLine(event.id))}...`);
    case 'import-done': {
      const address = printableLine(event.address);
      const type = address.replace(/^(?:module\.[^.[]+(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?\.)*/, '').split('.')[0] ?? '';
      for (const line of [`${address}: Import prepared!`, `  Prepared ${type} for import`, `${address}: Refreshing state...${event.id === '' ? '' : ` [id=${printableLine(event.id)}]`}`]) report.out.line(line);
      return;
    }
    case 'waiting-for-lock':
    case 'synthesizing':
    case 'resuming':
      return report.progress.emit(event);
    default:
  }
}
