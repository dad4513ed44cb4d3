import type { AttributeSchema, BlockSchema, NestedBlockSchema } from '../../src/schema';
import { STRING, type Type } from '../../src/values';

export const attribute = (how: Omit<AttributeSchema, 'type' | 'description'>, type: Type = STRING): AttributeSchema => ({ type, description: '', ...how });
export const required = attribute({ required: true });
export const optional = attribute({ optional: true });
export const computed = attribute({ computed: true });
export const defaulted = attribute({ optional: true, computed: true });

export const block = (attributes: Record<string, AttributeSchema>, blocks: Record<string, NestedBlockSchema> = {}): BlockSchema =>
  ({ description: '', attributes: new Map(Object.entries(attributes)), blocks: new Map(Object.entries(blocks)) });

export const nested = (nesting: NestedBlockSchema['nesting'], inner: BlockSchema, limits: { minItems?: number; maxItems?: number } = {}): NestedBlockSchema =>
  ({ nesting, block: inner, ...limits });

export const rule = block({ name: required, id: computed, note: defaulted });
