export type {
  BackendBlock, Body, Configuration, Lifecycle, LocalEntry, Located, OutputBlock, ProviderBlock, ProviderRef, RequiredProvider,
  ResourceBlock, VariableBlock,
} from './types';
export type { AppEnd, AppRun, AppRunner, FileReader, ProjectFiles } from './ports';
export { nodeFiles } from './adapter-files';
export { shellRunner } from './adapter-app';
export { loadConfiguration } from './load';
export type { LoadOptions } from './load';
export { openConfiguration } from './open';
export type { OpenOptions } from './open';
export { synthesize } from './synthesize';
export type { SynthesizeOptions, SynthesizePorts } from './synthesize';
export type { StackAnnotation, SynthesizedStack } from './manifest';
export { gatherVariables } from './variable-sources';
export type { VariableOption, VariableSources, WrittenValue } from './variable-sources';
export { resolveVariables } from './variables';
export { TERRAFORM_VERSION } from './terraform-version';
