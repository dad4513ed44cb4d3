import type { FunctionWorld } from '../../lang';
import { defineMember, type Json } from '../../values';
import type { PlanProviders } from '../inputs';
import type { StaticModule } from '../static/modules';
import { providerKey, sourceOf } from '../static/provider-keys';
import { bodyJson } from './body';

type JsonObject = { readonly [name: string]: Json };

interface Entry {
  readonly json: JsonObject;
  readonly fullName: string;
  /** The configuration that this is, where a module above has it. */
  readonly above: string | undefined;
}

export interface DescribedProviders {
  /** By key, without those that a module has from above. */
  readonly configs: JsonObject;
  /** The configuration that a name in a module means. */
  keyOf(module: StaticModule, name: string): string;
}

/**
 * The provider configurations of each module: its blocks, what its call passes, what it requires, and what its resources mean by a
 * name alone. One without a block is that of the module around it where that has the provider under the same name; a module
 * between the two that knows nothing of it makes it one of its own. Source of rule: measured with Terraform 1.11.
 */
export function describeProviders(modules: readonly StaticModule[], providers: PlanProviders, functions: FunctionWorld): DescribedProviders {
  const entries = new Map<string, Entry>();
  const top = (key: string, fullName: string): string | undefined => {
    const entry = entries.get(key);
    return entry?.fullName === fullName ? entry.above ?? key : undefined;
  };
  const put = (module: StaticModule, name: string, more: JsonObject, above: string | undefined): void => {
    const localName = name.split('.')[0] ?? name;
    const fullName = fullNameOf(sourceOf(localName, module));
    const version = module.config.requiredProviders.get(localName)?.version;
    const json = {
      name: localName, full_name: fullName, ...more, ...(version === undefined ? {} : { version_constraint: version }),
      ...(module.prefix === '' ? {} : { module_address: module.prefix.slice(0, -1) }),
    };
    entries.set(keyIn(module, name), { json, fullName, above: above === undefined ? undefined : top(above, fullName) });
  };
  for (const module of modules) {
    const { config, parent, call } = module;
    if (parent !== undefined) for (const [name, given] of call?.providers ?? []) put(module, name, {}, keyIn(parent, providerKey(given)));
    for (const block of config.providers) {
      const schema = providers.bySource(sourceOf(block.localName, module))?.schema().provider.block;
      const expressions = schema === undefined ? {} : bodyJson(block.body, schema, functions);
      put(module, providerKey(block), { ...(block.alias === undefined ? {} : { alias: block.alias }), ...(Object.keys(expressions).length === 0 ? {} : { expressions }) }, undefined);
    }
    const used = [...config.resources.values(), ...[...config.checks.values()].flatMap(({ data }) => data ?? [])].map(({ provider }) => provider.localName);
    for (const name of new Set([...config.requiredProviders.keys(), ...used])) {
      if (!entries.has(keyIn(module, name))) put(module, name, {}, parent === undefined ? undefined : keyIn(parent, name));
    }
  }
  const configs: { [key: string]: Json } = {};
  for (const [key, { json, above }] of entries) if (above === undefined) defineMember(configs, key, json);
  return { configs, keyOf: (module, name) => entries.get(keyIn(module, name))?.above ?? keyIn(module, name) };
}

const keyIn = (module: StaticModule, name: string): string => (module.prefix === '' ? name : `${module.prefix.slice(0, -1)}:${name}`);
const fullNameOf = (source: string): string => (source.split('/').length > 2 ? source : `registry.terraform.io/${source}`);
