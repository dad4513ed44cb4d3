import { isWhollyKnown } from './inspect';
import { listOf, nullOf, setOf, unknownNotNull } from './make';
import { Misfit } from './misfit';
import { replaceDynamic } from './replace-dynamic';
import type { ObjectType, Type } from './type';
import { equalTypes } from './type-equal';
import { hasDynamic, typeOf, withoutOptional } from './type-of';
import { unifyTypes } from './unify';
import type { MapValue, ObjectValue, PathStep, SequenceValue, TupleValue, Value } from './value';

export type Composite = SequenceValue | TupleValue | MapValue | ObjectValue;
type ConvertTo = (value: Value, type: Type) => Value | Misfit;

/** A composite value as one of the type; undefined when values of its kind never have that type. */
export function fromCollection(value: Composite, type: Type, convertTo: ConvertTo): Value | Misfit | undefined {
  switch (type.kind) {
    case 'list': case 'set': return 'items' in value ? toSequence(value, type, convertTo) : undefined;
    case 'map': return 'entries' in value ? toMap(value, type.element, convertTo) : undefined;
    case 'tuple': return value.kind === 'tuple' ? toTuple(value, type.elements, convertTo) : undefined;
    case 'object': return 'entries' in value ? toObject(value, type, convertTo) : undefined;
    case 'string': case 'number': case 'bool': case 'dynamic': return undefined;
  }
}

function toSequence(
  value: SequenceValue | TupleValue, type: { readonly kind: 'list' | 'set'; readonly element: Type }, convertTo: ConvertTo,
): Value | Misfit {
  if (value.kind === type.kind && equalTypes(value.element, type.element)) return value;
  // Unknown items may turn out to be equal to others: how many there are is not known.
  if (value.kind === 'set' && type.kind === 'list' && value.items.length > 1 && !value.items.every(isWhollyKnown)) {
    return unknownNotNull(replaceDynamic(typeOf(value), type));
  }
  const converted = convertItems(value.items, () => type.element, convertTo);
  if (converted instanceof Misfit) return converted;
  const settled = settle(converted.map((item, i) => [i, item] as const), elementWanted(value, type.element), convertTo, type.kind);
  if (settled instanceof Misfit) return settled;
  const items = settled.parts.map(([, item]) => item);
  return type.kind === 'list' ? listOf(settled.element, items) : setOf(settled.element, items);
}

function toMap(value: MapValue | ObjectValue, element: Type, convertTo: ConvertTo): Value | Misfit {
  if (value.kind === 'map' && equalTypes(value.element, element)) return value;
  const parts: (readonly [string, Value])[] = [];
  for (const [key, part] of value.entries) {
    const converted = convertTo(part, element);
    if (converted instanceof Misfit) return converted.under(key);
    parts.push([key, converted]);
  }
  const settled = settle(parts, elementWanted(value, element), convertTo, value.kind);
  return settled instanceof Misfit ? settled : { kind: 'map', element: settled.element, entries: new Map(settled.parts) };
}

function toTuple(value: TupleValue, elements: readonly Type[], convertTo: ConvertTo): Value | Misfit {
  if (value.items.length !== elements.length) {
    return new Misfit(`a tuple of ${elements.length} elements is required, but this one has ${value.items.length}`);
  }
  const items = convertItems(value.items, (i) => elements[i], convertTo);
  if (items instanceof Misfit) return items;
  return items.every((item, i) => item === value.items[i]) ? value : { kind: 'tuple', items };
}

function toObject(value: MapValue | ObjectValue, type: ObjectType, convertTo: ConvertTo): Value | Misfit {
  let changed = value.kind !== 'object' || value.entries.size !== type.attributes.size;
  const entries = new Map<string, Value>();
  for (const [name, attribute] of type.attributes) {
    const part = value.entries.get(name);
    if (part === undefined && !type.optional.has(name)) return new Misfit(`attribute ${JSON.stringify(name)} is required`);
    const converted = part === undefined ? nullOf(withoutOptional(attribute)) : convertTo(part, attribute);
    if (converted instanceof Misfit) return converted.under(name);
    changed ||= converted !== part;
    entries.set(name, converted);
  }
  return changed ? { kind: 'object', entries } : value;
}

function convertItems(items: readonly Value[], typeAt: (i: number) => Type | undefined, convertTo: ConvertTo): readonly Value[] | Misfit {
  const out: Value[] = [];
  for (const [i, item] of items.entries()) {
    const type = typeAt(i);
    const converted = type === undefined ? item : convertTo(item, type);
    if (converted instanceof Misfit) return converted.under(i);
    out.push(converted);
  }
  return out;
}

/** A collection that is empty keeps the type of its elements where another is left open. */
function elementWanted(value: Composite, element: Type): Type {
  return element.kind === 'dynamic' && 'element' in value && ('items' in value ? value.items.length : value.entries.size) === 0 ? value.element : element;
}

/**
 * Elements of a collection have one type. Where the wanted type leaves it open, it is the one that they all can have. In maps out
 * of objects, elements whose type is not known, such as a bare null, take the type of the others if that is one; in sets it is not
 * looked at again what the elements have become.
 */
function settle<K extends PathStep>(
  parts: readonly (readonly [K, Value])[], element: Type, convertTo: ConvertTo, kind: 'list' | 'set' | 'map' | 'object',
): { readonly element: Type; readonly parts: readonly (readonly [K, Value])[] } | Misfit {
  if (!hasDynamic(element)) return { element: withoutOptional(element), parts };
  if (parts.length === 0) return { element: withoutOptional(element), parts: [] };
  const types = parts.map(([, part]) => typeOf(part));
  const type = (kind === 'object' ? onlyType(types) : undefined) ?? unifyTypes(types);
  if (type === undefined || (type.kind === 'dynamic' && types.some(({ kind }) => kind !== 'dynamic'))) return new Misfit('all elements must have the same type');
  const settled = settleAs(parts, type, convertTo);
  if (settled instanceof Misfit) return settled;
  if (!hasDynamic(type)) return { element: type, parts: settled };
  const became = onlyPartType(settled);
  if (became !== undefined) return { element: became, parts: settled };
  // What is open within the type has become this in one element and that in another: once more, with what they have become.
  const again = kind === 'set' ? undefined : unifyTypes(settled.map(([, part]) => typeOf(part)));
  const last = again === undefined ? undefined : settleAs(settled, again, convertTo);
  const common = last === undefined || last instanceof Misfit ? undefined : onlyPartType(last);
  return last === undefined || last instanceof Misfit || common === undefined ? new Misfit('all elements must have the same type') : { element: common, parts: last };
}

function settleAs<K extends PathStep>(parts: readonly (readonly [K, Value])[], type: Type, convertTo: ConvertTo): readonly (readonly [K, Value])[] | Misfit {
  const settled: (readonly [K, Value])[] = [];
  for (const [step, part] of parts) {
    const converted = convertTo(part, type);
    if (converted instanceof Misfit) return converted.under(step);
    settled.push([step, converted]);
  }
  return settled;
}

/** The type of all parts; undefined where they differ. */
function onlyPartType(parts: readonly (readonly [PathStep, Value])[]): Type | undefined {
  const [first] = parts;
  const type = first === undefined ? undefined : typeOf(first[1]);
  return type !== undefined && parts.every(([, part]) => equalTypes(typeOf(part), type)) ? type : undefined;
}

/** The one type that is there besides open ones. */
function onlyType(types: readonly Type[]): Type | undefined {
  const [first, ...rest] = types.filter(({ kind }) => kind !== 'dynamic');
  return first !== undefined && rest.every((type) => equalTypes(type, first)) ? first : undefined;
}
