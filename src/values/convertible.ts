import { unreachable } from '../diagnostics';
import type { Type } from './type';

/** Whether some value of the first type converts to the second: what can be said of a value that is null or not known yet. */
export function convertibleType(from: Type, to: Type): boolean {
  if (from.kind === 'dynamic' || to.kind === 'dynamic') return true;
  switch (to.kind) {
    case 'string': return from.kind === 'string' || from.kind === 'number' || from.kind === 'bool';
    case 'number': case 'bool': return from.kind === to.kind || from.kind === 'string';
    case 'list': case 'set':
      if (from.kind === 'list' || from.kind === 'set') return convertibleType(from.element, to.element);
      return from.kind === 'tuple' && from.elements.every((element) => convertibleType(element, to.element));
    case 'map':
      if (from.kind === 'map') return convertibleType(from.element, to.element);
      return from.kind === 'object' && [...from.attributes.values()].every((attribute) => convertibleType(attribute, to.element));
    case 'tuple':
      return from.kind === 'tuple' && from.elements.length === to.elements.length
        && to.elements.every((element, i) => convertibleType(from.elements[i] ?? element, element));
    case 'object': {
      const element = from.kind === 'map' ? from.element : undefined;
      const attributes = from.kind === 'object' ? from.attributes : undefined;
      return (element ?? attributes) !== undefined && [...to.attributes].every(([name, type]) => {
        const own = element ?? attributes?.get(name);
        return own === undefined ? to.optional.has(name) : convertibleType(own, type);
      });
    }
    default: return unreachable(to);
  }
}
