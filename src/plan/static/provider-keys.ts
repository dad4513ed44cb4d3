import type { ProviderBlock, ProviderRef } from '../../config';
import type { StaticModule } from './modules';

/** Types of `terraform_data` and the like belong to a provider that nobody has to require. */
export const BUILTIN_SOURCE = 'terraform.io/builtin/terraform';
const DEFAULT_NAMESPACE = 'holdfast';

export const providerKey = (ref: ProviderRef): string => (ref.alias === undefined ? ref.localName : `${ref.localName}.${ref.alias}`);

/** Source address of a local provider name in a module: what required_providers says, else the default one. */
export function sourceOf(localName: string, { config }: Pick<StaticModule, 'config'>): string {
  const required = config.requiredProviders.get(localName);
  if (required !== undefined) return required.source.replace(/^registry\.(?:terraform\.io|opentofu\.org)\//, '');
  return localName === 'terraform' ? BUILTIN_SOURCE : `${DEFAULT_NAMESPACE}/${localName}`;
}

/** One provider configuration: a block, or what an absent block stands for. */
export interface ProviderPlace {
  /** Key into `Plan.providers`: `cloudbackup.west`, in a module `module.a:cloudbackup.west`. */
  readonly key: string;
  readonly module: StaticModule;
  readonly localName: string;
  readonly alias: string | undefined;
  readonly source: string;
  /** undefined: configured by the environment alone, or not there at all where there is an alias. */
  readonly block: ProviderBlock | undefined;
  /** The state names a configuration that stood in a module and is no more: another one must not take its place. */
  readonly gone?: boolean;
}

/** Which provider configuration a name in a module means. */
export interface ProviderKeys {
  /** By Terraform's rules: the module's own block, what the call passes, else the default one of the nearest caller that has the provider. */
  resolve(module: StaticModule, ref: ProviderRef): ProviderPlace;
  place(key: string): ProviderPlace | undefined;
  /** The place that a state's provider string means. */
  ofState(source: string, alias: string | undefined, modulePath: string | undefined): ProviderPlace;
}

export function providerKeys(modules: readonly [StaticModule, ...StaticModule[]]): ProviderKeys {
  const root = modules[0];
  const places = new Map<string, ProviderPlace>();
  const known = new Map<StaticModule, Map<string, ProviderPlace>>();

  const placeIn = (module: StaticModule, localName: string, alias: string | undefined): ProviderPlace => {
    const own = providerKey({ localName, alias });
    const key = module.prefix === '' ? own : `${module.prefix.slice(0, -1)}:${own}`;
    const before = places.get(key);
    if (before !== undefined) return before;
    const block = module.config.providers.find((b) => b.localName === localName && b.alias === alias);
    const place: ProviderPlace = { key, module, localName, alias, source: sourceOf(localName, module), block };
    places.set(key, place);
    return place;
  };
  const localNameFor = (source: string, module: StaticModule): string | undefined => {
    for (const name of module.config.requiredProviders.keys()) if (sourceOf(name, module) === source) return name;
    for (const block of module.config.providers) if (sourceOf(block.localName, module) === source) return block.localName;
    return undefined;
  };
  const defaultName = (source: string): string => (source === BUILTIN_SOURCE ? 'terraform' : source.split('/').at(-1) ?? source);

  const find = (module: StaticModule, ref: ProviderRef): ProviderPlace => {
    const { localName, alias } = ref;
    const { parent, call } = module;
    const block = module.config.providers.some((b) => b.localName === localName && b.alias === alias);
    if (block || parent === undefined || call === undefined) return placeIn(module, localName, alias);
    const passed = call.providers?.get(providerKey(ref));
    if (passed !== undefined) return resolve(parent, passed);
    if (alias !== undefined) return placeIn(module, localName, alias);
    const source = sourceOf(localName, module);
    return resolve(parent, { localName: localNameFor(source, parent) ?? defaultName(source), alias: undefined });
  };
  const resolve = (module: StaticModule, ref: ProviderRef): ProviderPlace => {
    const names = known.get(module) ?? new Map<string, ProviderPlace>();
    known.set(module, names);
    const name = providerKey(ref);
    const before = names.get(name);
    if (before !== undefined) return before;
    const place = find(module, ref);
    names.set(name, place);
    return place;
  };

  return {
    resolve,
    place: (key) => places.get(key),
    ofState(source, alias, modulePath) {
      if (modulePath === undefined) return resolve(root, { localName: localNameFor(source, root) ?? defaultName(source), alias });
      const module = modules.find((m) => m.prefix === `${modulePath}.`);
      const block = module?.config.providers.find((b) => sourceOf(b.localName, module) === source && b.alias === alias);
      if (module !== undefined && block !== undefined) return placeIn(module, block.localName, alias);
      const localName = defaultName(source);
      const key = `${modulePath}:${providerKey({ localName, alias })}`;
      const gone = places.get(key) ?? { key, module: root, localName, alias, source, block: undefined, gone: true };
      places.set(key, gone);
      return gone;
    },
  };
}
