export type {
  ApplyPorts, ApplyRequest, ApplyResult, ConfiguredProvider, ExpectedRead, Fact, ImpliedEdges, LocatedChange, Note, Observed, PlanJudgement,
  PlannedEffect, PlannedResource, PlanRequest, Provider, ProviderApplier, ProviderExport, ProviderPlace, ProviderReader, ReadRequest, ReadResult, Unmanaged,
} from './types';
export { goOn, type Eventually } from './eventually';
export { cloudbackupSchema } from './cloudbackup/schema';
export { cloudbackupProvider } from './cloudbackup/provider';
export type { CloudbackupFlags, Environment } from './cloudbackup/settings';
export { builtinProvider, builtinSchema } from './builtin/provider';
export type { RemoteOutputs, RemoteStates } from './builtin/remote-state';
