export type {
  ApplyPorts, ApplyRequest, ApplyResult, ConfiguredProvider, ExpectedRead, Fact, ImpliedEdges, Listed, LocatedChange, Note, Observed, PlanJudgement,
  PlannedEffect, PlannedResource, PlanRequest, Provider, ProviderApplier, ProviderExport, ProviderFunction, ProviderPlace, ProviderReader,
  ReadRequest, ReadResult, ResourceIdentity, Unmanaged,
} from './types';
export { withoutEffects } from './notes';
export { goOn, type Eventually } from './eventually';
export { cloudbackupSchema } from './cloudbackup/schema';
export { cloudbackupProvider } from './cloudbackup/provider';
export type { CloudbackupFlags, Environment } from './cloudbackup/settings';
export { builtinProvider, builtinSchema } from './builtin/provider';
export type { RemoteOutputs, RemoteStates } from './builtin/remote-state';
