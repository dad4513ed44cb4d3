import type { Diagnostic } from '../../diagnostics';
import { printableLine } from '../../render';
import type { Command, Invocation } from '../command';
import { EXIT_FLAGS, STATE_FLAGS } from '../common-flags';
import type { FlagSpec } from '../flags';
import { reportOf, type Report } from '../report';
import { sessionOf } from '../session';
import { lockless, missing } from './state/addresses';

const FLAGS: readonly FlagSpec[] = [...STATE_FLAGS.filter((flag) => flag.name !== 'state'), ...EXIT_FLAGS];
const LOCK: readonly FlagSpec[] = [
  { name: 'lock', kind: 'switch', help: 'Accepted; a state is changed under its lock only.' },
  { name: 'lock-timeout', kind: 'duration', value: '30s', help: 'How long to wait for a locked state (0s).' },
];
const TEXT = 'A workspace is another state of the same configuration. Those of the local backend lie in terraform.tfstate.d; those of backends "s3" and "pg" beside the state, where Terraform has them; backend "http" has none.';

type Session = Extract<ReturnType<typeof sessionOf>, { ok: true }>['value'];
type Work = (invocation: Invocation, report: Report, session: Session, name: string) => Promise<readonly Diagnostic[]>;

const command = (verb: string, more: Pick<Command, 'summary' | 'flags'>, named: boolean, work: Work): Command => ({
  ...more, name: `workspace ${verb}`, usage: `holdfast workspace ${verb}${named ? ' [flags] NAME' : ''}`, text: TEXT, notBuilt: named ? [] : ['json'], positional: named ? 1 : 0,
  run: async (invocation) => {
    const report = reportOf(invocation, false, true);
    const session = sessionOf(invocation);
    const [name] = invocation.parsed.positional;
    const problems = [...session.diagnostics, ...(named ? missing(invocation.parsed.positional, ['NAME']) : []), ...lockless(invocation.parsed.switches.get('lock'))];
    return report.end(!session.ok || problems.length > 0 ? problems : await work(invocation, report, session.value, name ?? ''));
  },
});

const OVERRIDDEN = '\n\nThe active workspace is being overridden using the TF_WORKSPACE environment\nvariable.\n\n';

const list: Work = async ({ library }, report, session) => {
  const found = await library().workspaces(session);
  if (!found.ok) return found.diagnostics;
  const { names, current, overridden } = found.value;
  report.out.line(names.map((name) => `${name === current ? '*' : ' '} ${printableLine(name)}\n`).join(''));
  if (overridden) report.out.write(OVERRIDDEN);
  return found.diagnostics;
};

const show: Work = async ({ library }, report, session) => {
  const found = await library().workspaces(session);
  const here = library().currentWorkspace(session.dir, session.env);
  report.out.line(printableLine(found.ok ? found.value.current : here));
  return [];
};

const make: Work = async ({ library, parsed }, report, session, name) => {
  const file = parsed.texts.get('state');
  const copy = file === undefined ? undefined : await library().readStateFile(file);
  if (copy?.ok === false) return copy.diagnostics;
  const done = await library().newWorkspace(session, name, copy?.value);
  if (done.ok) created(report, name);
  return done.diagnostics;
};

const select: Work = async ({ library, parsed }, report, session, name) => {
  const done = await library().selectWorkspace(session, name);
  if (done.ok) {
    if (done.value) report.out.line(report.out.style.paint.green(`Switched to workspace "${name}".`));
    return done.diagnostics;
  }
  if (parsed.switches.get('or-create') !== true || !done.diagnostics.every((d) => d.code === 'compose_workspace_unknown')) return done.diagnostics;
  const made = await library().newWorkspace(session, name, undefined);
  if (made.ok) created(report, name);
  return made.diagnostics;
};

const remove: Work = async ({ library, parsed }, report, session, name) => {
  const done = await library().deleteWorkspace(session, name, parsed.switches.get('force') === true);
  if (!done.ok) return done.diagnostics;
  report.out.line(report.out.style.paint.green(`Deleted workspace "${name}"!`));
  if (done.value) {
    report.out.line(report.out.style.paint.yellow(`WARNING: "${name}" was non-empty.\nThe resources managed by the deleted workspace may still exist,\nbut are no longer manageable by Holdfast since the state has\nbeen deleted.\n`));
  }
  return done.diagnostics;
};

function created(report: Report, name: string): void {
  const { bold, green } = report.out.style.paint;
  report.out.line(`${bold(green(`Created and switched to workspace "${name}"!`))}\n\nYou're now on a new, empty workspace. Workspaces isolate their state,\nso if you run "holdfast plan" Holdfast will not see any existing state\nfor this configuration.`);
}

export const WORKSPACE_COMMANDS: readonly Command[] = [
  command('list', { summary: 'List the workspaces', flags: FLAGS }, false, list),
  command('show', { summary: 'Show the name of the current workspace', flags: FLAGS }, false, show),
  command('new', { summary: 'Make a workspace and select it', flags: [{ name: 'state', kind: 'text', value: 'FILE', help: 'Begins with a copy of this state.' }, ...LOCK, ...FLAGS] }, true, make),
  command('select', { summary: 'Select a workspace', flags: [{ name: 'or-create', kind: 'switch', help: 'Makes it where it is not there.' }, ...FLAGS] }, true, select),
  command('delete', { summary: 'Delete a workspace and its state', flags: [{ name: 'force', kind: 'switch', help: 'Also one whose state holds objects; they stay and nothing manages them.' }, ...LOCK, ...FLAGS] }, true, remove),
];
