import type { Type } from '../values';

/** One attribute of a block. Exactly one of required, optional, computed, or optional and computed together. */
export interface AttributeSchema {
  readonly type: Type;
  /** The attributes of the objects in it, each with rules of its own; `nestedAttribute` makes the type that goes with them. */
  readonly nested?: NestedAttributes;
  readonly description: string;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly deprecated?: boolean;
}

/** Objects that are written as values (`a = {…}`, `a = [{…}]`) and described attribute by attribute. */
export interface NestedAttributes {
  readonly nesting: 'single' | 'list' | 'set' | 'map';
  readonly attributes: ReadonlyMap<string, AttributeSchema>;
}

export interface NestedBlockSchema {
  readonly nesting: 'single' | 'list' | 'set' | 'map';
  readonly block: BlockSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
}

export interface BlockSchema {
  readonly description: string;
  readonly attributes: ReadonlyMap<string, AttributeSchema>;
  readonly blocks: ReadonlyMap<string, NestedBlockSchema>;
}

export interface ResourceSchema {
  readonly version: number;
  readonly block: BlockSchema;
}

export interface ProviderSchema {
  readonly provider: ResourceSchema;
  readonly resources: ReadonlyMap<string, ResourceSchema>;
  readonly dataSources: ReadonlyMap<string, ResourceSchema>;
  /** Values that are made when they are wanted and kept nowhere. */
  readonly ephemeral?: ReadonlyMap<string, ResourceSchema> | undefined;
  readonly functions?: ReadonlyMap<string, FunctionSignature> | undefined;
}

/** A function as those see it who call it. */
export interface FunctionSignature {
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly { readonly name: string; readonly type: Type; readonly description: string }[];
  readonly result: Type;
}
