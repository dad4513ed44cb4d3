import { unreachable } from '../diagnostics';
import { defineMember } from './json-value';
import type { Json } from './json-value';
import { BOOL, DYNAMIC, NUMBER, STRING, type Type } from './type';
import { compareText } from './text-order';

const MAX_DEPTH = 256;

/** A type as Terraform writes it in JSON: "string", ["list","string"], ["object",{"a":"bool"}]; optional names as a third member. */
export function typeToJson(type: Type): Json {
  switch (type.kind) {
    case 'string': case 'number': case 'bool': case 'dynamic': return type.kind;
    case 'list': case 'set': case 'map': return [type.kind, typeToJson(type.element)];
    case 'tuple': return ['tuple', type.elements.map(typeToJson)];
    case 'object': {
      const attributes: { [name: string]: Json } = {};
      for (const name of [...type.attributes.keys()].sort(compareText)) {
        defineMember(attributes, name, typeToJson(type.attributes.get(name) ?? DYNAMIC));
      }
      return type.optional.size === 0 ? ['object', attributes] : ['object', attributes, [...type.optional].sort(compareText)];
    }
    default: return unreachable(type);
  }
}

/** The type that a JSON value spells; undefined when it spells none. Any input is taken. */
export function typeFromJson(json: unknown, depth = 0): Type | undefined {
  if (typeof json === 'string') return primitive(json);
  if (!Array.isArray(json) || depth > MAX_DEPTH) return undefined;
  const [kind, inner, optional] = json as readonly unknown[];
  if (kind === 'object') return json.length > 3 ? undefined : objectFromJson(inner, optional, depth);
  if (json.length !== 2) return undefined;
  if (kind === 'tuple') {
    const elements = Array.isArray(inner) ? inner.map((element: unknown) => typeFromJson(element, depth + 1)) : [undefined];
    return elements.every((element) => element !== undefined) ? { kind, elements } : undefined;
  }
  if (kind !== 'list' && kind !== 'set' && kind !== 'map') return undefined;
  const element = typeFromJson(inner, depth + 1);
  return element === undefined ? undefined : { kind, element };
}

function primitive(text: string): Type | undefined {
  return text === 'string' ? STRING : text === 'number' ? NUMBER : text === 'bool' ? BOOL : text === 'dynamic' ? DYNAMIC : undefined;
}

function objectFromJson(json: unknown, optional: unknown, depth: number): Type | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const attributes = new Map<string, Type>();
  for (const [name, inner] of Object.entries(json)) {
    const type = typeFromJson(inner, depth + 1);
    if (type === undefined) return undefined;
    attributes.set(name, type);
  }
  const names = new Set<string>();
  if (optional !== undefined && !Array.isArray(optional)) return undefined;
  for (const name of (optional ?? []) as readonly unknown[]) {
    if (typeof name !== 'string' || !attributes.has(name)) return undefined;
    names.add(name);
  }
  return { kind: 'object', attributes, optional: names };
}
