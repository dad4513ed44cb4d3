import type { AttributeSchema, BlockSchema, NestedBlockSchema, ResourceSchema } from '../../schema';
import type { ObjectType, Type } from '../../values';

/** The few shapes that the schemas of this provider are written with. */

export type Attributes = Readonly<Record<string, AttributeSchema>>;

export function required(type: Type, description: string): AttributeSchema {
  return { type, description, required: true };
}

export function optional(type: Type, description: string): AttributeSchema {
  return { type, description, optional: true };
}

export function computed(type: Type, description: string): AttributeSchema {
  return { type, description, computed: true };
}

/** May be set; filled in by the provider where it is not. */
export function defaulted(type: Type, description: string): AttributeSchema {
  return { type, description, optional: true, computed: true };
}

export function sensitive(attribute: AttributeSchema): AttributeSchema {
  return { ...attribute, sensitive: true };
}

export function block(description: string, attributes: Attributes, blocks: Readonly<Record<string, NestedBlockSchema>> = {}): BlockSchema {
  return { description, attributes: new Map(Object.entries(attributes)), blocks: new Map(Object.entries(blocks)) };
}

export function resource(description: string, attributes: Attributes, blocks: Readonly<Record<string, NestedBlockSchema>> = {}): ResourceSchema {
  return { version: 0, block: block(description, attributes, blocks) };
}

/** A single nested block of durations, as Terraform providers write time limits. */
export function timeouts(attributes: Readonly<Record<string, string>>): Readonly<Record<string, NestedBlockSchema>> {
  const entries = Object.entries(attributes).map(([name, text]): [string, AttributeSchema] => [name, { type: { kind: 'string' }, description: text, optional: true }]);
  return {
    timeouts: { nesting: 'single', block: { description: 'Time limits, as durations such as "90s", "30m" or "1h30m".', attributes: new Map(entries), blocks: new Map() } },
  };
}

export function objectOf(attributes: Readonly<Record<string, Type>>): ObjectType {
  return { kind: 'object', attributes: new Map(Object.entries(attributes)), optional: new Set() };
}

export function listOf(element: Type): Type {
  return { kind: 'list', element };
}
