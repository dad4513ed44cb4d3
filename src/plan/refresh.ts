import { hasErrors, type Diagnostic } from '../diagnostics';
import { goOn, type Eventually, type ProviderReader, type ReadResult } from '../provider';
import { impliedType, markedBy, type BlockSchema } from '../schema';
import { equalValues, markPaths, nullOf, unmarkDeep, type Value, type ValuePath } from '../values';
import type { PriorObject } from './prior';
import type { Drift } from './types';

/** What refreshing told of one object of the state. */
export interface RefreshedObject {
  /** Null value when it is proved gone. */
  readonly value: Value;
  /** The same without marks. */
  readonly plain: Value;
  readonly drift: Drift | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads one object of the state afresh. What cannot be read is kept, with the provider's warning. */
export function refresh(prior: PriorObject, block: BlockSchema, provider: string, reader: ProviderReader): Eventually<RefreshedObject> {
  const { value, marked } = unmarkDeep(prior.value);
  const read = reader.readResource({ type: prior.type, address: prior.address, prior: value, private: prior.private });
  return goOn(read, (result) => compare(prior, value, marked, result, block, provider));
}

function compare(
  prior: PriorObject, value: Value, marked: readonly ValuePath[], { observed, diagnostics }: ReadResult, block: BlockSchema, provider: string,
): RefreshedObject {
  const drifted = (after: Value): RefreshedObject => ({
    value: after, plain: unmarkDeep(after).value, diagnostics, drift: driftOf(prior, provider, after),
  });
  switch (observed.kind) {
    case 'unreadable':
      // An error ends the plan: that the object would have been kept is no news then.
      return { value: prior.value, plain: value, drift: undefined, diagnostics: hasErrors(diagnostics) ? diagnostics : [...diagnostics, observed.reason] };
    case 'absent':
      return drifted(nullOf(impliedType(block)));
    case 'found':
      if (observed.state === value || equalValues(observed.state, value)) return { value: prior.value, plain: value, drift: undefined, diagnostics };
      return drifted(markPaths(observed.state, markedBy(block, observed.state, marked)));
  }
}

export function driftOf({ address, module, key, previousAddress, type, name, value }: PriorObject, provider: string, after: Value): Drift {
  return { address, module, key, previousAddress, type, name, provider, before: value, after };
}
