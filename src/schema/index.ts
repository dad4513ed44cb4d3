export type { AttributeSchema, BlockSchema, FunctionSignature, NestedAttributes, NestedBlockSchema, ProviderSchema, ResourceSchema } from './types';
export { impliedType, nestedType } from './implied-type';
export { argumentType, nestedAttribute } from './nested-attribute';
export { schemaJson } from './schema-json';
export { proposedNew } from './proposed-new';
export { assertPlanValid } from './plan-valid';
export { assertFinalPlanConsistent, assertObjectCompatible } from './compatible';
export { computedPaths, markedBy, sensitivePaths } from './paths';
