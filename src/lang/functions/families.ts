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

/** All functions by name. @public The registry loads this file late. */
export const functionsByName: ReadonlyMap<string, FunctionSpec> = new Map(FAMILIES.flat().map((spec) => [spec.name, spec]));

/** All names, without `core::`, sorted. @public The registry loads this file late. */
export const sortedNames: readonly string[] = Object.freeze([...functionsByName.keys()].sort());
