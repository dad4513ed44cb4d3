import { hasErrors } from '../diagnostics';
import type { Change } from '../plan';
import { assertObjectCompatible, type BlockSchema } from '../schema';
import { equalValues, isNull, unmarkDeep, type Value } from '../values';
import { valueOf } from './objects';
import type { Draft } from './draft';

/** The object of a making change where the state has it already as planned: an earlier process of this plan made it. */
export function alreadyMade(at: { readonly draft: Draft }, change: Change, block: BlockSchema): Value | undefined {
  const instance = at.draft.object(change.address);
  const value = instance === undefined ? undefined : valueOf(instance, block);
  if (value === undefined || !isAsPlanned(value, change.after, block)) return undefined;
  return equalValues(plain(value), plain(change.before)) ? undefined : value;
}

/** Whether an object is what a change plans it to be, as far as the plan knew. */
export function isAsPlanned(value: Value, after: Value, block: BlockSchema): boolean {
  return !isNull(after) && !hasErrors(assertObjectCompatible(block, plain(after), plain(value)));
}

export function plain(value: Value): Value {
  return unmarkDeep(value).value;
}
