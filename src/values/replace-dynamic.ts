import type { Type } from './type';
import { DYNAMIC } from './type';
import { objectType, withoutOptional } from './type-of';
import { unifyTypes } from './unify';

/** The type that a value of the first type has once it is converted to the second: what the second leaves open comes from the first. */
export function replaceDynamic(from: Type, to: Type): Type {
  if (from.kind === 'dynamic') return withoutOptional(to);
  switch (to.kind) {
    case 'dynamic': return from;
    case 'string': case 'number': case 'bool': return to;
    case 'list': case 'set': {
      const element = from.kind === 'list' || from.kind === 'set' ? from.element : from.kind === 'tuple' ? unifyTypes(from.elements) ?? DYNAMIC : undefined;
      return element === undefined ? withoutOptional(to) : { kind: to.kind, element: replaceDynamic(element, to.element) };
    }
    case 'map': {
      const element = from.kind === 'map' ? from.element : from.kind === 'object' ? unifyTypes([...from.attributes.values()]) ?? DYNAMIC : undefined;
      return element === undefined ? withoutOptional(to) : { kind: 'map', element: replaceDynamic(element, to.element) };
    }
    case 'tuple': return { kind: 'tuple', elements: to.elements.map((element, i) => replaceDynamic((from.kind === 'tuple' ? from.elements[i] : undefined) ?? DYNAMIC, element)) };
    case 'object': return objectType([...to.attributes].map(([name, type]) =>
      [name, replaceDynamic((from.kind === 'map' ? from.element : from.kind === 'object' ? from.attributes.get(name) : undefined) ?? DYNAMIC, type)] as const));
  }
}
