import { unreachable } from '../../diagnostics';
import type { Value, ValuePath } from '../../values';
import type { Expr } from '../expr';
import { callValue } from './call';
import { objectValue, tupleValue } from './collections';
import { conditionalValue } from './conditional';
import { fault, NO_VALUE, Problems, type Evaluation, type Run } from './evaluation';
import { forValue } from './for';
import { binaryValue, unaryValue } from './operators';
import { partValue } from './part';
import { splatValue } from './splat';
import { joinValue, templateValue } from './template';
import { traversalValue } from './traversal';

/** Deeper expressions are refused: each level takes some of the stack. The sources that people write stay far below. */
export const MAX_EXPR_DEPTH = 500;

/** About ten seconds: loops in loops would take forever. */
const MAX_STEPS = 10_000_000;

/** The value; unknown, and the problem told, where there is none. */
function dispatch(expr: Expr, at: Evaluation, path: ValuePath): Value {
  switch (expr.kind) {
    case 'literal': return expr.value;
    case 'traversal': return traversalValue(expr, at, path);
    case 'item': return at.item ?? NO_VALUE;
    case 'defined': return at.scope.defined?.(expr.key) ?? NO_VALUE;
    case 'blocks': return fault(at, 'lang_block_invalid', 'A block stands where a value is wanted.', path, expr.span);
    case 'template': case 'join': case 'tuple': case 'object': case 'call': case 'unary': case 'binary': case 'conditional': case 'parens': case 'index': case 'attr':
    case 'splat': case 'for': {
      if (at.run.depth >= MAX_EXPR_DEPTH) return fault(at, 'lang_too_deep', `An expression is nested deeper than ${MAX_EXPR_DEPTH} levels.`, path, expr.span);
      if (++at.run.steps > MAX_STEPS) return at.run.steps === MAX_STEPS + 1 ? fault(at, 'lang_too_long', `An expression takes more than ${MAX_STEPS} steps: loops stand in loops in it, and each makes all that is in it as many times longer.`, path, expr.span) : NO_VALUE;
      at.run.depth++;
      const value = compound(expr, at, path);
      at.run.depth--;
      return value;
    }
    default: return unreachable(expr);
  }
}

function compound(expr: Exclude<Expr, { kind: 'literal' | 'traversal' | 'item' | 'defined' | 'blocks' }>, at: Evaluation, path: ValuePath): Value {
  switch (expr.kind) {
    case 'template': return templateValue(expr, at, path);
    case 'join': return joinValue(expr, at, path);
    case 'tuple': return tupleValue(expr, at, path);
    case 'object': return objectValue(expr, at, path);
    case 'call': return callValue(expr, at, path);
    case 'unary': return unaryValue(expr, at, path);
    case 'binary': return binaryValue(expr, at, path);
    case 'conditional': return conditionalValue(expr, at, path);
    case 'parens': return dispatch(expr.inner, at, path);
    case 'index': case 'attr': return partValue(expr, at, path);
    case 'splat': return splatValue(expr, at, path);
    case 'for': return forValue(expr, at, path);
    default: return unreachable(expr);
  }
}

const NONE_BANNED: readonly string[] = Object.freeze([]);

/** What evaluation in a scope starts with. */
export function evaluationIn(scope: Evaluation['scope'], problems: Problems = new Problems()): Evaluation {
  const run: Run = { depth: 0, steps: 0, valueOf: dispatch };
  return { scope, problems, names: undefined, item: undefined, banned: NONE_BANNED, run };
}
