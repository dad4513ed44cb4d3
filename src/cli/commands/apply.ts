import { isGeneral } from '../../api';
import type { ApplySummary } from '../../apply';
import type { ApplyOptions, ApplyResult, SessionEvent } from '../../compose';
import { diagnostic, type Diagnostic } from '../../diagnostics';
import type { Plan, PlanMode } from '../../plan';
import { completeLine, endLines, goOnLines, idsOf, outputsText, planLines, plannedLines, planText, planView, summaryText } from '../../render';
import type { Command, Invocation } from '../command';
import { ALLOW_FLAGS, CONFIGURATION_FLAGS, EXIT_FLAGS, OUTPUT_FLAGS, PLANNING_FLAGS, PLANNING_NOT_BUILT, SAVED_PLAN_FLAGS, SESSION_FLAGS, STATE_OUT } from '../common-flags';
import type { FlagSpec } from '../flags';
import type { Verdict } from '../exit-code';
import { approved } from '../prompt';
import { reportOf, type Report } from '../report';
import { resumeCommand } from '../resume-command';
import { schemaLookup } from '../schemas';
import { secretsOf } from '../secrets';
import { mayAskToApply, modeConflict, modeOf, placeOf, sessionOf } from '../session';
import { eachStack } from '../stacks';
import { withoutShown } from './plan';

const AUTO_APPROVE: FlagSpec = { name: 'auto-approve', kind: 'switch', help: 'Does not ask before changing anything.' };

const RESUME: FlagSpec = { name: 'resume', kind: 'switch', help: 'Goes on with the interrupted run, by its own plan; nothing is planned or asked.' };

const RECOVER: FlagSpec = { name: 'recover', kind: 'switch', help: 'For a lost runner: first finds out what a run without a journal left under way.' };

export const applyCommand: Command = {
  name: 'apply',
  summary: 'Make the world as the configuration says',
  usage: 'holdfast apply [flags] [PLAN]',
  text: 'Plans, asks, and does what the plan says, waiting for every operation. With a saved plan it does exactly that plan and does not ask.',
  flags: [AUTO_APPROVE, RESUME, RECOVER, ...PLANNING_FLAGS, ...SAVED_PLAN_FLAGS, ...CONFIGURATION_FLAGS, ...SESSION_FLAGS, STATE_OUT, ...ALLOW_FLAGS, ...OUTPUT_FLAGS, ...EXIT_FLAGS],
  notBuilt: PLANNING_NOT_BUILT,
  positional: 1,
  run: (invocation) => run(invocation, modeOf(invocation.parsed)),
};

export const destroyCommand: Command = {
  name: 'destroy',
  summary: 'Remove everything that the state holds',
  usage: 'holdfast destroy [flags]',
  text: 'The same as apply -destroy. Directories stay on their instances, since the service cannot delete them.',
  flags: applyCommand.flags.filter((flag) => flag.name !== 'destroy' && flag.name !== 'refresh-only' && flag.name !== 'replace' && flag !== RESUME && !SAVED_PLAN_FLAGS.includes(flag)),
  notBuilt: PLANNING_NOT_BUILT,
  positional: 0,
  run: (invocation) => run(invocation, 'destroy'),
};

/** `refresh`: approved beforehand, as in Terraform. */
export function refreshOnly(invocation: Invocation): Promise<number> {
  const switches = new Map([...invocation.parsed.switches, ['auto-approve', true] as const]);
  return run({ ...invocation, parsed: { ...invocation.parsed, switches } }, 'refresh-only');
}

async function run(invocation: Invocation, mode: PlanMode): Promise<number> {
  const report = reportOf(invocation, true);
  const session = sessionOf(invocation);
  const { parsed } = invocation;
  const planFile = parsed.positional[0];
  const refused = [...(session.ok ? [] : session.diagnostics), ...misuse(invocation, planFile)];
  if (!session.ok || refused.length > 0) return report.end(refused);
  const options = { ...session.value, emit: (event: SessionEvent) => report.progress.emit(event) };
  const recover = parsed.switches.get('recover') === true;
  if (planFile !== undefined) {
    await applyOne(invocation, report, (approve) => ({ ...options, planFile, approve, recover }));
    return report.end([]);
  }
  if (parsed.switches.get('resume') === true) {
    return eachStack(invocation, report, options, { backwards: false, single: undefined }, (stack) =>
      applyOne(invocation, report, (approve) => ({ ...stack, resume: true, approve })));
  }
  return eachStack(invocation, report, options, { backwards: mode === 'destroy', single: undefined }, (stack) =>
    applyOne(invocation, report, (approve) => ({ ...stack, mode, approve, recover, unattended: parsed.switches.get('auto-approve') === true })));
}

/** Shows the plan and asks, where somebody is to be asked; then the apply runs and its end is told. */
export async function applyOne(invocation: Invocation, report: Report, optionsWith: (approve: ApplyOptions['approve']) => ApplyOptions): Promise<Verdict> {
  const { parsed, io } = invocation;
  const library = invocation.library();
  const saved = parsed.positional.length > 0;
  const show = (plan: Plan): void => {
    report.progress.planned();
    report.hide(secretsOf(io.env, plan));
    report.progress.know(idsOf(plan));
    report.lines(() => (saved ? plannedLines(plan) : planLines(plan)));
    if (report.json === undefined) report.problems(plan.warnings.filter(worth), 'file');
    // What blocks it is told once, as the error that ends the command; warnings nobody is asked about, with the end.
    if (report.json === undefined && !saved) report.out.write(planText({ ...planView(plan, schemaLookup(library.providerSchemas(placeOf(invocation)))), blocked: [], ...(unasked ? { warnings: [] } : {}) }, report.out.style, io.source));
  };
  const unasked = parsed.switches.get('auto-approve') === true;
  /** What is judged while the apply runs need not be announced where nobody is asked. */
  const worth = (d: Diagnostic): boolean => !unasked || d.code !== 'plan_check_unknown';
  let shown = false;
  let nobodyToAsk = false;
  let root = invocation.dir;
  const options = optionsWith(async (plan) => {
    shown = true;
    show(plan);
    if (saved || unasked) return true;
    nobodyToAsk = !mayAskToApply(invocation);
    return nobodyToAsk ? false : approved(io, report.out, plan.mode, library.currentWorkspace(root, io.env));
  });
  root = options.configuration?.root ?? root;
  /** What steps that went well warned of; lines of JSON have it where it happened. */
  const warned = new Set<Diagnostic>();
  const result = await library.apply({ ...options, emit(event) {
    if (event.type === 'diagnostic' && report.json === undefined) warned.add(event.diagnostic);
    options.emit?.(event);
  } });
  report.progress.stop();
  if (!result.ok) return report.note(result.diagnostics);
  // Nobody is asked about a plan that does nothing or must not be applied: it is shown all the same.
  if (result.value.kind === 'nothing-to-resume') return nothingToResume(result.diagnostics, report);
  if (nobodyToAsk) {
    return report.note([...result.diagnostics, diagnostic('cli_approval_impossible', 'The changes above need approval, and there is no terminal to ask on (or -input=false was given). '
      + 'Nothing was begun. Review a saved plan and apply that, or give -auto-approve.')], { failed: true });
  }
  // What goes on was shown when it was approved.
  if (!shown && parsed.switches.get('resume') !== true) show(result.value.plan);
  if (report.json === undefined) report.problems([...(unasked && !saved ? result.value.plan.warnings.filter(worth) : []), ...warned], 'people');
  return told(result.value, withoutShown(result.diagnostics, result.value.plan, report).filter(worth), invocation, report);
}

const NOTHING_TO_RESUME = 'Nothing to resume: no run of this state was interrupted.';

function nothingToResume(problems: readonly Diagnostic[], report: Report): Verdict {
  report.lines(() => [{ level: 'info', type: 'log', message: NOTHING_TO_RESUME, fields: {} }]);
  if (report.json === undefined) report.out.line(NOTHING_TO_RESUME);
  return report.note(problems);
}

const SELECTING = ['target', 'exclude', 'replace'];

/** What cannot be meant, said before anything is read. */
function misuse(invocation: Invocation, planFile: string | undefined): readonly Diagnostic[] {
  const { parsed } = invocation;
  const conflict = modeConflict(parsed);
  if (conflict.length > 0) return conflict;
  const resume = parsed.switches.get('resume') === true;
  if (planFile !== undefined && parsed.texts.has('state-out')) {
    return [diagnostic('cli_flags_conflict', 'A saved plan says where its state is, and -state-out names another file. Leave it out, or apply without a plan file.')];
  }
  const approvedBefore = planFile !== undefined || resume || parsed.switches.get('auto-approve') === true;
  if (resume) {
    if (planFile !== undefined) {
      return [diagnostic('cli_flags_conflict', '-resume goes on with the plan of the run that was interrupted, whichever that was, and takes no plan file. '
        + 'Without -resume, apply PLAN goes on with an interrupted run of that plan by itself.')];
    }
    const meaningless = [...['var', 'var-file', ...SELECTING].filter((name) => parsed.lists.has(name)), ...['destroy', 'refresh-only', 'recover'].filter((name) => parsed.switches.get(name) === true)];
    if (meaningless.length > 0) {
      return [diagnostic('cli_flags_conflict', `-resume goes on with the plan of the run that was interrupted, which does not go by ${meaningless.map((name) => `-${name}`).join(', ')}. `
        + 'Leave that out, or leave out -resume: apply then takes up what is under way, and plans what is left.')];
    }
  }
  if (planFile !== undefined) {
    const meaningless = ['stack', 'state', 'refresh', ...SELECTING].filter((name) => parsed.lists.has(name) || parsed.texts.has(name) || (name === 'refresh' && parsed.switches.has(name)));
    const also = [...meaningless, ...['destroy', 'refresh-only'].filter((name) => parsed.switches.get(name) === true)];
    if (also.length > 0) return [diagnostic('cli_flags_conflict', `A saved plan holds its own ${also.map((name) => `-${name}`).join(', ')}: it is applied exactly as it was made. Leave the flag out, or make a new plan with it.`)];
  }
  const unsaved = planFile === undefined ? ['verify-key', 'expect-digest'].filter((name) => parsed.lists.has(name) || parsed.texts.has(name)) : [];
  if (unsaved.length > 0 && !resume) {
    return [diagnostic('cli_flags_conflict', `${unsaved.map((name) => `-${name}`).join(' and ')} ask for a certain saved plan, and none is named. Name its file, or leave the flag out.`)];
  }
  if (parsed.switches.get('lock') === false) {
    return [diagnostic('cli_flags_conflict', '-lock=false is for plan. An apply without the state\'s lock could lose what another run writes, so it is refused. Leave the flag out; -lock-timeout waits for a lock that is held.')];
  }
  if (approvedBefore) return [];
  if (parsed.switches.get('json') === true) {
    return [diagnostic('cli_approval_impossible', 'Plan file or auto-approve required: with -json nobody can be asked. Save a plan with plan -out and apply it, or give -auto-approve.')];
  }
  // Without -json the plan is made and shown first, as in Terraform: where it changes nothing there is nothing to approve.
  return [];
}

function told(result: Exclude<ApplyResult, { kind: 'nothing-to-resume' }>, all: readonly Diagnostic[], invocation: Invocation, report: Report): Verdict {
  const { plan } = result;
  // As in Terraform, before the line that people look at last.
  report.problems(all.filter((d) => d.code === 'compose_apply_incomplete'));
  const problems = all.filter((d) => d.code !== 'compose_apply_incomplete');
  switch (result.kind) {
    case 'cancelled':
      report.out.line(`${plan.mode === 'destroy' ? 'Destroy' : 'Apply'} cancelled.`);
      return report.note(problems, invocation.io.soft.aborted ? { interrupted: true } : { failed: true });
    case 'guarded':
      return report.note(merged(problems, result.diagnostics), { guarded: true });
    case 'unchanged':
      report.lines(() => endLines(NOTHING, plan.mode, result.state));
      if (report.json === undefined) {
        report.out.write(`\n${report.out.style.paint.bold(completeLine(NOTHING, plan.mode))}\n`);
        if (result.state !== undefined) report.out.write(outputsText(result.state, report.out.style));
      }
      return report.note(problems);
    case 'applied': {
      const { summary, state } = result;
      const goOn = resumeCommand(invocation, { stack: plan.stack, destroy: plan.mode === 'destroy', kept: result.kept === true });
      report.lines(() => [...endLines(summary.done, plan.mode, state), ...goOnLines(summary, goOn)]);
      if (report.json === undefined) {
        report.out.write(summaryText(summary, plan.mode, goOn, report.out.style));
        report.out.write(outputsText(state, report.out.style));
      }
      // A step's failure has its part in the code already: by the summary.
      report.problems(failuresOf(summary, plan));
      return report.note(merged(problems, summary.diagnostics), verdictOfEnd(summary));
    }
  }
}

const NOTHING = { add: 0, change: 0, destroy: 0, forget: 0, adopt: 0 };

function verdictOfEnd(summary: ApplySummary): Partial<Verdict> {
  const ends = [...summary.ends.values()];
  return {
    failed: summary.status === 'partial',
    guarded: ends.some((end) => end.kind === 'failed' && end.guarded),
    underway: summary.status === 'indeterminate' || summary.underway.length > 0,
    interrupted: summary.status === 'interrupted' && summary.underway.length === 0,
  };
}

/** Why steps failed, or why their ends are not known: what the summary only names. What met them all is told once. */
function failuresOf(summary: ApplySummary, plan: Plan): readonly Diagnostic[] {
  const addresses = new Map(plan.steps.flatMap((step) => ('address' in step ? [[step.id, step.address] as const] : [])));
  const told = [...summary.ends].flatMap(([step, end]) => (end.kind !== 'failed' && end.kind !== 'indeterminate' ? []
    : end.diagnostics.map((d) => (d.address !== undefined || isGeneral(d) ? d : { ...d, address: addresses.get(step) }))));
  return [...new Set(told)];
}

const merged = (a: readonly Diagnostic[], b: readonly Diagnostic[]): readonly Diagnostic[] => [...new Set([...a, ...b])];
