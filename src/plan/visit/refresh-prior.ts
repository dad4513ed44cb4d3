import { goOn, type Eventually, type ProviderReader } from '../../provider';
import { isNull, nullOf, unmarkDeep, type Value } from '../../values';
import type { Making } from '../making';
import type { PriorObject } from '../prior';
import { driftOf, refresh, type RefreshedObject } from '../refresh';

const NOTHING: RefreshedObject = { value: nullOf({ kind: 'dynamic' }), plain: nullOf({ kind: 'dynamic' }), drift: undefined, diagnostics: [] };

/** Reads one object of the state afresh, and notes what became of it. The null value where there is none. */
export function refreshPrior(making: Making, prior: PriorObject | undefined, key: string, reader: ProviderReader): Eventually<RefreshedObject> {
  const { inputs, readers } = making;
  const schema = prior === undefined ? undefined : readers.kind(key)?.schema().resources.get(prior.type);
  if (prior === undefined || schema === undefined) return NOTHING;
  if (inputs.wanted?.refresh === false) return { value: prior.value, plain: unmarkDeep(prior.value).value, drift: undefined, diagnostics: [] };
  const id = idOf(prior.value);
  inputs.emit({ type: 'refresh-start', address: prior.address, id });
  return goOn(refresh(prior, schema.block, key, reader), (refreshed) => {
    inputs.emit({ type: 'refresh-done', address: prior.address, id });
    take(making, prior, key, refreshed);
    return refreshed;
  });
}

function take({ inputs, out }: Making, prior: PriorObject, key: string, refreshed: RefreshedObject): void {
  if (refreshed.diagnostics.length > 0) out.diagnostics.push(...out.once(refreshed.diagnostics));
  if (!isNull(refreshed.value)) out.standing.push({ provider: key, type: prior.type, state: refreshed.plain });
  if (refreshed.drift === undefined && inputs.mode === 'refresh-only' && prior.previousAddress !== undefined && prior.deposed === undefined) {
    out.drift.push(driftOf(prior, key, prior.value));
  }
  if (refreshed.drift !== undefined) {
    const address = prior.deposed === undefined ? prior.address : `${prior.address} (deposed ${prior.deposed})`;
    out.drift.push({ ...refreshed.drift, address });
    out.refreshed.push({ address, mode: 'managed', type: prior.type, provider: key, after: refreshed.value });
  }
}

function idOf(value: Value): string | undefined {
  const id = value.kind === 'object' ? value.entries.get('id') : undefined;
  return id?.kind === 'string' ? id.value : undefined;
}
