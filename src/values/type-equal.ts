import type { Type } from './type';

/** Whether two types are the same, optional attributes included. */
export function equalTypes(a: Type, b: Type): boolean {
  if (a === b) return true;
  switch (a.kind) {
    case 'string': case 'number': case 'bool': case 'dynamic': return a.kind === b.kind;
    case 'list': case 'set': case 'map': return b.kind === a.kind && equalTypes(a.element, b.element);
    case 'tuple':
      return b.kind === 'tuple' && a.elements.length === b.elements.length && a.elements.every((element, i) => {
        const other = b.elements[i];
        return other !== undefined && equalTypes(element, other);
      });
    case 'object': {
      if (b.kind !== 'object' || a.attributes.size !== b.attributes.size || a.optional.size !== b.optional.size) return false;
      for (const [name, type] of a.attributes) {
        const other = b.attributes.get(name);
        if (other === undefined || a.optional.has(name) !== b.optional.has(name) || !equalTypes(type, other)) return false;
      }
      return true;
    }
  }
}
