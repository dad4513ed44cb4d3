import type { Configuration, ProviderBlock } from '../config';
import { diagnostic, hasErrors, type Diagnostic } from '../diagnostics';
import { decodeBody, type Scope } from '../lang';
import type { Eventually, ProviderReader } from '../provider';
import { unmarkDeep, isWhollyKnown } from '../values';
import { providerKey } from './config-graph';
import type { PlanProviders, ProviderKind } from './inputs';
import type { ProviderUse } from './types';

/** Types of `terraform_data` and the like belong to a provider that nobody has to require. */
const BUILTIN_SOURCE = 'terraform.io/builtin/terraform';
const DEFAULT_NAMESPACE = 'holdfast';

/** Source address of a local provider name: what required_providers says, else the default one. */
export function sourceOf(localName: string, configuration: Configuration): string {
  const required = configuration.requiredProviders.get(localName);
  if (required !== undefined) return required.source.replace(/^registry\.(?:terraform\.io|opentofu\.org)\//, '');
  return localName === 'terraform' ? BUILTIN_SOURCE : `${DEFAULT_NAMESPACE}/${localName}`;
}

/** The provider configurations of one plan, each configured once, when first needed. */
export interface ConfiguredReaders {
  kind(localName: string): ProviderKind | undefined;
  /** Configures `key`; with problems it answers undefined, and again undefined without telling them twice. */
  reader(key: string): Eventually<ProviderReader | undefined>;
  /** Key of the configuration that a state object's provider string means, declared or implied. */
  keyFor(source: string, alias: string | undefined): string;
  readonly uses: ReadonlyMap<string, ProviderUse>;
  readonly diagnostics: Diagnostic[];
}

/** The place of a problem with settings: that of the argument where the block has it; what comes from the environment has none. */
export function placedAt(d: Diagnostic, key: string, block: ProviderBlock | undefined): Diagnostic {
  const path = d.attribute?.split('.') ?? [];
  const written = block !== undefined && path[0] !== undefined && block.body.has(path[0]);
  return { ...d, address: d.address ?? `provider.${key}`, range: d.range ?? (written ? block.locate(path) : undefined) };
}

export function configuredReaders(configuration: Configuration, providers: PlanProviders, scope: Scope): ConfiguredReaders {
  const blocks = new Map<string, ProviderBlock>(configuration.providers.map((b) => [providerKey(b), b]));
  const readers = new Map<string, Eventually<ProviderReader | undefined>>();
  const kinds = new Map<string, ProviderKind | undefined>();
  const uses = new Map<string, ProviderUse>();
  const diagnostics: Diagnostic[] = [];
  const localNames = new Set([...configuration.requiredProviders.keys(), ...configuration.providers.map((b) => b.localName)]);

  const configure = async (key: string): Promise<ProviderReader | undefined> => {
    const [localName = key, alias] = key.split('.');
    const source = sourceOf(localName, configuration);
    const kind = providers.bySource(source);
    const block = blocks.get(key);
    if (kind === undefined) {
      diagnostics.push(diagnostic('plan_provider_unknown', `This build has no provider ${source} (local name "${localName}"). `
        + 'It has holdfast/cloudbackup and the builtin terraform_data; manage other types with their own tool.', { range: block?.locate() }));
      return undefined;
    }
    if (block === undefined && alias !== undefined) {
      diagnostics.push(diagnostic('plan_provider_missing', `No provider block configures "${key}". Add one with alias = "${alias}", `
        + 'or, if it was removed, put it back until its objects are gone.', {}));
      return undefined;
    }
    const place = block === undefined ? {} : { locate: (path: readonly (string | number)[]) => block.locate(path) };
    const evaluated = decodeBody(block?.body ?? new Map(), kind.schema().provider.block, scope, { address: `provider.${key}`, ...place });
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
    kind: (localName) => {
      if (!kinds.has(localName)) kinds.set(localName, providers.bySource(sourceOf(localName, configuration)));
      return kinds.get(localName);
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
    keyFor: (source, alias) => {
      const local = [...localNames].find((name) => sourceOf(name, configuration) === source)
        ?? (source === BUILTIN_SOURCE ? 'terraform' : source.split('/').at(-1) ?? source);
      return providerKey({ localName: local, alias });
    },
  };
}
