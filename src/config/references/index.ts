export { checkReferences } from './check';
export type { ModuleNames } from './names';
