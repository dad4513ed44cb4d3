import { aTypeName, equalTypes, typeName, type Type } from '../../values';

/** In what two types differ that cannot be made one: whole sentences. */
export function mismatch(then: Type, otherwise: Type): string {
  return difference(then, otherwise, 0) ?? `The first is ${aTypeName(then)}, and the second is ${aTypeName(otherwise)}.`;
}

const MAX_DEPTH = 20;

function difference(then: Type, otherwise: Type, depth: number): string | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (then.kind === 'object' && otherwise.kind === 'object') return ofObjects(then.attributes, otherwise.attributes, depth);
  if (then.kind === 'tuple' && otherwise.kind === 'tuple') {
    if (then.elements.length !== otherwise.elements.length) return `The first has ${then.elements.length} elements, and the second has ${otherwise.elements.length}.`;
    for (const [i, element] of then.elements.entries()) {
      const other = otherwise.elements[i];
      if (other !== undefined && !equalTypes(element, other)) return `Of the elements [${i}]: ${difference(element, other, depth + 1) ?? plain(element, other)}`;
    }
    return undefined;
  }
  if ('element' in then && 'element' in otherwise && then.kind === otherwise.kind && typeName(then) === typeName(otherwise)) {
    return `Of their elements: ${difference(then.element, otherwise.element, depth + 1) ?? 'something deep within is not the same.'}`;
  }
  return undefined;
}

function plain(then: Type, otherwise: Type): string {
  return `The first is ${aTypeName(then)}, and the second is ${aTypeName(otherwise)}.`;
}

function ofObjects(then: ReadonlyMap<string, Type>, otherwise: ReadonlyMap<string, Type>, depth: number): string | undefined {
  for (const name of [...then.keys()].sort()) {
    const own = then.get(name);
    const other = otherwise.get(name);
    if (other === undefined) return `The first has the attribute ${JSON.stringify(name)}, which the second has not.`;
    if (own !== undefined && !equalTypes(own, other)) return `Of the attributes ${JSON.stringify(name)}: ${difference(own, other, depth + 1) ?? plain(own, other)}`;
  }
  const more = [...otherwise.keys()].sort().find((name) => !then.has(name));
  return more === undefined ? undefined : `The second has the attribute ${JSON.stringify(more)}, which the first has not.`;
}
