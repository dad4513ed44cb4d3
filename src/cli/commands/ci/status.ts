import { diagnostic, type Diagnostic } from '../../../diagnostics';
import type { StatusState } from '../../../forge';
import { BUDGETS, printableLine } from '../../../render';
import type { Command, Invocation } from '../../command';
import { reportOf } from '../../report';
import { COMMON_FLAGS, DRY_RUN, NAME } from './flags';
import { failed, groundOf, lacksRight, linkable, pullOf, type CiGround } from './ground';
import { headline, previewText, readPlans, type SeenPlan } from './plans';

const STATES = ['pending', 'success', 'failure', 'error'] as const;

export const statusCommand: Command = {
  name: 'ci status',
  summary: 'Set the commit\'s status by saved plans',
  usage: 'holdfast ci status [flags] [PLAN...]',
  text: 'Sets a status holdfast/plan: STACK on the head commit, with what the plan does and its digest. Without a plan it sets the state that is given, as pending for what is to come.',
  flags: [
    { name: 'context', kind: 'text', value: 'TEXT', help: 'Name of the status (holdfast/plan: STACK).' },
    { name: 'state', kind: 'text', value: 'STATE', choices: STATES, help: 'State that is set (success; failure where the plan is blocked).' },
    { name: 'description', kind: 'text', value: 'TEXT', help: 'What is said, in place of what the plan does.' },
    NAME, DRY_RUN, ...COMMON_FLAGS,
  ],
  notBuilt: [],
  positional: 200,
  run: (invocation) => each(invocation, setStatus),
};

export const checkCommand: Command = {
  name: 'ci check',
  summary: 'Add check runs with previews of saved plans',
  usage: 'holdfast ci check [flags] PLAN...',
  text: 'Adds a check run holdfast/plan: STACK to the head commit, with the preview and the plan\'s digest. On forges without check runs it sets a status.',
  flags: [NAME, DRY_RUN, ...COMMON_FLAGS],
  notBuilt: [],
  positional: 200,
  run: (invocation) => each(invocation, addCheck),
};

type Work = (ground: CiGround, commit: string, seen: SeenPlan | undefined) => Promise<readonly Diagnostic[]>;

async function each(invocation: Invocation, work: Work): Promise<number> {
  const report = reportOf(invocation, false);
  const ground = groundOf(invocation, report);
  if (!ground.ok) return report.end(ground.diagnostics);
  const bare = work === setStatus && invocation.parsed.positional.length === 0 && invocation.parsed.texts.has('state');
  const plans = bare ? undefined : await readPlans(invocation);
  if (plans?.ok === false) return report.end(plans.diagnostics);
  let commit = ground.value.place.commit;
  if (commit === undefined && !ground.value.dryRun) {
    const found = await pullOf(ground.value);
    if (!found.ok) return report.end([lacksRight(found.problem) ? diagnostic('ci_degraded', found.problem.text) : failed(found.problem)]);
    commit = found.value?.head;
  }
  if (commit === undefined && !ground.value.dryRun) return report.end([diagnostic('ci_place_unknown', 'The pipeline does not say which commit this is of. Give -commit=HASH.')]);
  const problems: Diagnostic[] = [...plans?.diagnostics ?? []];
  for (const seen of plans?.value ?? [undefined]) problems.push(...await work(ground.value, commit ?? '', seen));
  return report.end(problems);
}

function contextOf(ground: CiGround, seen: SeenPlan | undefined): string {
  const { texts } = ground.invocation.parsed;
  const parts = [seen?.plan.stack, texts.get('name')].filter((part) => part !== undefined && part !== '').map((part) => printableLine(part ?? ''));
  return texts.get('context') ?? `holdfast/plan${parts.length === 0 ? '' : `: ${parts.join(' ')}`}`;
}

async function setStatus(ground: CiGround, commit: string, seen: SeenPlan | undefined): Promise<readonly Diagnostic[]> {
  const { texts } = ground.invocation.parsed;
  const state = (texts.get('state') as StatusState | undefined) ?? (seen !== undefined && seen.plan.blocked.length > 0 ? 'failure' : 'success');
  const said = texts.get('description') ?? (seen === undefined ? '' : `${headline(seen)} ${seen.digest}`);
  const status = { context: contextOf(ground, seen), state, description: printableLine(said), url: linkable(ground.place.runUrl) };
  if (ground.dryRun) return show(ground, { commit, ...status });
  const forge = ground.forge();
  if (!forge.ok) return forge.diagnostics;
  const set = await forge.value.setStatus(commit, status);
  if (set.ok) ground.report.out.line(`Set the status ${JSON.stringify(status.context)} to ${state}.`);
  return set.ok ? [] : [lacksRight(set.problem) ? diagnostic('ci_degraded', `${printableLine(set.problem.text)} The commit has no status.`) : failed(set.problem)];
}

/** Characters of a check run's summary: GitHub takes 65,535. */
const CHECK_MOST = 60_000;

async function addCheck(ground: CiGround, commit: string, seen: SeenPlan | undefined): Promise<readonly Diagnostic[]> {
  if (seen === undefined) return [];
  const { text } = previewText(seen, { ...BUDGETS['github-comment'], codePoints: CHECK_MOST, bytes: CHECK_MOST }, ground);
  const conclusion = seen.plan.blocked.length > 0 ? 'failure' as const : seen.plan.applyable ? 'success' as const : 'neutral' as const;
  const check = { name: contextOf(ground, seen), conclusion, title: printableLine(headline(seen)), summary: text, url: linkable(ground.place.runUrl), externalId: seen.digest };
  if (ground.dryRun) return show(ground, { commit, ...check });
  const forge = ground.forge();
  if (!forge.ok) return forge.diagnostics;
  if (forge.value.addCheck === undefined) return setStatus(ground, commit, seen);
  const added = await forge.value.addCheck(commit, check);
  if (added.ok) ground.report.out.line(`Added the check ${JSON.stringify(check.name)}.`);
  return added.ok ? [] : [lacksRight(added.problem) ? diagnostic('ci_degraded', `${printableLine(added.problem.text)} The commit has no check.`) : failed(added.problem)];
}

function show(ground: CiGround, what: unknown): readonly Diagnostic[] {
  ground.report.out.line(`Would send this to ${ground.place.repository}:\n${JSON.stringify(what, null, 2)}`);
  return [];
}
