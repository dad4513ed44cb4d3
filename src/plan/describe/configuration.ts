import { referenceText } from '../../lang';
import type { OutputBlock, ResourceBlock, VariableBlock } from '../../config';
import type { FunctionWorld, Reference } from '../../lang';
import { defineMember, type Json } from '../../values';
import type { PlanProviders } from '../inputs';
import { providerKey, providerKeys, type ProviderKeys } from '../static/provider-keys';
import { moduleTree, type StaticModule } from '../static/modules';
import type { PlanInputs } from '../inputs';
import { bodyJson } from './body';
import { expressionJson, plainJson } from './expression';
import { describeProviders, type DescribedProviders } from './providers';

type JsonObject = { readonly [name: string]: Json };

interface Ground {
  readonly functions: FunctionWorld;
  readonly providers: PlanProviders;
  readonly keys: ProviderKeys;
  readonly described: DescribedProviders;
}

/** What a plan's JSON says of the configuration it was made from: expressions and what they refer to, no values of variables. */
export function configurationJson({ configuration, functions, providers }: Pick<PlanInputs, 'configuration' | 'functions' | 'providers'>): Json {
  const modules = moduleTree(configuration);
  const described = describeProviders(modules, providers, functions);
  const root = moduleJson(modules[0], { functions, providers, keys: providerKeys(modules), described });
  return { ...part('provider_config', described.configs), root_module: root };
}

function moduleJson(module: StaticModule, ground: Ground): JsonObject {
  const { config } = module;
  // Data of check blocks stand among the others.
  const looked = [...config.checks.values()].flatMap(({ data }) => data ?? []);
  const resources = [...config.resources.values(), ...looked].sort((a, b) => order(a.mode === 'data' ? 1 : 0, b.mode === 'data' ? 1 : 0) || order(a.address, b.address));
  return {
    ...part('outputs', members(config.outputs.values(), (o) => o.name, (o) => outputJson(o, ground))),
    ...part('resources', resources.map((block) => resourceJson(block, module, ground))),
    ...part('module_calls', members(module.children.values(), (child) => child.call?.name ?? '', (child) => callJson(child, ground))),
    ...part('variables', members(config.variables.values(), (v) => v.name, variableJson)),
  };
}

function resourceJson(block: ResourceBlock, module: StaticModule, { functions, providers, keys, described }: Ground): JsonObject {
  const place = keys.resolve(module, block.provider);
  const schemas = providers.bySource(place.source)?.schema();
  const schema = (block.mode === 'data' ? schemas?.dataSources : schemas?.resources)?.get(block.type);
  const expressions = schema === undefined ? {} : bodyJson(block.body, schema.block, functions);
  return {
    address: block.address, mode: block.mode, type: block.type, name: block.name, provider_config_key: described.keyOf(module, providerKey(block.provider)),
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
