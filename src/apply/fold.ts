import type { RunRecord, StateOutput } from '../state';
import type { ExactJson, Json } from '../values';
import type { Draft } from './draft';

/** Puts what a run finished into the draft. Folding twice gives the same: a record says what is, not what changes. */
export function foldRecords(draft: Draft, records: readonly RunRecord[]): void {
  for (const record of records) {
    if (record.type === 'object') {
      if (record.movedFrom !== undefined) draft.remove(record.movedFrom);
      if (record.resource === null) draft.remove(record.address);
      else draft.put(record.address, record.resource);
    } else if (record.type === 'output') {
      draft.putOutput(record.name, record.output === null ? null : outputFromRecord(record.output));
    }
  }
}

/** An output as a journal record carries it. The value's numbers beyond what JSON holds safely are the state's codec's matter. */
export function outputToRecord(output: StateOutput): Json {
  return { value: output.value as Json, type: output.type, sensitive: output.sensitive };
}

function outputFromRecord(record: Json): StateOutput {
  const fields = record as { readonly value: ExactJson; readonly type: Json; readonly sensitive: boolean };
  return { value: fields.value, type: fields.type, sensitive: fields.sensitive };
}
