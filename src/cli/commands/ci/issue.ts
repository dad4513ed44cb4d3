import { printableLine } from '../../../render';
import type { Command, Invocation } from '../../command';
import { reportOf } from '../../report';
import { ARTIFACT, COMMON_FLAGS, DRY_RUN, NAME } from './flags';
import { failed, forgeRoom, groundOf, lacksRight } from './ground';
import { commentBudget, markerOf, previewText, readPlans } from './plans';
import { degraded } from './comment';
import { putArtifact } from './summary-file';

export const issueCommand: Command = {
  name: 'ci issue',
  summary: 'Keep one issue for each stack that tells of drift',
  usage: 'holdfast ci issue [flags] PLAN...',
  text: 'Takes plans made with plan -refresh-only -out=FILE. Opens an issue with the first drift of a stack, keeps it up to date, closes it when there is none, and opens it again with the next. Ends with 2 where -detailed-exitcode is given and there is drift.',
  flags: [{ name: 'detailed-exitcode', kind: 'switch', help: '0: no drift, 1: error, 2: drift.' }, NAME, ARTIFACT, DRY_RUN, ...COMMON_FLAGS],
  notBuilt: [],
  positional: 200,
  run,
};

const DID = { created: 'Opened', updated: 'Updated', unchanged: 'Left as it was:', reopened: 'Opened again', closed: 'Closed', none: 'There is no drift, and no open issue for' } as const;

async function run(invocation: Invocation): Promise<number> {
  const report = reportOf(invocation, false);
  const ground = groundOf(invocation, report);
  const plans = ground.ok ? await readPlans(invocation) : ground;
  if (!ground.ok || !plans.ok) return report.end(plans.diagnostics);
  putArtifact(ground.value, plans.value);
  const detailed = invocation.parsed.switches.get('detailed-exitcode') === true;
  const changes = detailed && plans.value.some(({ plan }) => plan.drift.length > 0);
  for (const seen of plans.value) {
    const { text } = previewText(seen, commentBudget(ground.value.place.platform), ground.value, 30_000);
    const what = seen.plan.stack === undefined ? 'this configuration' : `stack ${printableLine(seen.plan.stack)}`;
    const drifted = seen.plan.drift.length > 0;
    const title = `Drift detected in ${what}`.slice(0, 200);
    if (ground.value.dryRun) {
      report.out.line(drifted ? `Would have an open issue "${title}" of ${ground.value.place.repository} say:\n${text.trimEnd()}` : `Would close the issue "${title}" of ${ground.value.place.repository}, if there is one.`);
      continue;
    }
    const forge = ground.value.forge();
    if (!forge.ok) return report.end(forge.diagnostics);
    const { issues } = forge.value;
    if (issues === undefined) {
      report.note([degraded(ground.value, seen, 'This forge has no issues that belong to a repository.')]);
      continue;
    }
    const put = await forgeRoom().putDriftIssue(issues, { marker: markerOf(seen, ground.value, 'drift', false), title, text, drifted });
    if (!put.ok && !lacksRight(put.problem)) return report.end([failed(put.problem)], { changes });
    if (!put.ok) report.note([degraded(ground.value, seen, put.problem.text)]);
    else report.out.line(`${DID[put.value.did]} the issue for ${what}${put.value.url === undefined ? '' : `: ${put.value.url}`}`.replace('for the issue for', 'for'));
  }
  return report.end(plans.diagnostics, { changes });
}

