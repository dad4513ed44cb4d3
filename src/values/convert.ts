import { Misfit } from './misfit';
import { fromCollection } from './convert-collection';
import { bool, nullOf, str, unknownNotNull, unknownOf } from './make';
import { mark } from './marks';
import { parseNumber } from './number';
import { replaceDynamic } from './replace-dynamic';
import type { Type } from './type';
import { equalTypes } from './type-equal';
import { aTypeName } from './type-name';
import { typeOf } from './type-of';
import { convertibleType } from './unify';
import type { UnknownValue, Value, ValuePath } from './value';

export type Conversion =
  | { readonly ok: true; readonly value: Value }
  /** `message` is a clause such as `a number is required, but this is a bool`; `path` says where below the value. */
  | { readonly ok: false; readonly path: ValuePath; readonly message: string };

/**
 * The value as one of the type, by Terraform's rules: between string and number or bool, from tuple to list or set, between
 * object and map; missing optional attributes become null, further attributes are left out. Null, unknown values and
 * marks pass. A value that has the type already comes back as it is.
 */
export function convert(value: Value, type: Type): Conversion {
  const converted = convertTo(value, type);
  return converted instanceof Misfit ? { ok: false, path: converted.path, message: converted.message } : { ok: true, value: converted };
}

export function convertTo(value: Value, type: Type): Value | Misfit {
  if (value.kind === type.kind && (type.kind === 'string' || type.kind === 'number' || type.kind === 'bool')) return value;
  switch (value.kind) {
    case 'marked': {
      const inner = convertTo(value.value, type);
      return inner === value.value ? value : inner instanceof Misfit ? inner : mark(inner, value.marks);
    }
    case 'null':
      return type.kind === 'dynamic' || equalTypes(value.type, type) ? value : convertibleType(value.type, type) ? nullOf(replaceDynamic(value.type, type)) : misfit(value, type);
    case 'unknown':
      return type.kind === 'dynamic' || equalTypes(value.type, type) ? value : convertibleType(value.type, type) ? unknown(value, replaceDynamic(value.type, type)) : misfit(value, type);
    case 'string': case 'number': case 'bool': return type.kind === 'dynamic' ? value : fromPrimitive(value, type);
    case 'list': case 'set': case 'tuple': case 'map': case 'object':
      return type.kind === 'dynamic' ? value : fromCollection(value, type, convertTo) ?? misfit(value, type);
  }
}

function unknown(value: UnknownValue, type: Type): Value {
  return value.notNull === true ? unknownNotNull(type) : unknownOf(type);
}

/** Spelt so, these are numbers to Terraform. */
const INFINITE = /^[+-]?[Ii]nf$/;

function fromPrimitive(value: Extract<Value, { kind: 'string' | 'number' | 'bool' }>, type: Type): Value | Misfit {
  if (type.kind === 'string') return str(String(value.value));
  if (value.kind === 'string' && type.kind === 'number') {
    const number = INFINITE.test(value.value) ? `${value.value.startsWith('-') ? '-' : '+'}Inf` : parseNumber(value.value);
    return number === undefined ? new Misfit('a number is required, and this string is not one') : { kind: 'number', value: number };
  }
  if (value.kind === 'string' && type.kind === 'bool') {
    if (value.value === 'true' || value.value === '1') return bool(true);
    if (value.value === 'false' || value.value === '0') return bool(false);
    const lower = value.value.toLowerCase();
    const hint = lower === 'true' || lower === 'false' ? `; write "${lower}" in lower case` : '';
    return new Misfit(`a bool is required, and this string is neither "true" nor "false"${hint}`);
  }
  return misfit(value, type);
}

function misfit(value: Value, type: Type): Misfit {
  return new Misfit(`${aTypeName(type)} is required, but this is ${aTypeName(typeOf(value))}`);
}
