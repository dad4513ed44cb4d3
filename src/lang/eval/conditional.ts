import {
  asCollection, BOOL, compareNumbers, convert, DYNAMIC, equalTypes, hasDynamic, isWhollyKnown, mark, marksOf, nullOf, typeOf, unifyTypes, unknownBetween, unknownNotNull, unknownOf, unmark, type BareValue, type Type, type Value, type ValuePath,
} from '../../values';
import type { Expr } from '../expr';
import { fault, Problems, spanBetween, spanOf, valueOf, type Evaluation } from './evaluation';
import { mismatch } from './mismatch';

type Conditional = Extract<Expr, { kind: 'conditional' }>;

/** The value of an arm, and what was wrong in it: told only if the arm is taken. */
interface Arm {
  readonly expr: Expr;
  readonly value: Value;
  readonly problems: Problems;
}

function armOf(expr: Expr, at: Evaluation, path: ValuePath): Arm {
  const problems = new Problems();
  return { expr, value: expr.kind === 'literal' ? expr.value : valueOf(expr, { ...at, problems }, path), problems };
}

/** Chains such as `a ? b : c ? d : e` are walked from their end, not recursed into. */
export function conditionalValue(expr: Conditional, at: Evaluation, path: ValuePath): Value {
  const chain: Conditional[] = [];
  let last: Expr = expr;
  while (last.kind === 'conditional') {
    chain.push(last);
    last = last.otherwise;
  }
  let otherwise = armOf(last, at, path);
  for (let node = chain.pop(); node !== undefined; node = chain.pop()) {
    const problems = chain.length === 0 ? at.problems : new Problems();
    otherwise = { expr: node, value: decided(node, armOf(node.then, at, path), otherwise, problems === at.problems ? at : { ...at, problems }, path), problems };
  }
  return otherwise.value;
}

function decided(expr: Conditional, then: Arm, otherwise: Arm, at: Evaluation, path: ValuePath): Value {
  at.problems.addStatic(then.problems);
  at.problems.addStatic(otherwise.problems);
  const type = commonType(then.value, otherwise.value);
  if (type === undefined) {
    return fault(at, 'lang_conditional_types', `The two results of this conditional have types that do not go together. ${mismatch(typeOf(then.value), typeOf(otherwise.value))}`, path,
      spanBetween(spanOf(then.expr), spanOf(otherwise.expr)) ?? expr.span);
  }
  const condition = valueOf(expr.condition, at, path);
  const bare = unmark(condition);
  if (bare.kind === 'null') return fault(at, 'lang_condition_null', 'The condition is null. It is to be true or false.', path, spanOf(expr.condition), unknownOf(type));
  // The arm that is not taken gives its marks too: which one it will be may not be known yet, and marks are not to come and go.
  const marks = [...marksOf(condition), ...marksOf(then.value), ...marksOf(otherwise.value)];
  const [a, b] = [unmark(then.value), unmark(otherwise.value)];
  if (bare.kind === 'unknown') return mark(undecided(a, b, type), marks);
  const converted = convert(bare, BOOL);
  if (!converted.ok || converted.value.kind !== 'bool') {
    return fault(at, 'lang_condition_type', `The condition does not fit: ${converted.ok ? 'a bool is required' : converted.message}.`, path, spanOf(expr.condition), unknownOf(type));
  }
  const taken = converted.value.value ? then : otherwise;
  at.problems.addOther(taken.problems);
  return mark(inType(taken, taken === then ? otherwise : then, type, at, path), marks);
}

/** The type that both arms can have; open where that of one is. A plain `null` takes the type of the other. */
function commonType(a: Value, b: Value): Type | undefined {
  if (isPlainNull(a)) return typeOf(b);
  if (isPlainNull(b)) return typeOf(a);
  const [left, right] = [typeOf(a), typeOf(b)];
  if (left.kind === 'dynamic' || right.kind === 'dynamic') return DYNAMIC;
  return unifyTypes([left, right]);
}

function isPlainNull(value: Value): boolean {
  return value.kind === 'null' && value.type.kind === 'dynamic';
}

function undecided(a: BareValue, b: BareValue, type: Type): Value {
  if (a.kind === 'null' && b.kind === 'null') return nullOf(type);
  const notNull = isNeverNull(a) && isNeverNull(b);
  const [left, right] = [boundsOf(a, type), boundsOf(b, type)];
  if (left !== undefined && right !== undefined) {
    return unknownBetween(type, outer(left.least, right.least, -1), outer(left.most, right.most, 1), notNull);
  }
  return notNull ? unknownNotNull(type) : unknownOf(type);
}

interface Bounds {
  readonly least: string | undefined;
  readonly most: string | undefined;
}

/** Between what a number lies, or the size of a collection; undefined for all else, and for what is to be converted first. Source of rule: measured. */
function boundsOf(value: BareValue, type: Type): Bounds | undefined {
  if (value.kind === 'null' || !equalTypes(typeOf(value), type)) return undefined;
  switch (value.kind) {
    case 'unknown': return type.kind === 'number' ? { least: value.least, most: value.most } : 'element' in type ? { least: value.least ?? '0', most: value.most } : undefined;
    case 'number': return { least: value.value, most: value.value };
    case 'set':
      if (!isWhollyKnown(value)) return { least: '0', most: undefined };
      return { least: String(value.items.length), most: String(value.items.length) };
    case 'list': return { least: String(value.items.length), most: String(value.items.length) };
    case 'map': return { least: String(value.entries.size), most: String(value.entries.size) };
    case 'string': case 'bool': case 'tuple': case 'object': return undefined;
  }
}

/** The bound that leaves room for both: none where one has none. */
function outer(a: string | undefined, b: string | undefined, side: -1 | 1): string | undefined {
  if (a === undefined || b === undefined) return undefined;
  return compareNumbers(a, b) * side >= 0 ? a : b;
}

function isNeverNull(value: BareValue): boolean {
  return value.kind === 'unknown' ? value.notNull === true : value.kind !== 'null';
}

function inType(taken: Arm, other: Arm, type: Type, at: Evaluation, path: ValuePath): Value {
  const bare = unmark(taken.value);
  const converted = convert(bare, type);
  if (converted.ok && elementsAgree(bare, typeOf(other.value), type)) return converted.value;
  const why = converted.ok ? 'its elements differ in their types' : converted.message;
  return fault(at, 'lang_conditional_types', `This result of the conditional does not have the type that both results can have: ${why}.`, path, spanOf(taken.expr), unknownOf(type));
}

/**
 * A tuple beside a list, or an object beside a map, is taken element by element where what both can have says less than what its
 * own elements have in common: then these have to be of one type as they are. Source of rule: measured.
 */
function elementsAgree(taken: BareValue, other: Type, type: Type): boolean {
  if ((type.kind !== 'list' && type.kind !== 'map') || other.kind !== type.kind || (taken.kind !== 'tuple' && taken.kind !== 'object') || !hasDynamic(type)) return true;
  const own = asCollection(type.kind, [typeOf(taken)]);
  if (own === undefined || equalTypes(own, type)) return true;
  const parts = taken.kind === 'tuple' ? taken.items : [...taken.entries.values()];
  const types = parts.map((part) => {
    const converted = convert(part, type.element);
    return typeOf(converted.ok ? converted.value : part);
  });
  const [first] = types;
  return first === undefined || types.every((one) => equalTypes(one, first));
}
