import { connect } from '../api';
import { diagnostic, Failure, ok, type Outcome } from '../diagnostics';
import type { PlanProviders, ProviderUse } from '../plan';
import { builtinProvider, cloudbackupProvider, type ConfiguredProvider, type Provider } from '../provider';
import type { ProviderInUse } from '../apply';
import type { ProviderSchema } from '../schema';
import type { Value } from '../values';
import type { RecordedWorld } from './recorded-world';
import { remoteStates } from './remote-states';
import type { Session } from './world';

/** The providers of one command: planning is lent their readers, applying their appliers, and all are closed at the end. */
export interface ProviderSet {
  readonly forPlan: PlanProviders;
  /** Those configured so far, by key. */
  readonly inUse: ReadonlyMap<string, ProviderInUse>;
  /** Configures what a saved plan used. */
  configure(use: ProviderUse): Promise<Outcome<ConfiguredProvider>>;
  close(): void;
}

/** Every provider there is: those of this build, and those of modules that the environment names. Throws a Failure where one of these cannot be had. */
export function allProviders(session: Session): readonly Provider[] {
  const own = ownProviders(session);
  const more = session.moreProviders();
  const all = [...own, ...more];
  const twice = more.find((provider) => all.find((other) => other.source === provider.source) !== provider);
  if (twice !== undefined) {
    throw new Failure([diagnostic('compose_provider_twice', `Two providers have the source ${twice.source}, and a configuration could not tell them apart. Take one of the modules out of HOLDFAST_PROVIDERS.`)]);
  }
  return all;
}

function ownProviders(session: Session): readonly Provider[] {
  const { clock, random, options, recorded, recorder } = session;
  const { allow } = options;
  return [
    cloudbackupProvider({
      env: recorded === undefined ? options.env : recordedEnvironment(recorded, options.env),
      flags: {
        plaintext: allow?.plaintext, insecure: allow?.insecure, caFile: allow?.caFile,
        allowedHosts: allow?.allowedHosts, maxDeletes: allow?.maxDeletes,
      },
      connect: (settings) => {
        if (recorded !== undefined) return ok({ api: recorded.api, close: () => undefined });
        const connected = connect(settings, { clock, random });
        return recorder === undefined || !connected.ok ? connected : { ...connected, value: { ...connected.value, api: recorder.wrap(connected.value.api) } };
      },
      clock,
    }),
    builtinProvider({ random, ...(recorded === undefined ? { states: remoteStates(session) } : {}) }),
  ];
}

/** Of the environment only where to look counts then; nothing of it says how to get in. */
function recordedEnvironment({ folderId }: RecordedWorld, env: Session['options']['env']): Session['options']['env'] {
  return { YC_FOLDER_ID: env['YC_FOLDER_ID'] ?? folderId, HOLDFAST_MAX_DELETES: env['HOLDFAST_MAX_DELETES'] };
}

export function providerSet(session: Session): ProviderSet {
  const bySource = new Map(allProviders(session).map((p) => [p.source, p]));
  const inUse = new Map<string, ProviderInUse>();

  const configure = async (key: string, source: string, config: Value): Promise<Outcome<ConfiguredProvider>> => {
    const provider = bySource.get(source);
    if (provider === undefined) throw new Error(`no provider ${source}`);
    const known = inUse.get(key);
    if (known !== undefined) return { ok: true, value: known.provider, diagnostics: [] };
    const configured = await provider.configure(config);
    if (configured.ok) inUse.set(key, { provider: configured.value, schema: provider.schema(), source });
    return configured;
  };

  return {
    inUse,
    forPlan: {
      bySource: (source) => bySource.get(source),
      configure: async (key, source, config) => {
        const configured = await configure(key, source, config);
        return configured.ok ? { ...configured, value: configured.value.reader } : configured;
      },
    },
    configure: (use) => configure(use.key, use.source, use.config),
    close: () => { for (const { provider } of inUse.values()) provider.close(); },
  };
}

/** Schemas of all providers of this build, by source address, with what else they offer. */
export function schemasOf(providers: readonly Provider[]): ReadonlyMap<string, ProviderSchema> {
  return new Map(providers.map((p) => [p.source, { ...p.schema(), ephemeral: p.ephemeral, functions: p.functions }]));
}
