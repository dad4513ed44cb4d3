import { unreachable } from '../diagnostics';
import { BOOL, NUMBER, STRING, type ObjectType, type Type } from './type';
import type { Value } from './value';

const NONE: ReadonlySet<string> = new Set();

/** The type of an object with these attributes, none of them optional. */
export function objectType(attributes: Iterable<readonly [string, Type]>): ObjectType {
  return { kind: 'object', attributes: new Map(attributes), optional: NONE };
}

/** The type of a value. */
export function typeOf(value: Value): Type {
  switch (value.kind) {
    case 'marked': return typeOf(value.value);
    case 'null': case 'unknown': return value.type;
    case 'string': return STRING;
    case 'number': return NUMBER;
    case 'bool': return BOOL;
    case 'list': case 'set': case 'map': return { kind: value.kind, element: value.element };
    case 'tuple': return { kind: 'tuple', elements: value.items.map(typeOf) };
    case 'object': return objectType([...value.entries].map(([name, part]) => [name, typeOf(part)]));
    default: return unreachable(value);
  }
}

/** Whether a type, or anything in it, is not known yet. */
export function hasDynamic(type: Type): boolean {
  switch (type.kind) {
    case 'dynamic': return true;
    case 'string': case 'number': case 'bool': return false;
    case 'list': case 'set': case 'map': return hasDynamic(type.element);
    case 'tuple': return type.elements.some(hasDynamic);
    case 'object': return [...type.attributes.values()].some(hasDynamic);
    default: return unreachable(type);
  }
}

/** The type that values have once a type constraint is met: nothing in it is optional any more. */
export function withoutOptional(type: Type): Type {
  switch (type.kind) {
    case 'string': case 'number': case 'bool': case 'dynamic': return type;
    case 'list': case 'set': case 'map': {
      const element = withoutOptional(type.element);
      return element === type.element ? type : { kind: type.kind, element };
    }
    case 'tuple': {
      const elements = type.elements.map(withoutOptional);
      return elements.every((element, i) => element === type.elements[i]) ? type : { kind: 'tuple', elements };
    }
    case 'object': {
      let changed = type.optional.size > 0;
      const attributes = [...type.attributes].map(([name, attribute]) => {
        const concrete = withoutOptional(attribute);
        changed ||= concrete !== attribute;
        return [name, concrete] as const;
      });
      return changed ? objectType(attributes) : type;
    }
    default: return unreachable(type);
  }
}
