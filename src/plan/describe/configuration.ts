import { referenceText } from '../../lang';
import type { OutputBlock, ResourceBlock, VariableBlock } from '../../config';
import type { FunctionWorld, Reference } from '../../lang';
import { defineMember, type Json } from '../../values';
import type { PlanProviders } from '../inputs';
import { providerKey, providerKeys, sourceOf, type ProviderKeys } from '../static/provider-keys';
import { moduleTree, type StaticModule } from '../static/modules';
import type { PlanInputs } from '../inputs';
import { bodyJson } from './body';
import { expressionJson, plainJson } from './expression';

type JsonObject = { readonly [name: string]: Json };

interface Ground {
  readonly functions: FunctionWorld;
  readonly providers: PlanProviders;
  readonly keys: ProviderKeys;
}

/** What a plan's JSON says of the configuration it was made from: expressions and what they refer to, no values of variables. */
export function configurationJson({ configuration, functions, providers }: Pick<PlanInputs, 'configuration' | 'functions' | 'providers'>): Json {
  const modules = moduleTree(configuration);
  const ground: Ground = { functions, providers, keys: providerKeys(modules) };
  const root = moduleJson(modules[0], ground);
  const configs: { [key: string]: Json } = {};
  for (const module of modules) for (const [key, config] of providerConfigs(module, ground)) if (!Object.hasOwn(configs, key)) defineMember(configs, key, config);
  return { ...(Object.keys(configs).length === 0 ? {} : { provider_config: configs }), root_module: root };
}

function moduleJson(module: StaticModule, ground: Ground): JsonObject {
  const { config } = module;
  const resources = [...config.resources.values()].sort((a, b) => order(a.mode === 'data' ? 1 : 0, b.mode === 'data' ? 1 : 0) || order(a.address, b.address));
  return {
    ...part('outputs', members(config.outputs.values(), (o) => o.name, (o) => outputJson(o, ground))),
    ...part('resources', resources.map((block) => resourceJson(block, module, ground))),
    ...part('module_calls', members(module.children.values(), (child) => child.call?.name ?? '', (child) => callJson(child, ground))),
    ...part('variables', members(config.variables.values(), (v) => v.name, variableJson)),
  };
}

function resourceJson(block: ResourceBlock, module: StaticModule, { functions, providers, keys }: Ground): JsonObject {
  const place = keys.resolve(module, block.provider);
  const schemas = providers.bySource(place.source)?.schema();
  const schema = (block.mode === 'data' ? schemas?.dataSources : schemas?.resources)?.get(block.type);
  const expressions = schema === undefined ? {} : bodyJson(block.body, schema.block, functions);
  return {
    address: block.address, mode: block.mode, type: block.type, name: block.name, provider_config_key: place.key,
    ...part('expressions', expressions), schema_version: schema?.version ?? 0,
    ...repetition(block, functions), ...part('depends_on', block.dependsOn.map(text)),
  };
}

function repetition({ count, forEach }: Pick<ResourceBlock, 'count' | 'forEach'>, functions: FunctionWorld): JsonObject {
  return {
    ...(count === undefined ? {} : part('count_expression', expressionJson(count, functions))),
    ...(forEach === undefined ? {} : part('for_each_expression', expressionJson(forEach, functions))),
  };
}

function callJson(child: StaticModule, ground: Ground): JsonObject {
  const { call } = child;
  if (call === undefined) return {};
  const expressions = members([...call.inputs].filter(([name]) => child.config.variables.has(name)), ([name]) => name, ([, expr]) => expressionJson(expr, ground.functions));
  return {
    source: call.source, ...part('expressions', expressions), ...repetition(call, ground.functions),
    module: moduleJson(child, ground), ...part('depends_on', call.dependsOn.map(text)),
  };
}

function outputJson(block: OutputBlock, { functions }: Ground): JsonObject {
  return {
    ...(block.sensitive ? { sensitive: true } : {}), expression: expressionJson(block.value, functions),
    ...part('depends_on', block.dependsOn.map(text)), ...(block.description === undefined ? {} : { description: block.description }),
  };
}

function variableJson(block: VariableBlock): JsonObject {
  return {
    ...(block.defaultValue === undefined ? {} : { default: plainJson(block.defaultValue) }),
    ...(block.description === undefined ? {} : { description: block.description }), ...(block.sensitive ? { sensitive: true } : {}),
  };
}

/** The provider configurations that a module has: its blocks, what it requires, and what its resources mean by a name alone. */
function providerConfigs(module: StaticModule, { functions, providers, keys }: Ground): readonly (readonly [string, JsonObject])[] {
  const { config } = module;
  const address = module.prefix === '' ? {} : { module_address: module.prefix.slice(0, -1) };
  const own = (localName: string): string => (module.prefix === '' ? localName : `${module.prefix.slice(0, -1)}:${localName}`);
  const describe = (localName: string, more: JsonObject): JsonObject => {
    const required = config.requiredProviders.get(localName);
    return {
      name: localName, full_name: fullName(sourceOf(localName, module)), ...more,
      ...(required?.version === undefined ? {} : { version_constraint: required.version }), ...address,
    };
  };
  const blocks = config.providers.map((block) => {
    const schema = providers.bySource(sourceOf(block.localName, module))?.schema().provider.block;
    const expressions = schema === undefined ? {} : bodyJson(block.body, schema, functions);
    return [own(providerKey(block)), { ...describe(block.localName, block.alias === undefined ? {} : { alias: block.alias }), ...part('expressions', expressions) }] as const;
  });
  const required = [...config.requiredProviders.keys()].map((localName) => [own(localName), describe(localName, {})] as const);
  const meant = [...config.resources.values()].flatMap(({ provider }) => {
    const place = keys.resolve(module, provider);
    return place.block === undefined && place.module === module ? [[place.key, describe(place.localName, {})] as const] : [];
  });
  return [...blocks, ...required, ...meant];
}

const fullName = (source: string): string => (source.split('/').length > 2 ? source : `registry.terraform.io/${source}`);
const text = (reference: Reference): string => referenceText(reference);
const order = <T extends string | number>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

function members<T>(items: Iterable<T>, name: (item: T) => string, json: (item: T) => Json): JsonObject {
  const out: { [name: string]: Json } = {};
  for (const item of [...items].sort((a, b) => order(name(a), name(b)))) defineMember(out, name(item), json(item));
  return out;
}

/** Left out where it is empty. */
function part(name: string, value: JsonObject | readonly Json[]): JsonObject {
  return (Array.isArray(value) ? value.length : Object.keys(value).length) === 0 ? {} : { [name]: value };
}
