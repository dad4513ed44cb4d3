import { randomUUID } from 'node:crypto';
import { actionsDigest, actionsOf } from '../../../plan';
import { logSafe, printableLine } from '../../../render';
import type { Annotation } from '../../../forge';
import type { Command, Invocation } from '../../command';
import type { FlagSpec } from '../../flags';
import { reportOf } from '../../report';
import { append, write } from './adapter-files';
import { ARTIFACT, COMMON_FLAGS, DRY_RUN } from './flags';
import { forgeRoom, groundOf, type CiGround } from './ground';
import { headline, readPlans, type SeenPlan } from './plans';
import { putArtifact, putSummary } from './summary-file';

/** Commands that speak with the run alone: no token, no call. */
function local(name: string, summary: string, text: string, flags: readonly FlagSpec[], work: (ground: CiGround, plans: readonly SeenPlan[]) => void): Command {
  return {
    name: `ci ${name}`, summary, usage: `holdfast ci ${name} [flags] PLAN...`, text, flags: [...flags, DRY_RUN, ...COMMON_FLAGS], notBuilt: [], positional: 200,
    async run(invocation: Invocation) {
      const report = reportOf(invocation, false);
      const ground = groundOf(invocation, report);
      const plans = ground.ok ? await readPlans(invocation) : ground;
      if (!ground.ok || !plans.ok) return report.end(plans.diagnostics);
      work(ground.value, plans.value);
      return report.end(plans.diagnostics);
    },
  };
}

export const summaryCommand = local('summary', 'Show saved plans in the summary of the run', 'Writes previews to the step summary of GitHub and Gitea or to that of Azure; elsewhere to stdout.', [ARTIFACT], (ground, plans) => {
  putArtifact(ground, plans);
  for (const seen of plans) {
    const where = putSummary(ground, seen);
    if (where !== 'the log') ground.report.out.line(`Wrote the preview of ${printableLine(seen.file)} to ${where}.`);
  }
});

const DOTENV: FlagSpec = { name: 'dotenv', kind: 'text', value: 'FILE', help: 'Writes NAME=VALUE lines to this file, for GitLab\'s artifacts:reports:dotenv.' };

/** Names of what `ci outputs` sets, for pipelines to hold against. */
export const OUTPUT_NAMES = ['changes', 'add', 'change', 'destroy', 'import', 'adopt', 'forget', 'drift', 'blocked', 'digest', 'actions', 'stack', 'commit', 'plan', 'summary'] as const;

export const outputsCommand = local('outputs', 'Set outputs of the pipeline\'s step by a saved plan', `Sets ${OUTPUT_NAMES.join(', ')}: in the file of GITHUB_OUTPUT, as variables of Azure, in the file of -dotenv, or on stdout.`, [DOTENV], (ground, plans) => {
  const [seen] = plans;
  if (seen === undefined) return;
  const { parsed, io } = ground.invocation;
  const { out } = ground.report;
  const { azureOutput, dotenvEntries, outputEntries } = forgeRoom();
  const values = outputsOf(seen);
  const file = io.env['GITHUB_OUTPUT'];
  const dotenv = parsed.texts.get('dotenv');
  if (dotenv !== undefined && !ground.dryRun) return write(dotenv, dotenvEntries(values));
  // A word that nobody can have put into a value beforehand.
  if (file !== undefined && file !== '' && !ground.dryRun) return append(file, outputEntries(values, `holdfast_${randomUUID()}`));
  if (ground.place.platform === 'azure' && !ground.dryRun) return out.write(values.map((value) => `${azureOutput(...value)}\n`).join(''));
  out.write(logSafe(values.map(([name, value]) => `${name}=${printableLine(value)}\n`).join('')));
});

function outputsOf(seen: SeenPlan): readonly (readonly [string, string])[] {
  const { plan, counts, digest, file } = seen;
  const values: Readonly<Record<(typeof OUTPUT_NAMES)[number], string>> = {
    changes: String(plan.applyable), add: String(counts.add), change: String(counts.change), destroy: String(counts.destroy), import: String(counts.import),
    adopt: String(counts.adopt), forget: String(counts.forget), drift: String(plan.drift.length), blocked: String(plan.blocked.length > 0),
    digest, actions: actionsDigest(actionsOf(plan)), stack: printableLine(plan.stack ?? ''), commit: plan.bound?.commit ?? '', plan: file, summary: headline(seen),
  };
  return OUTPUT_NAMES.map((name) => [name, values[name]] as const);
}

/** Annotations of a level that GitHub shows for one step. */
const MOST = 10;

export const annotateCommand = local('annotate', 'Show what to heed of saved plans beside the code', 'Prints the pipeline\'s own commands: errors for what blocks a plan, warnings for what it warns of and destroys, notices for drift. At most 10 of each.', [], (ground, plans) => {
  const { actionsAnnotation, azureAnnotation } = forgeRoom();
  const { platform } = ground.place;
  const all = plans.flatMap(annotationsOf);
  for (const level of ['error', 'warning', 'notice'] as const) {
    const own = all.filter((one) => one.level === level);
    const shown = own.length <= MOST ? own : [...own.slice(0, MOST - 1), { level, title: 'Holdfast', text: `${own.length - MOST + 1} more are in the preview.` }];
    for (const one of shown) {
      const line = platform === 'azure' ? azureAnnotation(one) : platform === 'github' || platform === 'gitea' ? actionsAnnotation(one)
        : logSafe(`${one.level}: ${printableLine(`${one.title}: ${one.text}`)}${one.file === undefined ? '' : ` (${one.file}${one.line === undefined ? '' : `:${one.line}`})`}`);
      ground.report.out.line(line);
    }
  }
});

function annotationsOf({ plan, view }: SeenPlan): readonly Annotation[] {
  const told = (level: Annotation['level'], problems: typeof plan.warnings): readonly Annotation[] => problems.map((d) => ({
    level, title: printableLine(d.summary), text: printableLine(`${d.address === undefined ? '' : `${d.address}: `}${d.detail}`), file: d.range === undefined ? undefined : printableLine(d.range.filename), line: d.range?.start.line,
  }));
  const ends = view.objects.flatMap((object): readonly Annotation[] => (object.fate.kind === 'delete' || (object.fate.kind === 'replace' && !object.fate.keepsOld)
    ? [{ level: 'warning', title: object.irreversible ? 'Irreversible deletion' : 'Destroy', text: `${printableLine(object.address)} will be ${object.fate.kind === 'delete' ? 'destroyed' : 'replaced'}.` }] : []));
  const drift = plan.drift.map((one): Annotation => ({ level: 'notice', title: 'Drift', text: `${printableLine(one.address)} changed outside of Holdfast.` }));
  return [...told('error', plan.blocked), ...ends, ...told('warning', plan.warnings), ...drift];
}

