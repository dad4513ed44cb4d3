import type { Diagnostic } from '../../../diagnostics';
import { diagnostic, fail, ok, type Outcome } from '../../../diagnostics';
import { actionsDigest, actionsOf, type Plan } from '../../../plan';
import { BUDGETS, markdown, planView, previewView, printableLine, summaryLine, type BudgetName, type MarkdownBudget, type PlanCounts, type PreviewView } from '../../../render';
import type { Marker, Platform } from '../../../forge';
import { schemaLookup } from '../../schemas';
import { secretsOf } from '../../secrets';
import { placeOf, readingOf } from '../../session';
import type { Invocation } from '../../command';
import { linkable, type CiGround } from './ground';
import { listingOf } from './listing';

/** A saved plan, read and looked at. */
export interface SeenPlan {
  readonly file: string;
  readonly plan: Plan;
  readonly digest: string;
  readonly counts: PlanCounts;
  readonly problems: readonly Diagnostic[];
  readonly view: PreviewView;
}

/** Reads the plans that the command line names, one at least. */
export async function readPlans(invocation: Invocation): Promise<Outcome<readonly SeenPlan[]>> {
  const { positional } = invocation.parsed;
  if (positional.length === 0) return fail(diagnostic('cli_argument_missing', 'Name the file of the plan, as plan -out=FILE wrote it.'));
  const seen: SeenPlan[] = [];
  for (const file of positional) {
    const one = await readPlan(invocation, file);
    if (!one.ok) return one;
    seen.push(one.value);
  }
  return ok(seen, seen.flatMap(({ problems }) => problems));
}

export async function readPlan(invocation: Invocation, file: string): Promise<Outcome<SeenPlan>> {
  const library = invocation.library();
  const read = await library.readPlanFile(file, readingOf(invocation));
  if (!read.ok) return read;
  const { plan } = read.value;
  const lookup = schemaLookup(library.providerSchemas(placeOf(invocation)));
  const digest = read.value.digest();
  return ok({ file, plan, digest, counts: planView(plan, lookup).counts, problems: read.diagnostics, view: previewView(plan, lookup, { digest, redact: secretsOf(invocation.io.env, plan) }) });
}

/** Which workspace a plan is of: what its backend says, or where it lies. */
export function workspaceOf({ backend }: Plan): string {
  if (backend.type !== 'local') return backend.workspace;
  return /(?:^|\/)terraform\.tfstate\.d\/([^/]+)\//.exec(backend.path)?.[1] ?? 'default';
}

/** What is said of a plan in one line: Terraform's own words. */
export function headline({ plan, counts }: SeenPlan): string {
  if (plan.blocked.length > 0) return `Blocked: ${printableLine(plan.blocked[0]?.summary ?? '')}.`;
  if (plan.mode === 'refresh-only') return plan.drift.length === 0 ? 'No changes.' : `${plan.drift.length} changed outside.`;
  return plan.applyable ? summaryLine(counts).split('\n')[0] ?? '' : 'No changes.';
}

const TARGETS: Readonly<Record<Platform, BudgetName>> = { github: 'github-comment', gitea: 'github-comment', gitlab: 'gitlab', azure: 'azure', bitbucket: 'bitbucket' };

export const commentBudget = (platform: Platform): MarkdownBudget => BUDGETS[TARGETS[platform]];

/** The preview with links behind it. `spare`: characters and bytes that something else before it takes. */
export function previewText(seen: SeenPlan, budget: MarkdownBudget, ground: CiGround, spare = 0): { readonly text: string; readonly cut: boolean } {
  const url = linkable(ground.place.runUrl);
  const commit = ground.place.commit;
  const links = [...(url === undefined ? [] : [`[run](${url})`]), ...(commit === undefined ? [] : [`commit \`${commit.slice(0, 12)}\``])];
  return markdown(seen.view, { ...budget, codePoints: budget.codePoints - spare, bytes: budget.bytes - spare }, { after: links.length === 0 ? undefined : links.join(' | ') });
}

/** Characters of a comment that the list of actions may take: a quarter, and no more than a page of any forge is slowed down by. */
const listRoom = (platform: Platform): number => Math.min(200_000, Math.floor(Math.min(commentBudget(platform).bytes, commentBudget(platform).codePoints) / 4));

/** What a comment says to later runs. Not signed yet. */
export function markerOf(seen: SeenPlan, ground: CiGround, kind: string, truncated: boolean): Marker {
  const { plan, digest } = seen;
  const actions = actionsOf(plan);
  return {
    kind, stack: plan.stack ?? '', workspace: workspaceOf(plan), name: ground.invocation.parsed.texts.get('name') ?? '',
    commit: plan.bound?.commit ?? ground.place.commit ?? '', at: plan.createdAt, expires: plan.expiresAt, run: ground.place.run, digest, truncated, signatures: [],
    repository: plan.bound?.repository ?? '', lineage: plan.prior?.lineage ?? '', configuration: plan.configurationDigest, recorded: plan.recorded !== undefined,
    actions: actionsDigest(actions), ...(kind === 'plan' ? listingOf(actions, listRoom(ground.place.platform)) : { listing: 'none', list: [] }),
  };
}
