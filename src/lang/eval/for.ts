import {
  aTypeName, BOOL, convert, DYNAMIC, isNull, mark, marksOf, STRING, tupleOf, typeOf, unknownOf, unmark, type Mark, type Value,
  type ValuePath,
} from '../../values';
import type { ForExpr } from '../expr';
import { elementsOf } from './elements';
import { tellUnvisited } from './unvisited';
import { fault, NO_VALUE, spanOf, valueOf, type Evaluation } from './evaluation';

/** What a `for` makes, as it is made. `known` turns false when it cannot be told what it holds. */
interface Making {
  readonly expr: ForExpr;
  readonly path: ValuePath;
  readonly marks: Mark[];
  readonly items: Value[];
  readonly entries: Map<string, Value[]>;
  known: boolean;
}

export function forValue(expr: ForExpr, at: Evaluation, path: ValuePath): Value {
  const collection = valueOf(expr.collection, at, path);
  const bare = unmark(collection);
  if (bare.kind === 'null') return fault(at, 'lang_for_null', 'The collection of this for expression is null.', path, spanOf(expr.collection));
  const open = bare.kind === 'unknown' && bare.type.kind === 'dynamic';
  if (open) {
    tellUnvisited([expr.key, expr.value, expr.condition], [expr.keyName, expr.valueName], at, path);
    return NO_VALUE;
  }
  const elements = elementsOf(bare);
  if (elements === undefined && !(bare.kind === 'unknown' && isIterable(bare.type.kind))) {
    return fault(at, 'lang_for_collection', `The collection of this for expression is ${aTypeName(typeOf(bare))}, which has no elements.`, path, spanOf(expr.collection));
  }
  const tried = triedCondition(expr, at, path);
  if (tried === undefined) return NO_VALUE;
  if (elements === undefined) tellUnvisited([expr.key, expr.value], [expr.keyName, expr.valueName], at, path);
  if (elements === undefined) return mark(NO_VALUE, [...marksOf(collection), ...tried]);
  if (elements.length === 0) tellUnvisited([expr.key, expr.value], [expr.keyName, expr.valueName], at, path);
  const making: Making = { expr, path, marks: [...marksOf(collection)], items: [], entries: new Map(), known: true };
  for (const [key, value] of elements) makeOne(making, bound(expr, at, key, value));
  return mark(made(making), making.marks);
}

function isIterable(kind: string): boolean {
  return kind === 'list' || kind === 'set' || kind === 'map' || kind === 'tuple' || kind === 'object';
}

function bound(expr: ForExpr, at: Evaluation, key: Value, value: Value): Evaluation {
  const outer = expr.keyName === undefined ? at.names : { name: expr.keyName, value: key, outer: at.names };
  return { ...at, names: { name: expr.valueName, value, outer } };
}

/**
 * The marks of the condition, tried once with elements that are not known: what is wrong with it in any case is told once, and
 * then it is not evaluated for each of them. undefined when something is.
 */
function triedCondition(expr: ForExpr, at: Evaluation, path: ValuePath): readonly Mark[] | undefined {
  if (expr.condition === undefined) return [];
  const before = at.problems.count;
  const value = valueOf(expr.condition, bound(expr, at, unknownOf(DYNAMIC), unknownOf(DYNAMIC)), path);
  if (isNull(value)) {
    fault(at, 'lang_for_condition_null', 'The condition of this for expression is null. It is to be true or false.', path, spanOf(expr.condition));
    return undefined;
  }
  const converted = convert(value, BOOL);
  if (!converted.ok) fault(at, 'lang_for_condition', `The condition of this for expression does not fit: ${converted.message}.`, path, spanOf(expr.condition));
  return at.problems.count > before ? undefined : marksOf(value);
}

function makeOne(making: Making, at: Evaluation): void {
  const { expr, path } = making;
  if (expr.condition !== undefined && !isIncluded(making, expr.condition, at)) return;
  if (expr.key === undefined) {
    making.items.push(valueOf(expr.value, at, path));
    return;
  }
  const key = valueOf(expr.key, at, path);
  if (isNull(key)) return spoiled(making, at, 'lang_for_key', 'A key that this for expression makes is null, and a key is a string.', spanOf(expr.key));
  making.marks.push(...marksOf(key));
  const bare = unmark(key);
  if (bare.kind === 'unknown') {
    making.known = false;
    return;
  }
  const converted = convert(bare, STRING);
  if (!converted.ok || converted.value.kind !== 'string') {
    return spoiled(making, at, 'lang_for_key', `A key that this for expression makes is ${aTypeName(typeOf(bare))}, and a key is a string.`, spanOf(expr.key));
  }
  put(making, at, converted.value.value);
}

function put({ expr, path, entries }: Making, at: Evaluation, key: string): void {
  const value = valueOf(expr.value, at, path);
  const there = entries.get(key);
  if (there === undefined) entries.set(key, [value]);
  else if (expr.group) there.push(value);
  else {
    fault(at, 'lang_for_key_twice', `This for expression makes two elements with the key ${JSON.stringify(key)}. Write ... behind the value to have all values of a key as a list.`, path, expr.key === undefined ? undefined : spanOf(expr.key));
  }
}

/** Told once: after the first, it is not known what the rest would be. */
function spoiled(making: Making, at: Evaluation, code: 'lang_for_key' | 'lang_for_condition', message: string, span: ForExpr['span']): void {
  if (making.known) fault(at, code, message, making.path, span);
  making.known = false;
}

function isIncluded(making: Making, condition: NonNullable<ForExpr['condition']>, at: Evaluation): boolean {
  const value = valueOf(condition, at, making.path);
  const bare = unmark(value);
  if (bare.kind === 'null') {
    spoiled(making, at, 'lang_for_condition', 'The condition of this for expression is null. It is to be true or false.', spanOf(condition));
    return false;
  }
  making.marks.push(...marksOf(value));
  if (bare.kind === 'unknown') {
    making.known = false;
    return false;
  }
  const converted = convert(bare, BOOL);
  if (!converted.ok || converted.value.kind !== 'bool') {
    spoiled(making, at, 'lang_for_condition', `The condition of this for expression does not fit: ${converted.ok ? 'a bool is required' : converted.message}.`, spanOf(condition));
    return false;
  }
  return converted.value.value;
}

function made({ expr, items, entries, known }: Making): Value {
  if (!known) return NO_VALUE;
  if (expr.key === undefined) return tupleOf(items);
  return { kind: 'object', entries: new Map([...entries].map(([key, values]) => [key, expr.group ? tupleOf(values) : values[0] ?? NO_VALUE] as const)) };
}
