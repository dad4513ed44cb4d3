import { objectType, type ObjectType, type Type } from '../values';
import type { AttributeSchema, NestedAttributes } from './types';

/** An attribute whose objects have rules of their own, with the type that these imply. */
export function nestedAttribute(nested: NestedAttributes, rest: Omit<AttributeSchema, 'type' | 'nested'>): AttributeSchema {
  return { ...rest, type: around(nested, objectType([...nested.attributes].map(([name, attribute]) => [name, attribute.type]))), nested };
}

/** Made once for each attribute: an answer that depends on nothing else, kept as long as its schema lives. Nobody can observe it. */
const known = new WeakMap<NestedAttributes, Type>();

/** What may be written for an attribute: of nested attributes only the required ones have to be there. */
export function argumentType({ type, nested }: AttributeSchema): Type {
  if (nested === undefined) return type;
  const before = known.get(nested);
  if (before !== undefined) return before;
  const attributes = new Map([...nested.attributes].map(([name, attribute]) => [name, argumentType(attribute)]));
  const optional = new Set([...nested.attributes].flatMap(([name, attribute]) => (attribute.required === true ? [] : [name])));
  const made = around(nested, { kind: 'object', attributes, optional });
  known.set(nested, made);
  return made;
}

function around({ nesting }: NestedAttributes, element: ObjectType): Type {
  return nesting === 'single' ? element : { kind: nesting, element };
}
