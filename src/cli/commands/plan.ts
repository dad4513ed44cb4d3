import type { SessionEvent } from '../../compose';
import { diagnostic, fail, ok, type Diagnostic, type Outcome } from '../../diagnostics';
import { actionsOf, type Plan, type PlanBinding, type PlannedBackend } from '../../plan';
import { RULE, planLines, planText, planView, printableLine, wrap } from '../../render';
import type { Command, Invocation } from '../command';
import { ALLOW_FLAGS, CONFIGURATION_FLAGS, EXIT_FLAGS, OUTPUT_FLAGS, PLANNING_FLAGS, PLANNING_NOT_BUILT, SAVING_FLAGS, SESSION_FLAGS } from '../common-flags';
import type { Out } from '../out';
import type { Verdict } from '../exit-code';
import { reportOf, type Report } from '../report';
import { schemaLookup } from '../schemas';
import { secretsOf } from '../secrets';
import { modeConflict, modeOf, placeOf, readingOf, sessionOf } from '../session';
import { eachStack, type StackSession } from '../stacks';
import { boundByPipeline } from './ci/bound';
import { differenceText } from './compare';

export const planCommand: Command = {
  name: 'plan',
  summary: 'Show what apply would do',
  usage: 'holdfast plan [flags]',
  text: 'Reads the configuration, the state and the live service, and shows the difference. Changes nothing.',
  flags: [
    { name: 'out', kind: 'text', value: 'FILE', help: 'Saves the plan, for holdfast apply FILE.' },
    { name: 'generate-config-out', kind: 'text', value: 'FILE', help: 'Writes blocks of resources that only import blocks name into this new file.' },
    { name: 'bind', kind: 'text', value: 'REPOSITORY@COMMIT', help: 'The saved plan says that it is of this commit; with ci, of the one that the pipeline says.' },
    { name: 'compare', kind: 'text', value: 'PLAN', help: 'Says how what would be done differs from this saved plan, and ends with 3 where it does.' },
    { name: 'world', kind: 'text', value: 'FILE', help: 'Plans without any service, credentials or program, on what get world recorded. Such a plan cannot be applied.' },
    { name: 'detailed-exitcode', kind: 'switch', help: '0: no changes, 1: error, 2: changes.' },
    ...PLANNING_FLAGS, ...CONFIGURATION_FLAGS, ...SESSION_FLAGS, ...SAVING_FLAGS, ...ALLOW_FLAGS, ...OUTPUT_FLAGS, ...EXIT_FLAGS,
  ],
  notBuilt: PLANNING_NOT_BUILT,
  positional: 0,
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const report = reportOf(invocation, true);
  const session = sessionOf(invocation);
  const bound = boundOf(invocation);
  const conflict = [...modeConflict(invocation.parsed), ...signsNothing(invocation), ...bound.diagnostics];
  if (!session.ok || conflict.length > 0) return report.end([...session.diagnostics, ...conflict]);
  const options = { ...session.value, emit: (event: SessionEvent) => report.progress.emit(event) };
  const single = invocation.parsed.texts.has('out') ? 'a saved plan' : undefined;
  const backwards = invocation.parsed.switches.get('destroy') === true;
  const unwritten: PlannedBackend[] = [];
  return eachStack(invocation, report, options, { backwards, single }, (stack) => planOne(invocation, report, { ...stack, unwritten }, bound.ok ? bound.value : undefined, (plan) => {
    // What a later stack reads of this one is as its own apply will leave it.
    if (!backwards && plan.applyable) unwritten.push(plan.backend);
  }));
}

function signsNothing({ parsed }: Invocation): readonly Diagnostic[] {
  return parsed.lists.has('sign-key') && !parsed.texts.has('out')
    ? [diagnostic('cli_flags_conflict', '-sign-key signs a plan that is saved, and this one is not. Add -out=FILE, or leave out -sign-key.')] : [];
}

async function planOne(invocation: Invocation, report: Report, session: StackSession, bound: PlanBinding | undefined, made: (plan: Plan) => void): Promise<Verdict> {
  const { parsed, io } = invocation;
  const library = invocation.library();
  const out = parsed.texts.get('out');
  const generateConfigOut = parsed.texts.get('generate-config-out');
  const mode = modeOf(parsed);
  const result = await library.plan({ ...session, mode, ...(bound === undefined ? {} : { bound }), ...(out === undefined ? {} : { out }), ...(generateConfigOut === undefined ? {} : { generateConfigOut }) });
  report.progress.planned();
  if (!result.ok) return report.note(result.diagnostics);
  const { plan } = result.value;
  made(plan);
  report.hide(secretsOf(io.env, plan));
  report.lines(() => planLines(plan));
  if (report.json === undefined) {
    report.problems(plan.warnings, 'file');
    report.out.write(planText(planView(plan, schemaLookup(library.providerSchemas(placeOf(invocation)))), report.out.style, io.source));
    const next = nextSteps(out, plan.applyable, report.out);
    const said = [...(result.value.generated === true ? [generatedNote(generateConfigOut ?? '', report.out)] : []), ...(next === undefined ? [] : [next])];
    if (said.length > 0) report.out.write(`\n${RULE}\n\n${said.join('\n')}`);
  }
  const compared = await comparedWith(invocation, report, plan);
  return report.note([...withoutShown(result.diagnostics, plan, report), ...compared], { changes: plan.applyable && parsed.switches.get('detailed-exitcode') === true });
}

/** What the plan says that it is of: as it is written, or as the pipeline's variables say. */
function boundOf(invocation: Invocation): Outcome<PlanBinding | undefined> {
  const text = invocation.parsed.texts.get('bind');
  if (text === undefined) return ok(undefined);
  if (!invocation.parsed.texts.has('out')) return fail(diagnostic('cli_flags_conflict', '-bind goes into a plan that is saved, and this one is not. Add -out=FILE, or leave out -bind.'));
  if (text === 'ci') return boundByPipeline(invocation);
  const [, repository, commit] = /^(.+)@([0-9a-f]{40}|[0-9a-f]{64})$/.exec(text) ?? [];
  return repository !== undefined && commit !== undefined ? ok({ repository, commit })
    : fail(diagnostic('cli_flag_invalid', `-bind takes REPOSITORY@COMMIT with the full hash of a commit, or ci, not ${JSON.stringify(printableLine(text))}.`));
}

/** Compares with the saved plan that -compare names. */
async function comparedWith(invocation: Invocation, report: Report, plan: Plan): Promise<readonly Diagnostic[]> {
  const file = invocation.parsed.texts.get('compare');
  if (file === undefined) return [];
  const read = await invocation.library().readPlanFile(file, readingOf(invocation));
  if (!read.ok) return read.diagnostics;
  const { text, same } = differenceText(actionsOf(read.value.plan), actionsOf(plan));
  if (same && report.json === undefined) report.out.line(`\nThe plan does the same as ${printableLine(file)}.`);
  return same ? read.diagnostics : [...read.diagnostics, diagnostic('plan_differs', `Compared with ${printableLine(file)}: ${text}`)];
}

/** The text of a plan shows the plan's own warnings; these are what else came up. */
export function withoutShown(problems: readonly Diagnostic[], plan: Plan, report: Report): readonly Diagnostic[] {
  const shown = new Set(report.json === undefined ? plan.warnings : []);
  return problems.filter((d) => !shown.has(d));
}

function generatedNote(file: string, out: Out): string {
  return `${wrap(`Holdfast has generated configuration and written it to ${printableLine(file)}. Please review the configuration and edit it as necessary before adding it to version control.`, out.style.width)}\n`;
}

/** What to do with the plan next. */
function nextSteps(file: string | undefined, applyable: boolean, out: Out): string | undefined {
  if (file !== undefined) {
    const shown = printableLine(file);
    return `Saved the plan to: ${shown}\n\nTo perform exactly these actions, run the following command to apply:\n    holdfast apply "${shown}"\n`;
  }
  if (!applyable) return undefined;
  return `${wrap('Note: You didn\'t use the -out option to save this plan, so Holdfast can\'t guarantee to take exactly these actions if you run "holdfast apply" now.', out.style.width)}\n`;
}
