import type { Mark, MarkedValue, PathStep, Value, ValuePath } from './value';

/** A value that is not marked at its own level; what is in it may be. */
export type BareValue = Exclude<Value, MarkedValue>;

const NO_MARKS: readonly Mark[] = Object.freeze([]);
const NO_PATHS: readonly ValuePath[] = Object.freeze([]);

/** The marks of a value at its own level. */
export function marksOf(value: Value): readonly Mark[] {
  return value.kind === 'marked' ? value.marks : NO_MARKS;
}

/** The value under the marks of its own level. */
export function unmark(value: Value): BareValue {
  return value.kind === 'marked' ? value.value : value;
}

/** The value with these marks besides its own. */
export function mark(value: Value, marks: readonly Mark[]): Value {
  if (marks.length === 0) return value;
  if (value.kind !== 'marked') return { kind: 'marked', marks: union(NO_MARKS, marks), value };
  return { kind: 'marked', marks: union(value.marks, marks), value: value.value };
}

function union(a: readonly Mark[], b: readonly Mark[]): readonly Mark[] {
  return [...new Set([...a, ...b])].sort();
}

/** The parts of a composite value. */
function parts(value: BareValue): Iterable<Value> {
  switch (value.kind) {
    case 'list': case 'set': case 'tuple': return value.items;
    case 'map': case 'object': return value.entries.values();
    case 'null': case 'unknown': case 'string': case 'number': case 'bool': return [];
  }
}

/** Whether a value, or anything in it, is marked. */
export function isMarked(value: Value): boolean {
  return value.kind === 'marked' || anyPart(value, isMarked);
}

/** Whether a part of a composite value is such. */
function anyPart(value: BareValue, is: (part: Value) => boolean): boolean {
  switch (value.kind) {
    case 'list': case 'set': case 'tuple': return value.items.some(is);
    case 'map': case 'object':
      for (const part of value.entries.values()) if (is(part)) return true;
      return false;
    case 'null': case 'unknown': case 'string': case 'number': case 'bool': return false;
  }
}

/** All marks of some values and of what is in them. */
export function marksWithin(values: Iterable<Value>): readonly Mark[] {
  let found = NO_MARKS;
  for (const value of values) {
    if (!isMarked(value)) continue;
    found = union(found, [...marksOf(value), ...marksWithin(parts(unmark(value)))]);
  }
  return found;
}

/** Whether a value, or anything in it, is sensitive. */
export function isSensitive(value: Value): boolean {
  if (value.kind === 'marked') return value.marks.includes('sensitive') || isSensitive(value.value);
  return anyPart(value, isSensitive);
}

/** The value without any marks, and the paths where they were, outermost first. Without marks: the very same value. */
export function unmarkDeep(value: Value): { readonly value: BareValue; readonly marked: readonly ValuePath[] } {
  if (value.kind !== 'marked' && !isMarked(value)) return { value, marked: NO_PATHS };
  const marked: ValuePath[] = [];
  return { value: strip(value, [], marked), marked };
}

function strip(value: Value, path: ValuePath, marked: ValuePath[]): BareValue {
  if (value.kind === 'marked') marked.push(path);
  const bare = unmark(value);
  const below = (part: Value, step: PathStep): BareValue => (isMarked(part) ? strip(part, [...path, step], marked) : part as BareValue);
  switch (bare.kind) {
    case 'list': case 'tuple': return { ...bare, items: bare.items.map(below) };
    case 'set': return bare.items.some(isMarked) ? { ...bare, items: bare.items.map((item) => strip(item, path, marked)) } : bare;
    case 'map': case 'object': return { ...bare, entries: new Map([...bare.entries].map(([name, part]) => [name, below(part, name)])) };
    case 'null': case 'unknown': case 'string': case 'number': case 'bool': return bare;
  }
}

/**
 * The value with a sensitive mark at each path. A path that leads nowhere marks nothing; one that leads into a set or into
 * something unknown marks that whole, so that a secret never loses its mark on the way.
 */
export function markPaths(value: Value, paths: readonly ValuePath[]): Value {
  return paths.reduce((marked, path) => markPath(marked, path), value);
}

function markPath(value: Value, path: ValuePath): Value {
  const [step, ...rest] = path;
  const bare = unmark(value);
  if (step === undefined || bare.kind === 'unknown' || bare.kind === 'set') return mark(value, ['sensitive']);
  const inner = markBelow(bare, step, rest);
  return inner === bare ? value : mark(inner, marksOf(value));
}

function markBelow(value: BareValue, step: PathStep, rest: ValuePath): BareValue {
  if (value.kind === 'list' || value.kind === 'tuple') {
    const part = value.items[Number(step)];
    return part === undefined ? value : { ...value, items: value.items.with(Number(step), markPath(part, rest)) };
  }
  if (value.kind === 'map' || value.kind === 'object') {
    const part = value.entries.get(String(step));
    return part === undefined ? value : { ...value, entries: new Map(value.entries).set(String(step), markPath(part, rest)) };
  }
  return value;
}
