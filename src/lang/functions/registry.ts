import type { FunctionSpec } from './types';

/** Loaded by the first call of a function: most configurations of this field call none, and every command would wait for all families. */
const families = (): typeof import('./families') => require('./families') as typeof import('./families');

const CORE = 'core::';

/** The function of a name; `core::f` is the same as `f`. */
export function functionNamed(name: string): FunctionSpec | undefined {
  return families().functionsByName.get(name.startsWith(CORE) ? name.slice(CORE.length) : name);
}

/** All names, without `core::`, sorted. */
export function functionNames(): readonly string[] {
  return families().sortedNames;
}
