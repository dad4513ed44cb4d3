import type { FunctionSpec } from '../types';
import { coalesce, coalescelist, one } from './choose';
import { concat, flatten } from './join-lists';
import { length } from './length';
import { chunklist, compact, distinct, reverse, sort } from './lists';
import { lookup } from './lookup';
import { keys, transpose, values, zipmap } from './maps';
import { merge } from './merge';
import { range } from './range';
import { contains, index, matchkeys } from './search';
import { setproduct } from './set-product';
import { setintersection, setsubtract, setunion } from './sets';
import { element, slice } from './slices';
import { alltrue, anytrue } from './truth';

/** Functions on lists, sets, maps and structures. */
export const collectionFunctions: readonly FunctionSpec[] = [
  alltrue, anytrue, chunklist, coalesce, coalescelist, compact, concat, contains, distinct, element, flatten, index, keys, length,
  lookup, matchkeys, merge, one, range, reverse, setintersection, setproduct, setsubtract, setunion, slice, sort, transpose, values,
  zipmap,
];
