import { parseExactJson } from '../../values';
import type { OpenRun, Run, RunHeader, RunRecord, RunStore, StateCodec, TextBox } from '../ports';
import { packEntry } from '../runs/entry';

/** Under this name the content of a record lies encrypted. */
const SEALED = 'holdfast_encrypted';

/**
 * Journals that keep what they hold of objects, outputs and plans as the state is kept: encrypted where that is. What is known of calls
 * stays readable, since it has nothing of the state in it.
 */
export function encryptedRuns(store: RunStore, codec: StateCodec): RunStore {
  const boxOf = (): Promise<TextBox | undefined> => codec.box?.() ?? Promise.resolve(undefined);
  return {
    ...store,
    begin: async (header: RunHeader, plan?: string) => {
      const box = await boxOf();
      return box === undefined ? store.begin(header, plan) : sealing(await store.begin(header, plan === undefined ? undefined : box.seal(plan)), box);
    },
    listOpen: async () => {
      const listed = await store.listOpen();
      // Nothing is derived where there is nothing to read.
      if (!listed.ok || listed.value.length === 0) return listed;
      const box = await boxOf();
      if (box === undefined) return listed;
      const opened: OpenRun[] = [];
      for (const run of listed.value) opened.push(await openedRun(run, box));
      return { ...listed, value: opened };
    },
  };
}

function sealing(run: Run, box: TextBox): Run {
  return {
    get header() { return run.header; },
    append: (record) => run.append(sealed(record, box)),
    size: () => run.size(),
    checkpointed: (serial) => run.checkpointed(serial),
    end: (status) => run.end(status),
    close: () => run.close(),
  };
}

async function openedRun(run: OpenRun, box: TextBox): Promise<OpenRun> {
  const records: RunRecord[] = [];
  for (const record of run.records) records.push(await unsealed(record, box));
  const { plan } = run;
  return {
    ...run, records,
    resume: async () => sealing(await run.resume(), box),
    ...(plan === undefined ? {} : {
      plan: async () => {
        const text = await plan.call(run);
        return text?.includes('"encryption_version"') === true && !text.includes('"format"') ? box.open(text) : text;
      },
    }),
  };
}

function sealed(record: RunRecord, box: TextBox): RunRecord {
  const hidden = (): string => box.seal(packEntry({ kind: 'record', record }));
  if (record.type === 'object' && record.resource !== null) {
    const { instance } = record.resource;
    return { ...record, resource: { ...record.resource, instance: { ...instance, private: undefined, sensitivePaths: [], extra: {}, attributes: { [SEALED]: hidden() } } } };
  }
  return record.type === 'output' && record.output !== null ? { ...record, output: { [SEALED]: hidden() } } : record;
}

async function unsealed(record: RunRecord, box: TextBox): Promise<RunRecord> {
  const holder: unknown = record.type === 'object' ? record.resource?.instance.attributes : record.type === 'output' ? record.output : undefined;
  if (typeof holder !== 'object' || holder === null || !(SEALED in holder)) return record;
  const parsed = parseExactJson(await box.open(String(holder[SEALED])));
  // Its tag has shown that it is what `sealed` wrote.
  return parsed.ok ? (parsed.value as unknown as { readonly record: RunRecord }).record : record;
}
