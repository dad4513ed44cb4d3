import type { ApplyOptions, ApplyResult } from '../../compose/options';
import { diagnostic, type Diagnostic } from '../../diagnostics';
import type { Plan } from '../../plan';
import { endLines, idsOf, outputsText, planLines, planText, planView, summaryText } from '../../render';
import type { Command, Invocation } from '../command';
import { ALLOW_FLAGS, CONFIGURATION_FLAGS, EXIT_FLAGS, OUTPUT_FLAGS, PLANNING_NOT_BUILT, SESSION_FLAGS } from '../common-flags';
import type { FlagSpec } from '../flags';
import { approved } from '../prompt';
import { reportOf, type Report } from '../report';
import { schemaLookup } from '../schemas';
import { secretsOf } from '../secrets';
import { mayAsk, sessionOf } from '../session';

const AUTO_APPROVE: FlagSpec = { name: 'auto-approve', kind: 'switch', help: 'Does not ask before changing anything.' };

export const applyCommand: Command = {
  name: 'apply',
  summary: 'Make the world as the configuration says',
  usage: 'holdfast apply [flags] [PLAN]',
  text: 'Plans, asks, and does what the plan says, waiting for every operation. With a saved plan it does exactly that plan and does not ask.',
  flags: [AUTO_APPROVE, ...CONFIGURATION_FLAGS, ...SESSION_FLAGS, ...ALLOW_FLAGS, ...OUTPUT_FLAGS, ...EXIT_FLAGS],
  notBuilt: PLANNING_NOT_BUILT,
  positional: 1,
  run: (invocation) => run(invocation, invocation.parsed.switches.get('destroy') === true),
};

export const destroyCommand: Command = {
  name: 'destroy',
  summary: 'Remove everything that the state holds',
  usage: 'holdfast destroy [flags]',
  text: 'The same as apply -destroy. Directories stay on their instances, since the service cannot delete them.',
  flags: applyCommand.flags.filter((flag) => flag.name !== 'destroy'),
  notBuilt: PLANNING_NOT_BUILT,
  positional: 0,
  run: (invocation) => run(invocation, true),
};

async function run(invocation: Invocation, destroy: boolean): Promise<number> {
  const { parsed } = invocation;
  const report = reportOf(invocation, true);
  const session = sessionOf(invocation);
  const planFile = parsed.positional[0];
  const refused = [...(session.ok ? [] : session.diagnostics), ...misuse(invocation, planFile)];
  if (!session.ok || refused.length > 0) return report.end(refused);
  const library = invocation.library();
  const approve = async (plan: Plan): Promise<boolean> => {
    report.progress.planned();
    report.hide(secretsOf(invocation.io.env, plan));
    report.progress.know(idsOf(plan));
    if (report.json !== undefined) report.json.lines(planLines(plan));
    else if (planFile === undefined) report.out.write(planText(planView(plan, schemaLookup(library.providerSchemas())), report.out.style));
    if (planFile !== undefined || parsed.switches.get('auto-approve') === true) return true;
    return approved(invocation.io, report.out, plan.mode);
  };
  const options: ApplyOptions = {
    ...session.value, approve, emit: (event) => report.progress.emit(event),
    ...(planFile === undefined ? { mode: destroy ? 'destroy' as const : 'normal' as const } : { planFile }),
  };
  const result = await library.apply(options);
  report.progress.stop();
  if (!result.ok) return report.end(result.diagnostics, { interrupted: invocation.io.soft.aborted });
  return finish(result.value, result.diagnostics, invocation, report, planFile);
}

/** What cannot be meant, said before anything is read. */
function misuse(invocation: Invocation, planFile: string | undefined): readonly Diagnostic[] {
  const { parsed } = invocation;
  const approvedBefore = planFile !== undefined || parsed.switches.get('auto-approve') === true;
  if (planFile !== undefined) {
    const meaningless = ['var', 'var-file', 'stack'].filter((name) => parsed.lists.has(name) || parsed.texts.has(name));
    const also = parsed.switches.get('destroy') === true ? [...meaningless, 'destroy'] : meaningless;
    if (also.length > 0) return [diagnostic('cli_flags_conflict', `A saved plan holds its own ${also.map((name) => `-${name}`).join(', ')}: it is applied exactly as it was made. Leave the flag out, or make a new plan with it.`)];
  }
  if (approvedBefore) return [];
  if (parsed.switches.get('json') === true) {
    return [diagnostic('cli_approval_impossible', 'Plan file or auto-approve required: with -json nobody can be asked. Save a plan with plan -out and apply it, or give -auto-approve.')];
  }
  if (mayAsk(invocation)) return [];
  return [diagnostic('cli_approval_impossible', 'Changes need approval, and there is no terminal to ask on (or -input=false was given). Review a saved plan and apply that, or give -auto-approve.')];
}

function finish(result: ApplyResult, problems: readonly Diagnostic[], invocation: Invocation, report: Report, planFile: string | undefined): number {
  const told = report.json === undefined && planFile === undefined ? new Set<Diagnostic>(result.plan.warnings) : new Set<Diagnostic>();
  const rest = problems.filter((d) => !told.has(d));
  const verb = result.plan.mode === 'destroy' ? 'Destroy' : 'Apply';
  switch (result.kind) {
    case 'cancelled':
      report.out.line(`${verb} cancelled.`);
      return report.end(rest, { failed: true });
    case 'guarded':
      return report.end([...rest, ...result.diagnostics.filter((d) => !rest.includes(d))], { guarded: true });
    case 'unchanged': {
      const summary = { ends: new Map(), done: { add: 0, change: 0, destroy: 0, forget: 0, adopt: 0 }, status: 'done' as const, underway: [], diagnostics: [] };
      if (report.json === undefined) report.out.write(summaryText(summary, result.plan.mode, '', report.out.style));
      return report.end(rest);
    }
    case 'applied': {
      const { summary, state, plan } = result;
      if (report.json !== undefined) report.json.lines(endLines(summary, plan.mode, state));
      else {
        report.out.write(summaryText(summary, plan.mode, resumeCommand(invocation, plan), report.out.style));
        report.out.write(outputsText(state, report.out.style));
      }
      const ends = [...summary.ends.values()];
      return report.end([...rest, ...summary.diagnostics.filter((d) => !rest.includes(d))], {
        failed: summary.status === 'partial',
        guarded: ends.some((end) => end.kind === 'failed' && end.guarded),
        underway: summary.status === 'indeterminate' || summary.underway.length > 0,
        interrupted: summary.status === 'interrupted' && summary.underway.length === 0,
      });
    }
  }
}

/** Any apply in this folder takes up what is under way first. */
function resumeCommand(invocation: Invocation, plan: Plan): string {
  const chdir = invocation.dir === invocation.io.cwd ? '' : ` -chdir=${JSON.stringify(invocation.dir)}`;
  const stack = plan.stack === undefined ? '' : ` -stack=${plan.stack}`;
  return `holdfast${chdir} ${plan.mode === 'destroy' ? 'destroy' : 'apply'}${stack}`;
}
