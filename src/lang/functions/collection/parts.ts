import { isWhollyKnown, typeOf, unmark, type Type, type Value } from '../../../values';
import { notWhole, wholeNumber } from '../arguments';
import { FunctionFault } from '../types';

export const LIST_OF_ANY: Type = Object.freeze({ kind: 'list', element: Object.freeze({ kind: 'dynamic' }) });
export const SET_OF_ANY: Type = Object.freeze({ kind: 'set', element: Object.freeze({ kind: 'dynamic' }) });
export const LIST_OF_STRING: Type = Object.freeze({ kind: 'list', element: Object.freeze({ kind: 'string' }) });

/** The argument at a place. The call engine has counted them: a missing one is a bug, and throws. */
export function argument(args: readonly Value[], at: number): Value {
  const value = args[at];
  if (value === undefined) throw new Error(`a call without its argument ${at}`);
  return value;
}

/** A known number argument, marked or not, as a whole number of 64 bits. */
export function wholeArgument(args: readonly Value[], at: number, name: string, faultAt?: number): bigint | FunctionFault {
  const value = unmark(argument(args, at));
  const decimal = value.kind === 'number' ? value.value : value.kind;
  return wholeNumber(decimal) ?? new FunctionFault(notWhole(name, decimal), faultAt);
}

/** The items of a list, set or tuple; undefined for anything else, and for what is not known. */
export function itemsOf(value: Value): readonly Value[] | undefined {
  const bare = unmark(value);
  return bare.kind === 'list' || bare.kind === 'set' || bare.kind === 'tuple' ? bare.items : undefined;
}

/** Whether items of a set may turn out to be one: then its length is not known. */
export function lengthUnsure(value: Value): boolean {
  const bare = unmark(value);
  return bare.kind === 'set' && bare.items.length > 1 && !isWhollyKnown(bare);
}

/** The element type of a list, set or map. */
export function elementOf(value: Value): Type {
  const type = typeOf(value);
  return 'element' in type ? type.element : { kind: 'dynamic' };
}

export const listType = (element: Type): Type => ({ kind: 'list', element });
