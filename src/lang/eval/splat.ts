import { equalTypes, listOf, mark, marksOf, tupleOf, typeOf, unknownNotNull, unknownOf, unmark, DYNAMIC, type BareValue, type Type, type Value, type ValuePath } from '../../values';
import type { Expr } from '../expr';
import { tellUnvisited } from './unvisited';
import { fault, NO_VALUE, spanOf, valueOf, type Evaluation } from './evaluation';

type Splat = Extract<Expr, { kind: 'splat' }>;

/**
 * `of[*].rest`: the rest of each element. What is no sequence is a sequence of one, and null is an empty one: how many there will
 * be of something unknown is not known unless it is never null.
 */
export function splatValue(expr: Splat, at: Evaluation, path: ValuePath): Value {
  const before = at.problems.count;
  const whole = valueOf(expr.of, at, path);
  if (at.problems.count > before) return NO_VALUE;
  const bare = unmark(whole);
  const type = bare.kind === 'null' || bare.kind === 'unknown' ? bare.type : undefined;
  const kind = type?.kind ?? bare.kind;
  const single = kind !== 'tuple' && kind !== 'list' && kind !== 'set';
  if (bare.kind === 'null' || kind === 'dynamic') tellUnvisited([expr.each], [], at, path);
  if (bare.kind === 'null') {
    if (single) return mark(tupleOf([]), marksOf(whole));
    return fault(at, 'lang_splat_null', 'The elements of null are wanted: a splat (*) needs a list, tuple or set that is not null.', path, spanOf(expr.of));
  }
  if (kind === 'dynamic') return mark(NO_VALUE, marksOf(whole));
  if (single) return ofSingle(expr, whole, bare, at, path);
  return mark(ofSequence(expr, bare, at, path), marksOf(whole));
}

function ofSingle(expr: Splat, whole: Value, bare: BareValue, at: Evaluation, path: ValuePath): Value {
  const before = at.problems.count;
  const part = valueOf(expr.each, { ...at, item: whole }, path);
  if (bare.kind === 'unknown' && bare.notNull !== true) return mark(NO_VALUE, marksOf(whole));
  const failed = at.problems.count > before;
  return mark(failed ? unknownOf({ kind: 'tuple', elements: [typeOf(part)] }) : tupleOf([part]), marksOf(whole));
}

function ofSequence(expr: Splat, bare: BareValue, at: Evaluation, path: ValuePath): Value {
  if (bare.kind === 'unknown') return unknownNotNull(resultType(expr, bare.type, at, path));
  if (bare.kind !== 'list' && bare.kind !== 'set' && bare.kind !== 'tuple') return NO_VALUE;
  const before = at.problems.count;
  if (bare.items.length === 0) tellUnvisited([expr.each], [], at, path);
  const items = bare.items.map((item) => valueOf(expr.each, { ...at, item }, path));
  // What is wrong was told for each item: of the result, the type is left.
  if (at.problems.count > before) return unknownOf(typeOf(bare.kind === 'tuple' ? tupleOf(items) : listOf(typeOf(items[0] ?? NO_VALUE), [])));
  if (bare.kind === 'tuple') return tupleOf(items);
  const [first] = items;
  if (first === undefined) {
    const type = resultType(expr, typeOf(bare), at, path);
    return listOf(type.kind === 'list' ? type.element : DYNAMIC, []);
  }
  const element = typeOf(first);
  if (items.every((item) => equalTypes(typeOf(item), element))) return listOf(element, items);
  return fault(at, 'lang_splat_nested', 'A splat within a splat made elements of different types, which are no list. Use a for expression.', path, spanOf(expr.each));
}

function resultType(expr: Splat, type: Type, at: Evaluation, path: ValuePath): Type {
  const partType = (element: Type): Type => typeOf(valueOf(expr.each, { ...at, item: unknownOf(element) }, path));
  if (type.kind === 'tuple') return { kind: 'tuple', elements: type.elements.map(partType) };
  return { kind: 'list', element: type.kind === 'list' || type.kind === 'set' ? partType(type.element) : DYNAMIC };
}
