import { typeOf } from './type-of';
import type { Type } from './type';
import { equalTypes } from './type-equal';
import { compareNumbers, equalNumbers } from './number';
import { isWhollyKnown } from './inspect';
import { equalValues } from './equal';
import { unmark, type BareValue } from './marks';
import type { UnknownValue, Value } from './value';

/**
 * What `==` of the language says: whether two values are the same, types included; undefined where that is not known yet. All
 * nulls are the same, whatever their types. Marks are passed over: whoever asks gives them to the answer.
 */
export function equality(left: Value, right: Value): boolean | undefined {
  const a = unmark(left);
  const b = unmark(right);
  switch (a.kind) {
    case 'string': case 'bool': if (b.kind === a.kind) return a.value === b.value; break;
    case 'number': if (b.kind === 'number') return equalNumbers(a.value, b.value); break;
    case 'null': return b.kind === 'null' ? true : b.kind === 'unknown' && b.notNull !== true ? undefined : false;
    case 'unknown':
      if (b.kind === 'null') return a.notNull === true ? false : undefined;
      return b.kind === 'unknown' || couldBe(b, a) ? undefined : false;
    case 'list': case 'set': case 'tuple': case 'map': case 'object': break;
  }
  if (b.kind === 'null') return false;
  if (b.kind === 'unknown') return couldBe(a, b) ? undefined : false;
  return a.kind === b.kind ? composite(a, b) : false;
}

/** Values of different types are never the same; where a type within is not known yet, that is not known either. */
function composite(a: BareValue, b: BareValue): boolean | undefined {
  const left = typeOf(a);
  const right = typeOf(b);
  if (hasOpenPart(a) || hasOpenPart(b)) return conforms(left, right) || conforms(right, left) ? undefined : false;
  return equalTypes(left, right) ? alike(a, b) : false;
}

/** The same for values of one type. False as soon as two parts differ before any that is not known. */
function alike(left: Value, right: Value): boolean | undefined {
  const a = unmark(left);
  const b = unmark(right);
  if (a.kind !== b.kind || !('items' in a || 'entries' in a)) return equality(a, b);
  if (a.kind === 'set') return isWhollyKnown(a) && isWhollyKnown(b) ? equalValues(a, b, { marks: 'ignore' }) : undefined;
  if ('items' in a) return 'items' in b && a.items.length === b.items.length ? together(a.items.entries(), (i) => b.items[i]) : false;
  return 'entries' in b && a.entries.size === b.entries.size ? together(a.entries, (name) => b.entries.get(name)) : false;
}

function together<K>(parts: Iterable<readonly [K, Value]>, other: (key: K) => Value | undefined): boolean | undefined {
  for (const [key, part] of parts) {
    const against = other(key);
    const same = against === undefined ? false : alike(part, against);
    if (same !== true) return same;
  }
  return true;
}

/** Whether not even the type of something within is known. */
function hasOpenPart(value: Value): boolean {
  const bare = unmark(value);
  if (bare.kind === 'unknown') return bare.type.kind === 'dynamic';
  if ('items' in bare) return bare.items.some(hasOpenPart);
  if ('entries' in bare) for (const part of bare.entries.values()) if (hasOpenPart(part)) return true;
  return false;
}

/** Whether something known could be what is not known yet. */
function couldBe(known: BareValue, unknown: UnknownValue): boolean {
  if (unknown.prefix !== undefined && known.kind === 'string') return known.value.startsWith(unknown.prefix);
  return isWithin(known, unknown) && conforms(typeOf(known), unknown.type);
}

/** Whether a number, or the size of a collection, is between the bounds that are known. */
function isWithin(known: BareValue, { least, most }: UnknownValue): boolean {
  const size = known.kind === 'number' ? known.value : known.kind === 'map' ? String(known.entries.size)
    : known.kind === 'list' || (known.kind === 'set' && isWhollyKnown(known)) ? String(known.items.length) : undefined;
  if (size === undefined) return true;
  return (least === undefined || compareNumbers(size, least) >= 0) && (most === undefined || compareNumbers(size, most) <= 0);
}

/** Whether a value of the one type could be what the other leaves open. What is open in the type of the value itself is not. */
function conforms(type: Type, open: Type): boolean {
  if (open.kind === 'dynamic') return true;
  if ('element' in open) return 'element' in type && type.kind === open.kind && conforms(type.element, open.element);
  if (open.kind === 'tuple') return type.kind === 'tuple' && type.elements.length === open.elements.length && type.elements.every((element, i) => conforms(element, open.elements[i] ?? element));
  if (open.kind !== 'object') return type.kind === open.kind;
  if (type.kind !== 'object' || type.attributes.size !== open.attributes.size) return false;
  for (const [name, attribute] of type.attributes) {
    const other = open.attributes.get(name);
    if (other === undefined || !conforms(attribute, other)) return false;
  }
  return true;
}
