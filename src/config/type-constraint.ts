import { BOOL, convert, DYNAMIC, NUMBER, STRING, type Type, type Value } from '../values';
import type { Findings, RawMember, RawValue } from './body';
import { applyDefaults, type TypeDefaults } from './type-defaults';

export interface TypeConstraint {
  readonly type: Type;
  readonly defaults: TypeDefaults | undefined;
}

/** Stands in for a type that could not be read, which was told. */
export const ANY_TYPE: TypeConstraint = Object.freeze({ type: DYNAMIC, defaults: undefined });

const PRIMITIVES: ReadonlyMap<string, Type> = new Map([['string', STRING], ['number', NUMBER], ['bool', BOOL], ['any', DYNAMIC]]);
const COLLECTIONS = ['list', 'set', 'map'] as const;
type Collection = (typeof COLLECTIONS)[number];
/** What each constructor takes. */
const PARAMETER: ReadonlyMap<string, string> = new Map([
  ['list', 'the type of its elements, as in list(string)'], ['set', 'the type of its elements, as in set(string)'], ['map', 'the type of its elements, as in map(string)'],
  ['object', 'its attributes with their types, as in object({ name = string })'], ['tuple', 'the types of its elements, as in tuple([string, number])'],
]);
const WHAT_TYPES_ARE = 'A type is string, number, bool or any, or one of list(…), set(…), map(…), object({…}) and tuple([…]).';

/**
 * Reads a type constraint; a wrong one is told, and stands as `any`. Attributes of objects may be optional(type) or
 * optional(type, default).
 */
export function readType(value: RawValue, findings: Findings): TypeConstraint {
  const keyword = value.keyword();
  if (keyword !== undefined) return readKeyword(keyword, value, findings);
  const call = value.call();
  if (call === undefined) return wrong(WHAT_TYPES_ARE, value.range(), findings);
  if (PRIMITIVES.has(call.name)) return wrong(`${call.name} is written without parentheses.`, call.parens(), findings);
  if (call.name === 'optional') return wrong('optional(…) is for the attributes of an object only.', call.nameRange(), findings);
  const parameter = PARAMETER.get(call.name);
  if (parameter === undefined) return wrong(`"${call.name}" makes no type. ${WHAT_TYPES_ARE}`, value.range(), findings);
  const [first, ...more] = call.args;
  if (first === undefined || more.length > 0) return wrong(`${call.name} takes one thing in its parentheses: ${parameter}.`, more[0] === undefined ? call.parens() : spanning(more), findings);
  const collection = COLLECTIONS.find((kind) => kind === call.name);
  if (collection !== undefined) return ofCollection(collection, readType(first, findings));
  return call.name === 'tuple' ? readTuple(first, findings) : readObject(first, findings);
}

function wrong(what: string, range: ReturnType<RawValue['range']>, findings: Findings): TypeConstraint {
  findings.tell('config_type_constraint', what, range);
  return ANY_TYPE;
}

function spanning(values: readonly RawValue[]): ReturnType<RawValue['range']> {
  const first = values[0]?.range(), last = values.at(-1)?.range();
  if (first === undefined || last === undefined) throw new Error('a range of nothing was wanted');
  return { ...first, end: last.end };
}

function readKeyword(keyword: string, value: RawValue, findings: Findings): TypeConstraint {
  const primitive = PRIMITIVES.get(keyword);
  if (primitive !== undefined) return { type: primitive, defaults: undefined };
  const parameter = PARAMETER.get(keyword);
  return wrong(parameter === undefined ? `"${keyword}" is not a type. ${WHAT_TYPES_ARE}` : `${keyword} takes ${parameter}.`, value.range(), findings);
}

function ofCollection(kind: Collection, element: TypeConstraint): TypeConstraint {
  return {
    type: { kind, element: element.type },
    defaults: element.defaults === undefined ? undefined : { attributes: new Map(), children: new Map(), element: element.defaults },
  };
}

function readTuple(value: RawValue, findings: Findings): TypeConstraint {
  const items = value.items();
  if (items === undefined) return wrong('A tuple takes the types of its elements in brackets, as in tuple([string, number]).', value.range(), findings);
  const read = items.map((item) => readType(item, findings));
  const children = new Map<string | number, TypeDefaults>();
  read.forEach(({ defaults }, index) => { if (defaults !== undefined) children.set(index, defaults); });
  return { type: { kind: 'tuple', elements: read.map(({ type }) => type) }, defaults: children.size === 0 ? undefined : { attributes: new Map(), children, element: undefined } };
}

function readObject(value: RawValue, findings: Findings): TypeConstraint {
  const members = value.members();
  if (members === undefined) return wrong('An object takes its attributes in braces, as in object({ name = string }).', value.range(), findings);
  const attributes = new Map<string, Type>();
  const optional = new Set<string>();
  const fallbacks = new Map<string, Value>();
  const children = new Map<string | number, TypeDefaults>();
  for (const { key, value: written } of members) {
    const name = nameOf(key);
    if (name === undefined) {
      wrong('The attributes of an object type have plain names, without quotes or parentheses.', key.range(), findings);
      continue;
    }
    if (attributes.has(name)) wrong(`The attribute "${name}" is in this object type already.`, key.range(), findings);
    const attribute = readAttribute(written, findings);
    if (attribute === undefined) continue;
    attributes.set(name, attribute.type);
    if (attribute.defaults !== undefined) children.set(name, attribute.defaults);
    if (attribute.optional) optional.add(name);
    if (attribute.fallback !== undefined) fallbacks.set(name, attribute.fallback);
  }
  const any = fallbacks.size > 0 || children.size > 0;
  return { type: { kind: 'object', attributes, optional }, defaults: any ? { attributes: fallbacks, children, element: undefined } : undefined };
}

/** A bare name, or in JSON a key. */
function nameOf(key: RawMember['key']): string | undefined {
  return key.bareText() ?? key.keyword();
}

interface AttributeConstraint extends TypeConstraint {
  readonly optional: boolean;
  readonly fallback: Value | undefined;
}

function readAttribute(written: RawValue, findings: Findings): AttributeConstraint | undefined {
  const call = written.call();
  if (call?.name !== 'optional') return { ...readType(written, findings), optional: false, fallback: undefined };
  const [type, fallback, ...more] = call.args;
  if (type === undefined || more.length > 0) {
    wrong('optional(…) takes the type of the attribute, and a default if it has one.', call.parens(), findings);
    return undefined;
  }
  const constraint = readType(type, findings);
  return { ...constraint, optional: true, fallback: fallback === undefined ? undefined : readFallback(fallback, constraint, findings) };
}

function readFallback(written: RawValue, constraint: TypeConstraint, findings: Findings): Value | undefined {
  const value = written.literal(findings);
  if (value === undefined) return undefined;
  const fitted = fitValue(value, constraint);
  if (fitted.ok) return fitted.value;
  findings.tell('config_type_default', `The default does not fit the type of its attribute: ${fitted.message}.`, written.range());
  return undefined;
}

/** The value as one of the type, defaults of optional attributes put in. */
export function fitValue(value: Value, { type, defaults }: TypeConstraint): ReturnType<typeof convert> {
  return convert(defaults === undefined || value.kind === 'null' ? value : applyDefaults(value, defaults), type);
}
