import type { DrawnGraph, Plan } from '../plan';
import {
  BUDGETS, drawPreviews, gitlabReport, graphDot, graphMermaid, htmlReport, jsonPieces, jsonText, junit, markdownReport, planJson, sarif, type BudgetName, type JsonData, type PreviewView, type SchemaLookup, type StackView,
} from '../render';

/** What a saved plan can be written as, beside the text for a terminal. */
export const PLAN_FORMATS = ['markdown', 'json', 'gitlab', 'sarif', 'junit', 'html', 'mermaid', 'dot'] as const;
export type PlanFormat = (typeof PLAN_FORMATS)[number];

export const BUDGET_NAMES = Object.keys(BUDGETS) as readonly BudgetName[];

/** A plan to be written, in the forms that renderers take. */
export interface ShownPlan {
  readonly plan: Plan;
  readonly view: PreviewView;
  readonly lookup: SchemaLookup;
  /** Sensitive values are left out. */
  readonly redact: boolean;
  /** The file that it was read from, as it was named. */
  readonly file: string;
}

/** One of several, with what it is called and what it comes after. */
export type ShownStack = ShownPlan & StackView;

export const isPlanFormat = (name: string): name is PlanFormat => PLAN_FORMATS.some((format) => format === name);

/** The plan in a format, in pieces. */
export function planPieces(format: PlanFormat, shown: ShownPlan, budget: BudgetName): Iterable<string> {
  return format === 'json' ? jsonPieces(jsonOf(shown)) : reportPieces(format, [{ ...shown, name: shown.view.stack ?? '', after: [] }], budget);
}

/** Several plans in a format, in pieces: JSON is `{"plans": [{"stack", "file", "plan"}]}`, the others are what a reader takes for one. */
export function reportPieces(format: PlanFormat, stacks: readonly ShownStack[], budget: BudgetName): Iterable<string> {
  const views = stacks.map(({ view }) => view);
  const drawn = (): DrawnGraph => (stacks.length === 1 ? drawPreviews(stacks.map((stack) => ({ ...stack, name: undefined }))) : drawPreviews(stacks));
  switch (format) {
    case 'json': return jsonPieces({ format_version: '1.0', plans: stacks.map((stack) => ({ stack: stack.view.stack ?? null, file: stack.file, plan: jsonOf(stack) })) });
    case 'markdown': return [markdownReport(stacks, BUDGETS[budget]).text.trimEnd()];
    case 'gitlab': return [jsonText(gitlabReport(views.map(({ counts }) => counts)))];
    case 'sarif': return [jsonText(sarif(stacks.map(({ view, file }) => ({ view, artifact: file }))), { indent: 2 })];
    case 'junit': return [junit(views).trimEnd()];
    case 'html': return [htmlReport(views).trimEnd()];
    case 'mermaid': return [graphMermaid(drawn()).trimEnd()];
    case 'dot': return [graphDot(drawn()).trimEnd()];
  }
}

function jsonOf(shown: ShownPlan): JsonData {
  return planJson(shown.plan, { redact: shown.redact, schemaVersion: schemaVersionOf(shown) });
}

function schemaVersionOf({ plan, lookup }: ShownPlan): (provider: string, mode: 'managed' | 'data', type: string) => number {
  const sources = new Map(plan.providers.map((p) => [p.key, p.source]));
  return (provider, mode, type) => lookup(sources.get(provider) ?? provider, mode, type)?.version ?? 0;
}
