import { ok, type Diagnostic, type Outcome } from '../diagnostics';
import { configureProviders } from '../plan';
import type { ProviderReader } from '../provider';
import { impliedType } from '../schema';
import { nullOf, objectOf, str, type Value } from '../values';
import { planningWorld, judgedAtTheDoor } from './plan';
import { open } from './open';
import type { SessionOptions } from './options';
import { OWN_SOURCE } from './provider-versions';
import { providerSet, type ProviderSet } from './providers';
import { openSession, type Session } from './world';

/** One data source that is to be read, with the arguments that are given. */
export interface Look {
  readonly type: string;
  readonly arguments: Readonly<Record<string, string>>;
}

/** What was read, or why it could not be. */
export type Seen = Outcome<Value>;

const KEY = 'cloudbackup';

/**
 * Reads data sources of Cloud Backup, as the configuration of the folder configures the provider; where there is none, the environment
 * alone does. Nothing is locked, and no state is read. Results in the order of `looks`, a few at once. @public The command's seam takes it.
 */
export async function look(options: SessionOptions, looks: readonly Look[]): Promise<Outcome<readonly Seen[]>> {
  const session = openSession(options);
  return judgedAtTheDoor(async () => {
    const providers = providerSet(session);
    try {
      return await seen(session, providers, looks);
    } finally {
      providers.close();
    }
  });
}

/** The same, with providers that are there already. */
export async function seen(session: Session, providers: ProviderSet, looks: readonly Look[]): Promise<Outcome<readonly Seen[]>> {
  const reader = await readerOf(session, providers);
  if (!reader.ok) return reader;
  const all: Seen[] = [];
  for (const one of looks) {
    if (session.signal.aborted) break;
    all.push(await read(reader.value, providers, one));
  }
  return ok(all, reader.diagnostics);
}

async function readerOf(session: Session, providers: ProviderSet): Promise<Outcome<ProviderReader>> {
  const opened = await open(session);
  const told: Diagnostic[] = [...opened.diagnostics];
  if (opened.ok) {
    told.push(...await configureProviders(opened.value.configuration, opened.value.variables, undefined, providers.forPlan, [KEY], planningWorld(session)));
  } else if (opened.diagnostics.every((d) => d.code === 'config_no_files')) {
    const schema = providers.forPlan.bySource(OWN_SOURCE)?.schema().provider.block;
    const configured = schema === undefined ? undefined : await providers.configure({ key: KEY, source: OWN_SOURCE, config: emptyOf(impliedType(schema)) });
    told.splice(0, told.length, ...configured?.diagnostics ?? []);
  }
  const reader = [...providers.inUse].find(([, { source }]) => source === OWN_SOURCE)?.[1].provider.reader;
  return reader === undefined || told.some((d) => d.severity === 'error') ? { ok: false, diagnostics: told } : ok(reader, told);
}

/** An object of a type with nothing in it. */
function emptyOf(type: ReturnType<typeof impliedType>): Value {
  return type.kind === 'object' ? objectOf([...type.attributes].map(([name, inner]) => [name, nullOf(inner)] as const)) : nullOf(type);
}

async function read(reader: ProviderReader, providers: ProviderSet, { type, arguments: given }: Look): Promise<Seen> {
  const schema = providers.forPlan.bySource(OWN_SOURCE)?.schema().dataSources.get(type);
  if (schema === undefined) throw new Error(`no data source ${type}`);
  const empty = emptyOf(impliedType(schema.block));
  if (empty.kind !== 'object') throw new Error('a data source that is no object');
  const config = objectOf([...empty.entries].map(([name, value]) => [name, given[name] === undefined ? value : str(given[name])] as const));
  const kind = providers.forPlan.bySource(OWN_SOURCE);
  const problems = kind?.validateResource('data', type, config) ?? [];
  if (problems.some((d) => d.severity === 'error')) return { ok: false, diagnostics: problems };
  return reader.readData({ type, address: `data.${type}.get`, config });
}
