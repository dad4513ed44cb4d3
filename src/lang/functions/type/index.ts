import type { FunctionSpec } from '../types';
import { conversions } from './conversions';
import { ephemeralasnull, issensitive, nonsensitive, sensitive } from './secrecy';
import { convertFunction } from './convert';
import { can, tryFunction } from './special';

/** Functions on types and marks. `can`, `try` and `convert` are special forms: the evaluator works them out. */
export const typeFunctions: readonly FunctionSpec[] = [
  ...conversions, can, convertFunction, ephemeralasnull, issensitive, nonsensitive, sensitive, tryFunction,
];
