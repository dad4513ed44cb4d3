export type {
  BackendBlock, Body, Configuration, Lifecycle, LocalEntry, Located, OutputBlock, ProviderBlock, ProviderRef, RequiredProvider,
  ResourceBlock, VariableBlock,
} from './types';
