export { Findings } from './findings';
export { bodySchema } from './schema';
export type { BodySchema, SchemaParts } from './schema';
export type { BodyContent, RawAttribute, RawBlock, RawBody, RawCall, RawLabel, RawMember, RawValue } from './types';
export { JsonBody } from './json-body';
export { NativeBody } from './native-body';
export { mentions } from './open-parts';
export { literalOf } from './literal';
