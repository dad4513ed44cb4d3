import { hasDynamic, typeOf } from './type-of';
import type { Type } from './type';
import { equalTypes } from './type-equal';
import { equalNumbers } from './number';
import { isWhollyKnown } from './inspect';
import { equalValues } from './equal';
import { unmark } from './marks';
import type { UnknownValue, Value } from './value';

/**
 * What `==` of the language says: whether two values are the same, types included; undefined where that is not known yet. All
 * nulls are the same, whatever their types. Marks are passed over: whoever asks gives them to the answer.
 */
export function equality(left: Value, right: Value): boolean | undefined {
  const a = unmark(left);
  const b = unmark(right);
  if (a.kind === 'null' && b.kind === 'null') return true;
  if (a.kind === 'null') return b.kind === 'unknown' && b.notNull !== true ? undefined : false;
  if (b.kind === 'null') return a.kind === 'unknown' && a.notNull !== true ? undefined : false;
  if (a.kind === 'unknown') return b.kind === 'unknown' || couldBecome(a, b) ? undefined : false;
  if (b.kind === 'unknown') return couldBecome(b, a) ? undefined : false;
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'string': case 'bool': return 'value' in b && a.value === b.value;
    case 'number': return b.kind === 'number' && equalNumbers(a.value, b.value);
    case 'list': return b.kind === 'list' && sameElement(a.element, b.element) && a.items.length === b.items.length ? together(a.items.map((item, i) => [item, b.items[i]])) : false;
    case 'tuple': return b.kind === 'tuple' && a.items.length === b.items.length ? structural(a, b, () => together(a.items.map((item, i) => [item, b.items[i]]))) : false;
    case 'set':
      if (b.kind !== 'set' || !sameElement(a.element, b.element)) return false;
      return isWhollyKnown(a) && isWhollyKnown(b) ? equalValues(a, b, { marks: 'ignore' }) : undefined;
    case 'map': return b.kind === 'map' && sameElement(a.element, b.element) && sameKeys(a.entries, b.entries) ? together([...a.entries].map(([key, part]) => [part, b.entries.get(key)])) : false;
    case 'object': return b.kind === 'object' && sameKeys(a.entries, b.entries) ? structural(a, b, () => together([...a.entries].map(([key, part]) => [part, b.entries.get(key)]))) : false;
  }
}

/** Values of different types are never the same; where a type is not known, that is not known either. */
function structural(a: Value, b: Value, parts: () => boolean | undefined): boolean | undefined {
  const left = typeOf(a);
  const right = typeOf(b);
  if (hasDynamic(left) || hasDynamic(right)) return couldBeEqual(left, right) ? parts() : false;
  return equalTypes(left, right) ? parts() : false;
}

/** What is known of a type that is not known yet is held against it only where it is known not to be null: so Terraform does it. */
function couldBecome(open: UnknownValue, known: Value): boolean {
  return (open.notNull !== true && hasDynamic(open.type)) || couldBeEqual(open.type, typeOf(known));
}

function sameElement(a: Type, b: Type): boolean {
  return equalTypes(a, b) || hasDynamic(a) || hasDynamic(b);
}

function sameKeys(a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>): boolean {
  if (a.size !== b.size) return false;
  for (const key of a.keys()) if (!b.has(key)) return false;
  return true;
}

/** Whether two types can turn out to be one: what is open in either may become anything. */
function couldBeEqual(a: Type, b: Type): boolean {
  if (a.kind === 'dynamic' || b.kind === 'dynamic') return true;
  if ('element' in a) return 'element' in b && a.kind === b.kind && couldBeEqual(a.element, b.element);
  if (a.kind === 'tuple') return b.kind === 'tuple' && a.elements.length === b.elements.length && a.elements.every((element, i) => couldBeEqual(element, b.elements[i] ?? element));
  if (a.kind !== 'object') return a.kind === b.kind;
  if (b.kind !== 'object' || a.attributes.size !== b.attributes.size) return false;
  for (const [name, type] of a.attributes) {
    const other = b.attributes.get(name);
    if (other === undefined || !couldBeEqual(type, other)) return false;
  }
  return true;
}

/** False as soon as two parts differ before any that is not known. */
function together(pairs: readonly (readonly [Value, Value | undefined])[]): boolean | undefined {
  for (const [a, b] of pairs) {
    const same = b === undefined ? false : equality(a, b);
    if (same !== true) return same;
  }
  return true;
}
