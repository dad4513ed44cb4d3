import type { FunctionSpec } from '../types';
import { caseFunctions } from './case';
import { formatFunctions } from './format';
import { partFunctions } from './parts';
import { replaceFunctions } from './replace';
import { templateFunctions } from './template';
import { trimFunctions } from './trim';

export const stringFunctions: readonly FunctionSpec[] = [
  ...caseFunctions, ...formatFunctions, ...partFunctions, ...replaceFunctions, ...templateFunctions, ...trimFunctions,
];
