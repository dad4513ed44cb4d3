import { unreachable } from '../diagnostics';
import type { Type } from './type';

/** A type in words for people: `list of string`, `object`. */
export function typeName(type: Type): string {
  switch (type.kind) {
    case 'string': case 'number': case 'bool': case 'tuple': case 'object': return type.kind;
    case 'dynamic': return 'value of any type';
    case 'list': case 'set': case 'map': return type.element.kind === 'dynamic' ? type.kind : `${type.kind} of ${typeName(type.element)}`;
    default: return unreachable(type);
  }
}

/** The same with its article: `a list of string`, `an object`. */
export function aTypeName(type: Type): string {
  return `${type.kind === 'object' ? 'an' : 'a'} ${typeName(type)}`;
}
