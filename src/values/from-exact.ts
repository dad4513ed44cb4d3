import { ExactNumber, type ExactJson } from './exact-json';
import { convertTo } from './convert';
import { bool, listOf, nullOf, setOf, str, tupleOf } from './make';
import { Misfit } from './misfit';
import { parseNumber } from './number';
import { DYNAMIC, type ObjectType, type Type } from './type';
import { typeFromJson } from './type-json';
import type { PathStep, Value, ValuePath } from './value';

export type FromJson =
  | { readonly ok: true; readonly value: Value }
  /** `message` is a clause that names the place: `.timeouts.create: a string is required`. */
  | { readonly ok: false; readonly path: ValuePath; readonly message: string };

/**
 * Reads what state has for a value of this type. As in Terraform, attributes that the type does not know are left out and
 * missing ones are null. Where the type is open, `{"value":…,"type":…}` is wanted.
 */
export function fromExactJson(json: ExactJson, type: Type): FromJson {
  const value = read(json, type);
  if (!(value instanceof Misfit)) return { ok: true, value };
  return { ok: false, path: value.path, message: `${place(value.path)}${value.message}` };
}

function place(path: readonly PathStep[]): string {
  return path.length === 0 ? '' : `${path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')}: `;
}

function read(json: ExactJson, type: Type): Value | Misfit {
  if (json === null) return nullOf(type);
  switch (type.kind) {
    case 'string':
      if (typeof json === 'string') return str(json);
      return readPrimitive(json, type);
    case 'number': case 'bool': return readPrimitive(json, type);
    case 'dynamic': return readDynamic(json);
    case 'list': case 'set': case 'tuple': return isArray(json) ? readItems(json, type) : new Misfit('an array is required');
    case 'map': case 'object': return isObject(json) ? readMembers(json, type) : new Misfit('an object is required');
  }
}

function readPrimitive(json: ExactJson, type: Type): Value | Misfit {
  const value = plainPrimitive(json);
  return value === undefined ? new Misfit(`a ${type.kind} is required`) : value instanceof Misfit ? value : convertTo(value, type);
}

function plainPrimitive(json: ExactJson): Value | Misfit | undefined {
  if (typeof json === 'string') return str(json);
  if (typeof json === 'boolean') return bool(json);
  if (typeof json !== 'number' && !(json instanceof ExactNumber)) return undefined;
  const value = parseNumber(typeof json === 'number' ? String(json) : json.text);
  return value === undefined ? new Misfit('the number is too large or too long') : { kind: 'number', value };
}

function readItems(json: readonly ExactJson[], type: Extract<Type, { kind: 'list' | 'set' | 'tuple' }>): Value | Misfit {
  if (type.kind === 'tuple' && type.elements.length !== json.length) return new Misfit(`an array of ${type.elements.length} is required`);
  const items: Value[] = [];
  for (const [i, item] of json.entries()) {
    const value = read(item, type.kind === 'tuple' ? type.elements[i] ?? DYNAMIC : type.element);
    if (value instanceof Misfit) return value.under(i);
    items.push(value);
  }
  return type.kind === 'tuple' ? tupleOf(items) : type.kind === 'list' ? listOf(type.element, items) : setOf(type.element, items);
}

function readMembers(json: { readonly [key: string]: ExactJson }, type: ObjectType | Extract<Type, { kind: 'map' }>): Value | Misfit {
  const entries = new Map<string, Value>();
  let misfit: Misfit | undefined;
  const put = (inner: Type, key: string): void => {
    if (misfit !== undefined) return;
    const member = memberOf(json, key);
    const value = member === undefined ? nullOf(inner) : read(member, inner);
    if (value instanceof Misfit) misfit = value.under(key);
    else entries.set(key, value);
  };
  if (type.kind === 'map') for (const key of Object.keys(json)) put(type.element, key);
  else type.attributes.forEach(put);
  if (misfit !== undefined) return misfit;
  return type.kind === 'map' ? { kind: 'map', element: type.element, entries } : { kind: 'object', entries };
}

/** An own member. What a parser made inherits nothing but methods and `__proto__`: looking at what was found is cheaper than asking whose it is. */
function memberOf(json: { readonly [key: string]: ExactJson }, key: string): ExactJson | undefined {
  const found = json[key];
  const inherited = typeof found === 'function' || key === '__proto__';
  return inherited && !Object.hasOwn(json, key) ? undefined : found;
}

function readDynamic(json: ExactJson): Value | Misfit {
  const problem = 'an object with "value" and "type" is required';
  if (!isObject(json) || !Object.hasOwn(json, 'value') || !Object.hasOwn(json, 'type')) return new Misfit(problem);
  const { value, type } = json;
  const own = typeFromJson(type);
  return own === undefined || value === undefined ? new Misfit(problem) : read(value, own);
}

function isArray(json: ExactJson): json is readonly ExactJson[] {
  return Array.isArray(json);
}

function isObject(json: ExactJson): json is { readonly [key: string]: ExactJson } {
  return typeof json === 'object' && json !== null && !Array.isArray(json) && !(json instanceof ExactNumber);
}
