import { resolveReference, type Expr } from '../lang';
import { isWhollyKnown, type Value } from '../values';
import type { Making } from './making';
import type { DecidedChange, ExtraStep } from './steps/input';
import type { Step } from './types';

/** Notes a shared value that planning could not tell. `written`: how it is made, where nothing else is to become of that; `exprOf`: what stands for it. */
export function leaveOpen({ inputs, out }: Making, node: string, value: Value | undefined, written: Expr | undefined, exprOf: () => Expr | undefined): void {
  if (inputs.mode !== 'normal' || value === undefined || isWhollyKnown(value)) return;
  if (written === undefined || !isPlain(written)) out.open.push({ node, expr: exprOf() });
}

/** A name, or one part of an object: nothing can be wrong with these that planning did not see. */
function isPlain(expr: Expr): boolean {
  const resolved = expr.kind === 'traversal' ? resolveReference(expr) : undefined;
  if (resolved?.ok !== true) return false;
  const { reference, rest } = resolved;
  return rest.length <= (reference.kind !== 'resource' && reference.kind !== 'module' ? 0 : rest[0]?.kind === 'index' ? 2 : 1);
}

/**
 * Steps for those of them that no other step evaluates: Terraform evaluates every local, input and output of a module when it
 * applies, and tells what is wrong with it even where nothing uses it. What depends on one that fails is not done.
 */
export function openSteps({ out, definitions, graph }: Making, decided: readonly DecidedChange[], extra: readonly ExtraStep[]): readonly ExtraStep[] {
  const asked = new Set(definitions.close(expressionsLeft(decided, extra)).map(({ key }) => key));
  const steps: ExtraStep[] = [];
  // Users were visited after what they use: the last one asks for most.
  for (const { node, expr } of [...out.open].reverse()) {
    if (expr?.kind !== 'defined' || asked.has(expr.key)) continue;
    for (const { key } of definitions.close([expr])) asked.add(key);
    steps.push({ role: 'guard', node, needs: graph.needs(node), step: { id: `value ${expr.key}`, after: [], kind: 'gate', defined: expr.key } });
  }
  return steps;
}

function* expressionsLeft(decided: readonly DecidedChange[], extra: readonly ExtraStep[]): Iterable<Expr> {
  for (const { residual } of decided) for (const [, expr] of residual?.body ?? []) yield expr;
  for (const { step } of extra) yield* expressionsOf(step);
}

/** Everything that a step leaves to be evaluated. */
export function* expressionsOf(step: Step): Iterable<Expr> {
  if ('residual' in step && step.residual !== undefined) for (const [, expr] of step.residual.body) yield expr;
  if (step.kind === 'output') yield step.value;
  if (step.kind === 'condition') for (const { condition, errorMessage } of step.rules) yield* [condition, errorMessage];
  if (step.kind === 'gate' && step.defined !== undefined) yield { kind: 'defined', key: step.defined };
}
