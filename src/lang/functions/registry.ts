import { collectionFunctions } from './collection';
import { cryptoFunctions } from './crypto';
import { encodingFunctions } from './encoding';
import { fileFunctions } from './file';
import { networkFunctions } from './network';
import { numericFunctions } from './numeric';
import { regexFunctions } from './regex';
import { stringFunctions } from './string';
import { timeFunctions } from './time';
import { typeFunctions } from './type';
import type { FunctionSpec } from './types';

/** The families of functions, each from its own file. */
const FAMILIES: readonly (readonly FunctionSpec[])[] = [
  collectionFunctions,
  cryptoFunctions,
  encodingFunctions,
  fileFunctions,
  networkFunctions,
  numericFunctions,
  regexFunctions,
  stringFunctions,
  timeFunctions,
  typeFunctions,
];

const BY_NAME: ReadonlyMap<string, FunctionSpec> = new Map(FAMILIES.flat().map((spec) => [spec.name, spec]));

const CORE = 'core::';

/** The function of a name; `core::f` is the same as `f`. */
export function functionNamed(name: string): FunctionSpec | undefined {
  return BY_NAME.get(name.startsWith(CORE) ? name.slice(CORE.length) : name);
}

/** All names, without `core::`, sorted. */
export const functionNames: readonly string[] = Object.freeze([...BY_NAME.keys()].sort());
