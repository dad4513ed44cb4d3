import { diagnostic, fail, ok, type Diagnostic, type Outcome } from '../../../diagnostics';
import type { Marker } from '../../../forge';
import { SAVING_FLAGS } from '../../common-flags';
import type { Command, Invocation } from '../../command';
import { reportOf } from '../../report';
import { readingOf } from '../../session';
import { ARTIFACT, COMMON_FLAGS, DRY_RUN, NAME } from './flags';
import { failed, forgeRoom, groundOf, lacksRight, NO_PULL, pullOf, type CiGround } from './ground';
import { commentBudget, markerOf, previewText, readPlans, type SeenPlan } from './plans';
import { putArtifact, putSummary } from './summary-file';

export const commentCommand: Command = {
  name: 'ci comment',
  summary: 'Show saved plans as comments on the pull request',
  usage: 'holdfast ci comment [flags] PLAN...',
  text: 'Puts one comment for each plan on the pull request, and keeps it up to date from run to run. A token without the right is told as a warning, and the preview goes to the summary of the run.',
  flags: [
    { name: 'create', kind: 'switch', help: 'With -create=false only a comment that is there is kept up to date.' },
    { name: 'skip-empty', kind: 'switch', help: 'Makes no first comment for a plan without changes.' },
    NAME, ARTIFACT, DRY_RUN, ...SAVING_FLAGS.filter(({ name }) => name !== 'plan-key'), ...COMMON_FLAGS,
  ],
  notBuilt: [],
  positional: 200,
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const report = reportOf(invocation, false);
  const ground = groundOf(invocation, report);
  const plans = ground.ok ? await readPlans(invocation) : ground;
  if (!ground.ok || !plans.ok) return report.end(plans.diagnostics);
  putArtifact(ground.value, plans.value);
  const problems: Diagnostic[] = [...plans.diagnostics];
  let pull: number | undefined = ground.value.place.pull;
  if (!ground.value.dryRun && pull === undefined) {
    const found = await pullOf(ground.value);
    if (!found.ok && !lacksRight(found.problem)) return report.end([...problems, failed(found.problem)]);
    pull = found.ok ? found.value?.number : undefined;
    if (pull === undefined) return report.end([...problems, ...plans.value.map((seen) => degraded(ground.value, seen, found.ok ? NO_PULL : found.problem.text))]);
  }
  for (const seen of plans.value) {
    const put = await putComment(ground.value, pull ?? 0, seen);
    problems.push(...put.diagnostics);
    if (!put.ok) break;
  }
  return report.end(problems);
}

/** Characters for what signatures add to a marker: each has less than 200. */
const SIGNATURES = 2000;

async function putComment(ground: CiGround, pull: number, seen: SeenPlan): Promise<Outcome<void>> {
  const { parsed } = ground.invocation;
  const { platform } = ground.place;
  const form = platform === 'bitbucket' ? 'reference' as const : 'html' as const;
  const bare = markerOf(seen, ground, 'plan', false);
  // Room for the marker and its signatures.
  const { text, cut } = previewText(seen, commentBudget(platform), ground, forgeRoom().markerLine(bare, form).length + SIGNATURES);
  const marker = await signed(ground.invocation, { ...bare, truncated: cut });
  if (!marker.ok) return marker;
  const { out } = ground.report;
  if (ground.dryRun) {
    out.line(`Would put this on pull request ${pull === 0 ? '(to be found)' : pull} of ${ground.place.repository}:`);
    out.write(`${text.trimEnd()}\n`);
    return ok(undefined);
  }
  const forge = ground.forge();
  if (!forge.ok) return forge;
  const none = parsed.switches.get('create') === false || (parsed.switches.get('skip-empty') === true && !seen.plan.applyable && seen.plan.drift.length === 0);
  const put = await forgeRoom().putSticky(forge.value.notes(pull), { marker: marker.value, text, form, create: !none });
  if (!put.ok) return lacksRight(put.problem) ? ok(undefined, [degraded(ground, seen, put.problem.text)]) : fail(failed(put.problem));
  const what = seen.plan.stack === undefined ? 'the plan' : `stack ${JSON.stringify(seen.plan.stack)}`;
  const at = put.value.url === undefined ? '' : `: ${put.value.url}`;
  if (put.value.did === 'left-newer') {
    return ok(undefined, [diagnostic('ci_newer_there', `The comment for ${what} is of a plan that was made later, at ${put.value.at}, and stands as it is.`)]);
  }
  out.line(`${{ created: 'Created', updated: 'Updated', unchanged: 'Left as it was', none: 'Made no' }[put.value.did]} the comment for ${what}${at}`);
  return ok(undefined);
}

/** Without keys the marker is not signed. */
export async function signed(invocation: Invocation, marker: Marker): Promise<Outcome<Marker>> {
  const signatures = await invocation.library().sign(readingOf(invocation), forgeRoom().signedText(marker));
  return signatures.ok ? ok({ ...marker, signatures: signatures.value }) : signatures;
}

/** What could not be sent is shown elsewhere, and told. */
export function degraded(ground: CiGround, seen: SeenPlan, why: string): Diagnostic {
  const where = putSummary(ground, seen);
  return diagnostic('ci_degraded', `${why} The preview is in ${where} instead.`);
}
