import type { Plan } from '../plan';
import { BUDGETS, drawPreview, gitlabReport, graphDot, graphMermaid, jsonPieces, jsonText, junit, markdown, planJson, sarif, type BudgetName, type PreviewView, type SchemaLookup } from '../render';

/** What a saved plan can be written as, beside the text for a terminal. */
export const PLAN_FORMATS = ['markdown', 'json', 'gitlab', 'sarif', 'junit', 'mermaid', 'dot'] as const;
export type PlanFormat = (typeof PLAN_FORMATS)[number];

export const BUDGET_NAMES = Object.keys(BUDGETS) as readonly BudgetName[];

/** A plan to be written, in the forms that renderers take. */
export interface ShownPlan {
  readonly plan: Plan;
  readonly view: PreviewView;
  readonly lookup: SchemaLookup;
  /** Sensitive values are left out. */
  readonly redact: boolean;
  readonly budget: BudgetName;
  /** The file that it was read from, as it was named. */
  readonly file: string;
}

export const isPlanFormat = (name: string): name is PlanFormat => PLAN_FORMATS.some((format) => format === name);

/** The plan in a format, in pieces. */
export function planPieces(format: PlanFormat, shown: ShownPlan): Iterable<string> {
  switch (format) {
    case 'json': return jsonPieces(planJson(shown.plan, { redact: shown.redact, schemaVersion: schemaVersionOf(shown) }));
    case 'markdown': return [markdown(shown.view, BUDGETS[shown.budget]).text.trimEnd()];
    case 'gitlab': return [jsonText(gitlabReport(shown.view.counts))];
    case 'sarif': return [jsonText(sarif([{ view: shown.view, artifact: shown.file }]), { indent: 2 })];
    case 'junit': return [junit([shown.view]).trimEnd()];
    case 'mermaid': return [graphMermaid(drawPreview(shown.view)).trimEnd()];
    case 'dot': return [graphDot(drawPreview(shown.view)).trimEnd()];
  }
}

function schemaVersionOf({ plan, lookup }: ShownPlan): (provider: string, mode: 'managed' | 'data', type: string) => number {
  const sources = new Map(plan.providers.map((p) => [p.key, p.source]));
  return (provider, mode, type) => lookup(sources.get(provider) ?? provider, mode, type)?.version ?? 0;
}
