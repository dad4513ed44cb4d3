import type { Expr } from '../../lang';
import type { Value } from '../../values';
import { somePart } from '../residual/defined-keys';
import type { Plan } from '../types';

/** The address of the first thing in a plan with such a value in it. */
export function firstSecret(plan: Plan, is: (value: Value) => boolean): string | undefined {
  const within = (expr: Expr): boolean => somePart(expr, (part) => part.kind === 'literal' && is(part.value));
  for (const v of plan.variables) if (is(v.value) || (v.given !== undefined && is(v.given))) return `var.${v.name}`;
  for (const p of plan.providers) if (is(p.config)) return `provider.${p.key}`;
  for (const c of plan.changes) if (is(c.before) || (c.after !== c.before && is(c.after))) return c.address;
  for (const d of plan.drift) if (is(d.before) || is(d.after)) return d.address;
  for (const r of plan.refreshed) if (is(r.after)) return r.address;
  for (const step of plan.steps) {
    if (step.kind === 'import' && is(step.state)) return step.address;
    if ('config' in step && step.config !== undefined && is(step.config)) return step.address;
    if ('residual' in step && step.residual?.body.some(([, expr]) => within(expr)) === true) return step.address;
    if (step.kind === 'condition' && step.rules.some((rule) => within(rule.condition) || within(rule.errorMessage))) return step.address;
    if (step.kind === 'output' && within(step.value)) return `output.${step.name}`;
  }
  for (const d of plan.definitions ?? []) if (within(d.expr)) return d.key;
  for (const o of plan.outputs) if (is(o.before) || is(o.after)) return `output.${o.name}`;
  return undefined;
}
