import type { ProviderBlock } from '../config';
import { diagnostic, hasErrors, type Diagnostic } from '../diagnostics';
import { decodeBody, type Scope } from '../lang';
import type { Eventually, ProviderReader } from '../provider';
import { unmarkDeep, isWhollyKnown } from '../values';
import type { PlanProviders, ProviderKind } from './inputs';
import type { StateProvider } from './prior';
import { locator } from './locate';
import type { StaticModule } from './static/modules';
import type { ProviderKeys } from './static/provider-keys';
import type { ProviderUse } from './types';

/** The provider configurations of one plan, each configured once, when first needed. */
export interface ConfiguredReaders {
  /** The kind of provider that a key means. */
  kind(key: string): ProviderKind | undefined;
  /** Configures `key`; with problems it answers undefined, and again undefined without telling them twice. */
  reader(key: string): Eventually<ProviderReader | undefined>;
  /** Key of the configuration that a state object's provider string means, declared or implied. */
  keyFor(provider: StateProvider): string;
  readonly uses: ReadonlyMap<string, ProviderUse>;
  readonly diagnostics: Diagnostic[];
}

/** The place of a problem with settings: that of the argument where the block has it; what comes from the environment has none. */
export function placedAt(d: Diagnostic, key: string, block: ProviderBlock | undefined): Diagnostic {
  const path = d.attribute?.split('.') ?? [];
  const written = block !== undefined && path[0] !== undefined && block.body.has(path[0]);
  return { ...d, address: d.address ?? `provider.${key}`, range: d.range ?? (written ? block.locate(path) : undefined) };
}

/** `scopeOf`: the scope of a module that has provider blocks, of which there is one instance. */
export function configuredReaders(keys: ProviderKeys, providers: PlanProviders, scopeOf: (module: StaticModule) => Scope): ConfiguredReaders {
  const readers = new Map<string, Eventually<ProviderReader | undefined>>();
  const kinds = new Map<string, ProviderKind | undefined>();
  const uses = new Map<string, ProviderUse>();
  const diagnostics: Diagnostic[] = [];

  const configure = async (key: string): Promise<ProviderReader | undefined> => {
    const place = keys.place(key);
    if (place === undefined) throw new Error(`no place of provider "${key}"`);
    const { source, block, alias, localName } = place;
    const kind = providers.bySource(source);
    if (kind === undefined) {
      diagnostics.push(diagnostic('plan_provider_unknown', `This build has no provider ${source} (local name "${localName}"). `
        + 'It has holdfast/cloudbackup and the builtin terraform_data; manage other types with their own tool.', { range: block?.locate() }));
      return undefined;
    }
    if (block === undefined && (alias !== undefined || place.gone === true)) {
      diagnostics.push(diagnostic('plan_provider_missing', `No provider block configures "${key}". Add one${alias === undefined ? '' : ` with alias = "${alias}"`}, `
        + 'or, if it was removed, put it back until its objects are gone.', {}));
      return undefined;
    }
    const at = block === undefined ? {} : { locate: locator(block) };
    const evaluated = decodeBody(block?.body ?? new Map(), kind.schema().provider.block, scopeOf(place.module), { address: `provider.${key}`, ...at });
    diagnostics.push(...evaluated.diagnostics);
    if (!evaluated.ok) return undefined;
    const config = unmarkDeep(evaluated.value).value;
    if (!isWhollyKnown(config)) {
      diagnostics.push(diagnostic('plan_provider_unknown_config', `The configuration of provider "${key}" uses values that are known only after apply, `
        + 'so nothing can be read with it now. Use variables or data that is known at plan time.', { range: block?.locate() }));
      return undefined;
    }
    const placed = (d: Diagnostic): Diagnostic => placedAt(d, key, block);
    const judged = kind.validateProvider(config).map(placed);
    diagnostics.push(...judged);
    if (hasErrors(judged)) return undefined;
    const reader = await providers.configure(key, source, config);
    diagnostics.push(...reader.diagnostics.map(placed));
    if (!reader.ok) return undefined;
    uses.set(key, { key, source, config: evaluated.value });
    return reader.value;
  };

  return {
    uses,
    diagnostics,
    kind: (key) => {
      if (!kinds.has(key)) kinds.set(key, providers.bySource(keys.place(key)?.source ?? ''));
      return kinds.get(key);
    },
    reader: (key) => {
      if (readers.has(key)) return readers.get(key);
      const made = configure(key).then((reader) => {
        readers.set(key, reader);
        return reader;
      });
      readers.set(key, made);
      return made;
    },
    keyFor: ({ source, alias, module }) => keys.ofState(source, alias, module).key,
  };
}
