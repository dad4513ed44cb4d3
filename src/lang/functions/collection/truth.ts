import { BOOL, bool, unknownOf, unmark, type Type, type Value } from '../../../values';
import { parameter } from '../arguments';
import type { FunctionSpec } from '../types';
import { argument, itemsOf } from './parts';

const LIST_OF_BOOL: Type = Object.freeze({ kind: 'list', element: BOOL });
const LIST = [parameter('list', LIST_OF_BOOL, 'The values to look at.')];

export const alltrue: FunctionSpec = {
  name: 'alltrue',
  description: 'Tells whether every element of a list is true. Of an empty list that holds; a null counts as false.',
  parameters: LIST,
  returns: BOOL,
  call: (args) => {
    for (const item of items(args)) {
      if (item.kind === 'unknown') return unknownOf(BOOL);
      if (item.kind !== 'bool' || !item.value) return bool(false);
    }
    return bool(true);
  },
};

export const anytrue: FunctionSpec = {
  name: 'anytrue',
  description: 'Tells whether at least one element of a list is true. A null counts as false.',
  parameters: LIST,
  returns: BOOL,
  call: (args) => {
    let open = false;
    for (const item of items(args)) {
      if (item.kind === 'unknown') open = true;
      if (item.kind === 'bool' && item.value) return bool(true);
    }
    return open ? unknownOf(BOOL) : bool(false);
  },
};

function items(args: readonly Value[]) {
  return (itemsOf(argument(args, 0)) ?? []).map(unmark);
}
