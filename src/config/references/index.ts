export { checkReferences } from './check';
export type { CalledModule, ModuleNames } from './names';
