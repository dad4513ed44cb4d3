import type { Target } from '../../addrs';
import { diagnostic, fail, ok, type Diagnostic, type Outcome } from '../../diagnostics';
import { findInstance, markTainted, type State } from '../../state';
import type { Command, Invocation } from '../command';
import { EXIT_FLAGS, STATE_CHANGE_FLAGS, STATE_OUT } from '../common-flags';
import { reportOf } from '../report';
import { placeOf, sessionOf } from '../session';
import { lockless, missing, targetsOf } from './state/addresses';

const FLAGS: Command['flags'] = [{ name: 'allow-missing', kind: 'switch', help: 'An object that is not there is no error.' }, ...STATE_CHANGE_FLAGS, STATE_OUT, ...EXIT_FLAGS];

export const taintCommand: Command = {
  name: 'taint',
  summary: 'Mark an object as to be replaced',
  usage: 'holdfast taint [flags] ADDRESS',
  text: 'The next plan replaces the object. plan -replace=ADDRESS does the same without a change of the state.\nObjects of Cloud Backup are never tainted.',
  flags: FLAGS,
  notBuilt: [],
  positional: 1,
  run: (invocation) => run(invocation, true),
};

export const untaintCommand: Command = {
  name: 'untaint',
  summary: 'Take the mark off a tainted object',
  usage: 'holdfast untaint [flags] ADDRESS',
  text: 'The next plan does not replace the object for the mark.',
  flags: FLAGS,
  notBuilt: [],
  positional: 1,
  run: (invocation) => run(invocation, false),
};

async function run(invocation: Invocation, taint: boolean): Promise<number> {
  const { parsed } = invocation;
  const report = reportOf(invocation, false, true);
  const session = sessionOf(invocation);
  const targets = targetsOf(parsed.positional);
  const problems = [...session.diagnostics, ...targets.diagnostics, ...missing(parsed.positional, ['ADDRESS']), ...lockless(parsed.switches.get('lock'))];
  const [target] = targets.ok ? targets.value : [];
  if (!session.ok || target === undefined || problems.length > 0) return report.end(problems);
  const own = new Set(invocation.library().providerSchemas(placeOf(invocation)).keys());
  const done = await invocation.library().editState(session.value, taint ? 'taint' : 'untaint', (state) => marked(state, target, taint, own));
  if (!done.ok) return report.end(done.diagnostics);
  if (!done.value) {
    const allowed = parsed.switches.get('allow-missing') === true;
    return report.end([...done.diagnostics, allowed
      ? diagnostic('state_instance_missed', `Resource instance ${target.address} was not found, but this is not an error because -allow-missing was set.`)
      : diagnostic('state_instance_missing', `There is no resource instance in the state with the address ${target.address}. If it was just added to the configuration, run apply first; holdfast state list shows the addresses that there are.`)]);
  }
  report.out.line(taint ? `Resource instance ${target.address} has been marked as tainted.` : `Resource instance ${target.address} has been successfully untainted.`);
  return report.end(done.diagnostics);
}

/** Whether there is such an object. */
function marked(state: State | undefined, target: Target, taint: boolean, own: ReadonlySet<string>): Outcome<{ readonly state: State | undefined; readonly result: boolean }> {
  const refused = taint ? refuse(state, target, own) : undefined;
  if (refused !== undefined) return fail(refused);
  const next = state === undefined ? ok(undefined) : markTainted(state, target, taint);
  return next.ok ? ok({ state: next.value, result: next.value !== undefined }) : next;
}

function refuse(state: State | undefined, target: Target, own: ReadonlySet<string>): Diagnostic | undefined {
  if (target.kind === 'module') return diagnostic('state_instance_needed', `${target.address} is a module, and the command wants the address of one object.`);
  if (target.resource.mode === 'data') return diagnostic('state_taint_data', `Resource instance ${target.address} cannot be tainted: a data source is read anew in each plan.`);
  const found = state === undefined ? undefined : findInstance(state, target);
  if (found === undefined || !own.has('holdfast/cloudbackup') || !found.resource.provider.includes('/holdfast/cloudbackup"]')) return undefined;
  return diagnostic('state_taint_own', `${target.address} is of type ${target.resource.type}, and objects of Cloud Backup are never replaced for a mark: a registration that is deleted is gone with the retention of its backups, and a directory stays. `
    + 'To stop managing it, use state rm or a removed block; to delete a registration, take it out of the configuration.');
}
