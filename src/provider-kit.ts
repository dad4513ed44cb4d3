/**
 * What a provider is written with: the contract, its schemas, values and problems. `holdfast/provider` for those outside; it loads
 * nothing else of the library. docs/providers.md tells how a provider of others is written and loaded.
 */
export type {
  ApplyPorts, ApplyRequest, ApplyResult, ConfiguredProvider, ExpectedRead, Fact, ImpliedEdges, LocatedChange, Note, Observed, PlanJudgement,
  PlannedEffect, PlannedResource, PlanRequest, Provider, ProviderApplier, ProviderExport, ProviderPlace, ProviderReader, ReadRequest, ReadResult, Unmanaged,
} from './provider/types';
export type { Eventually } from './provider/eventually';
export { argumentType, impliedType, nestedAttribute } from './schema';
export type { AttributeSchema, BlockSchema, NestedAttributes, NestedBlockSchema, ProviderSchema, ResourceSchema } from './schema';
export {
  bool, BOOL, DYNAMIC, equalValues, ExactNumber, fromExactJson, getPath, isKnown, isNull, isWhollyKnown, listOf, mapOf, nullOf, num, NUMBER, objectOf, objectType,
  parseExactJson, setOf, str, STRING, toExactJson, tupleOf, typeOf, unknownOf, writeExactJson,
} from './values';
export type { ExactJson, Json, ObjectType, Type, Value, ValuePath } from './values';
export { fail, ok } from './diagnostics';
export type { Diagnostic, Outcome } from './diagnostics';
export { providerProblem } from './provider/problem';
