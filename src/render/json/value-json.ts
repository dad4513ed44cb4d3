import { ExactNumber, type ExactJson, type Type, type Value } from '../../values';

/** The JSON of what is known of a value: unknown members are left out, unknown elements null. undefined when all is unknown. */
export function knownJson(value: Value, redact: boolean): ExactJson | undefined {
  switch (value.kind) {
    case 'marked':
      return redact && value.marks.includes('sensitive') ? null : knownJson(value.value, redact);
    case 'null': return null;
    case 'unknown': return undefined;
    case 'string': return value.value;
    case 'bool': return value.value;
    case 'number': return exactNumber(value.value);
    case 'list':
    case 'set':
    case 'tuple':
      return value.items.map((item) => knownJson(item, redact) ?? null);
    case 'map':
    case 'object': {
      const members: [string, ExactJson][] = [];
      for (const [name, member] of value.entries) {
        const json = knownJson(member, redact);
        if (json !== undefined) members.push([name, json]);
      }
      // fromEntries defines own members, also one that is named __proto__.
      return Object.fromEntries(members);
    }
  }
}

function exactNumber(text: string): ExactJson {
  const number = Number(text);
  return String(number) === text ? number : new ExactNumber(text);
}

export type Mask = boolean | readonly Mask[] | { readonly [name: string]: Mask };

/** `true` where a value is unknown, in the shape of the value. */
export const unknownMask = (value: Value): Mask => mask(value, (v) => v.kind === 'unknown');

/** `true` where a value is sensitive, in the shape of the value; of what is not known the empty shape of its type. */
export const sensitiveMask = (value: Value): Mask => mask(value, (v) => v.kind === 'marked' && v.marks.includes('sensitive'));

function emptyShape(type: Type): Mask {
  switch (type.kind) {
    case 'list': case 'set': case 'tuple': return [];
    case 'map': case 'object': return {};
    case 'string': case 'number': case 'bool': case 'dynamic': return false;
  }
}

/** Terraform's masks: members that are `false` are left out, elements are kept. */
function mask(value: Value, hit: (value: Value) => boolean): Mask {
  if (hit(value)) return true;
  switch (value.kind) {
    case 'marked': return mask(value.value, hit);
    case 'list':
    case 'set':
    case 'tuple': return value.items.map((item) => mask(item, hit));
    case 'map':
    case 'object': {
      const members: [string, Mask][] = [];
      for (const [name, member] of value.entries) {
        const below = mask(member, hit);
        if (below !== false) members.push([name, below]);
      }
      return Object.fromEntries(members);
    }
    case 'unknown': return emptyShape(value.type);
    case 'null':
    case 'string':
    case 'number':
    case 'bool': return false;
  }
}
