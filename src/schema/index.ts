export type { AttributeSchema, BlockSchema, NestedBlockSchema, ProviderSchema, ResourceSchema } from './types';
