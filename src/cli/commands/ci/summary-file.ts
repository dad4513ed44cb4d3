import { BUDGETS, logSafe } from '../../../render';
import { append, sizeOfFile, write } from './adapter-files';
import type { CiGround } from './ground';
import { previewText, type SeenPlan } from './plans';

/** Bytes of one step summary: over them GitHub drops all of it. */
const SUMMARY_BYTES = BUDGETS['github-summary'].bytes;

/**
 * Puts a preview where the run's own page shows it: GitHub's and Gitea's step summary, Azure's. Elsewhere, or where there is no
 * room left, it goes to stdout. Says where it went.
 */
export function putSummary(ground: CiGround, seen: SeenPlan): string {
  const { io } = ground.invocation;
  const file = io.env['GITHUB_STEP_SUMMARY'];
  const { platform } = ground.place;
  if (file !== undefined && file !== '' && !ground.dryRun) {
    const used = sizeOfFile(file);
    if (used < SUMMARY_BYTES - 20_000) {
      append(file, `${previewText(seen, BUDGETS['github-summary'], ground, used + 2).text.trimEnd()}\n\n`);
      return 'the summary of the run';
    }
  }
  const folder = io.env['AGENT_TEMPDIRECTORY'];
  if (platform === 'azure' && folder !== undefined && !/[\r\n\];]/.test(folder) && !ground.dryRun) {
    const path = `${folder}/holdfast-${seen.plan.planId.replace(/[^0-9a-zA-Z-]/g, '')}.md`;
    write(path, previewText(seen, BUDGETS['github-summary'], ground).text);
    ground.report.out.line(`##vso[task.uploadsummary]${path}`);
    return 'the summary of the run';
  }
  ground.report.out.write(logSafe(`${previewText(seen, BUDGETS.none, ground).text.trimEnd()}\n`));
  return 'the log';
}

/** The whole preview as a file, for the pipeline to keep. */
export function putArtifact(ground: CiGround, plans: readonly SeenPlan[]): void {
  const file = ground.invocation.parsed.texts.get('artifact');
  if (file !== undefined && !ground.dryRun) write(file, plans.map((seen) => previewText(seen, BUDGETS.none, ground).text.trimEnd()).join('\n\n').concat('\n'));
}
