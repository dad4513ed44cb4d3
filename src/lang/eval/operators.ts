import { unreachable } from '../../diagnostics';
import {
  added, bool, BOOL, compareNumbers, convert, divided, equality, isMarked, mark, marksOf, marksWithin, multiplied, negated, NUMBER, remainder, subtracted, unknownNotNull,
  unmark, type BareValue, type Mark, type Type, type Value, type ValuePath,
} from '../../values';
import type { BinaryOp, Expr, UnaryOp } from '../expr';
import { fault, spanOf, valueOf, type Evaluation } from './evaluation';

type Binary = Extract<Expr, { kind: 'binary' }>;
type Unary = Extract<Expr, { kind: 'unary' }>;

const NO_MARKS: readonly Mark[] = [];

/** Chains such as `a + b + c` are trees that lean to the left, as long as somebody writes: they are walked, not recursed into. */
export function binaryValue(expr: Binary, at: Evaluation, path: ValuePath): Value {
  const chain: Binary[] = [];
  let innermost: Expr = expr;
  while (innermost.kind === 'binary') {
    chain.push(innermost);
    innermost = innermost.left;
  }
  const before = at.problems.count;
  let value = valueOf(innermost, at, path);
  for (let node = chain.pop(); node !== undefined; node = chain.pop()) value = applied(node, value, before, at, path);
  return value;
}

function operandType(op: BinaryOp): Type | undefined {
  switch (op) {
    case '==': case '!=': return undefined;
    case '&&': case '||': return BOOL;
    case '+': case '-': case '*': case '/': case '%': case '<': case '<=': case '>': case '>=': return NUMBER;
    default: return unreachable(op);
  }
}

function resultType(op: BinaryOp): Type {
  switch (op) {
    case '+': case '-': case '*': case '/': case '%': return NUMBER;
    case '==': case '!=': case '&&': case '||': case '<': case '<=': case '>': case '>=': return BOOL;
    default: return unreachable(op);
  }
}

/** `before`: how many problems there were before the left operand was evaluated. */
function applied(expr: Binary, left: Value, before: number, at: Evaluation, path: ValuePath): Value {
  const type = operandType(expr.op);
  const a = type === undefined ? left : operand(left, type, expr.left, 'left', at, path);
  const right = valueOf(expr.right, at, path);
  const b = type === undefined ? right : operand(right, type, expr.right, 'right', at, path);
  if (a === undefined || b === undefined || at.problems.count > before) return unknownNotNull(resultType(expr.op));
  if (type === undefined) return equalityValue(expr.op === '==', a, b);
  const marks = a.kind === 'marked' || b.kind === 'marked' ? [...marksOf(a), ...marksOf(b)] : NO_MARKS;
  const known = computed(expr.op, unmark(a), unmark(b));
  if (typeof known !== 'string') return mark(known, marks);
  return fault(at, 'lang_operation_failed', known, path, expr.span, unknownNotNull(resultType(expr.op)));
}

function operand(value: Value, type: Type, expr: Expr, side: 'left' | 'right', at: Evaluation, path: ValuePath): Value | undefined {
  if (value.kind === type.kind) return value;
  const converted = convert(value, type);
  if (converted.ok) return converted.value;
  fault(at, 'lang_operand_invalid', `The ${side} operand does not fit: ${converted.message}.`, path, spanOf(expr));
  return undefined;
}

function equalityValue(wanted: boolean, a: Value, b: Value): Value {
  const same = equality(a, b);
  const result = same === undefined ? unknownNotNull(BOOL) : bool(same === wanted);
  return isMarked(a) || isMarked(b) ? mark(result, marksWithin([a, b])) : result;
}

/** The result, or a sentence that tells why there is none. */
function computed(op: BinaryOp, a: BareValue, b: BareValue): Value | string {
  if (a.kind === 'null' || b.kind === 'null') return `An operand of ${op} is null. Only ${op === '&&' || op === '||' ? 'bools' : 'numbers'} can be taken.`;
  if (a.kind === 'number' && b.kind === 'number') return ofNumbers(op, a.value, b.value);
  if (a.kind === 'bool' && b.kind === 'bool') return bool(op === '&&' ? a.value && b.value : a.value || b.value);
  const sure = compared(op, a, b);
  if (sure !== undefined) return bool(sure);
  return unknownNotNull(resultType(op));
}

/** What bounds tell of a comparison before the numbers are known: only where they do not touch, as in Terraform. */
function compared(op: BinaryOp, a: BareValue, b: BareValue): boolean | undefined {
  if (op !== '<' && op !== '<=' && op !== '>' && op !== '>=') return undefined;
  const [left, right] = [boundsOf(a), boundsOf(b)];
  const apart = (most: string | undefined, least: string | undefined): boolean => most !== undefined && least !== undefined && compareNumbers(most, least) < 0;
  if (apart(left.most, right.least)) return op === '<' || op === '<=';
  return apart(right.most, left.least) ? op === '>' || op === '>=' : undefined;
}

function boundsOf(value: BareValue): { readonly least?: string | undefined; readonly most?: string | undefined } {
  return value.kind === 'number' ? { least: value.value, most: value.value } : value.kind === 'unknown' ? value : {};
}

function ofNumbers(op: BinaryOp, a: string, b: string): Value | string {
  switch (op) {
    case '+': return numberOr(added(a, b), 'Infinities of opposite signs have no sum.');
    case '-': return numberOr(subtracted(a, b), 'Infinity cannot be subtracted from itself.');
    case '*': return numberOr(multiplied(a, b), 'Zero times infinity is no number, and a number of more than 20000 digits is none here.');
    case '/': return numberOr(divided(a, b), 'Zero divided by zero is no number, and neither is infinity divided by infinity.');
    case '%': return numberOr(remainder(a, b), 'There is no remainder of zero and infinity.');
    case '<': return bool(compareNumbers(a, b) < 0);
    case '<=': return bool(compareNumbers(a, b) <= 0);
    case '>': return bool(compareNumbers(a, b) > 0);
    case '>=': return bool(compareNumbers(a, b) >= 0);
    case '==': case '!=': case '&&': case '||': return 'Numbers are no operands here.';
    default: return unreachable(op);
  }
}

function numberOr(value: string | undefined, sentence: string): Value | string {
  return value === undefined ? sentence : { kind: 'number', value };
}

export function unaryValue(expr: Unary, at: Evaluation, path: ValuePath): Value {
  const before = at.problems.count;
  const type = expr.op === '-' ? NUMBER : BOOL;
  const given = valueOf(expr.operand, at, path);
  const converted = given.kind === type.kind ? { ok: true as const, value: given } : convert(given, type);
  if (!converted.ok) fault(at, 'lang_operand_invalid', `The operand of ${expr.op} does not fit: ${converted.message}.`, path, spanOf(expr.operand));
  if (!converted.ok || at.problems.count > before) return unknownNotNull(type);
  const bare = unmark(converted.value);
  if (bare.kind === 'null') return fault(at, 'lang_operation_failed', `The operand of ${expr.op} is null.`, path, expr.span, unknownNotNull(type));
  return mark(ofOne(expr.op, bare) ?? unknownNotNull(type), marksOf(converted.value));
}

function ofOne(op: UnaryOp, value: BareValue): Value | undefined {
  if (op === '-') return value.kind === 'number' ? { kind: 'number', value: negated(value.value) } : undefined;
  return value.kind === 'bool' ? bool(!value.value) : undefined;
}
