export type {
  BackendBlock, Body, CheckBlock, Condition, Configuration, ImportBlock, IgnoredPath, Lifecycle, LocalEntry, Located, ModuleCall, ModuleConfig, MovedBlock, MoveTarget, OutputBlock,
  ProviderBlock, ProviderRef, RemovedBlock, Repetition, ResourceBlock, VariableBlock,
} from './types';
export type { TypeDefaults } from './type-defaults';
export type { AppEnd, AppRun, AppRunner, ProjectFiles } from './ports';
export { confinedFiles, nodeFiles } from './adapter-files';
export { shellRunner } from './adapter-app';
export { loadConfiguration } from './load';
export type { LoadOptions } from './load';
export { openConfiguration } from './open';
export type { OpenOptions } from './open';
export { synthesize } from './synthesize';
export type { SynthesizeOptions } from './synthesize';
export { mapExpr } from './kindness/map-expr';
export { readStackOrder } from './stack-order';
export type { OrderedStack } from './stack-order';
export { readBackendFile } from './backend-file';
export { readEncryptionText } from './encryption';
export type { EncryptionBlock, EncryptionPart, EncryptionTarget } from './types';
export { gatherVariables } from './variable-sources';
export type { VariableOption } from './variable-sources';
export { givenVariables, resolveVariables } from './variables';
