import { unreachable } from '../diagnostics';
import { unmark } from './marks';
import type { Type } from './type';
import { equalTypes } from './type-equal';
import type { Value } from './value';

/** Whether a value is of the type as it stands, with nothing to convert. A type that is not known yet fits everything. */
export function fits(value: Value, type: Type): boolean {
  const bare = unmark(value);
  if (type.kind === 'dynamic') return true;
  if (bare.kind === 'null' || bare.kind === 'unknown') return equalTypes(bare.type, type);
  switch (type.kind) {
    case 'string': case 'number': case 'bool': return bare.kind === type.kind;
    case 'list': case 'set': return bare.kind === type.kind && equalTypes(bare.element, type.element);
    case 'map': return bare.kind === 'map' && equalTypes(bare.element, type.element);
    case 'tuple':
      return bare.kind === 'tuple' && bare.items.length === type.elements.length && bare.items.every((item, i) => {
        const element = type.elements[i];
        return element !== undefined && fits(item, element);
      });
    case 'object':
      if (bare.kind !== 'object' || bare.entries.size !== type.attributes.size) return false;
      for (const [name, attribute] of type.attributes) {
        const part = bare.entries.get(name);
        if (part === undefined || !fits(part, attribute)) return false;
      }
      return true;
    default: return unreachable(type);
  }
}
