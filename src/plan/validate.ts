import type { Configuration, ResourceBlock } from '../config';
import { diagnostic, didYouMean, hasErrors, type Diagnostic } from '../diagnostics';
import { topologicalOrder } from '../graph';
import { decodeBody, evaluate } from '../lang';
import { impliedType, type ResourceSchema } from '../schema';
import { DYNAMIC, unknownOf, unmarkDeep, type Value } from '../values';
import { configGraph, providerKey } from './config-graph';
import type { PlanProviders } from './inputs';
import { locate } from './managed';
import { placedAt, sourceOf } from './providers';
import { planScope, type PlanScope } from './scope';

/**
 * Judges a configuration by itself: references, types, what providers demand of arguments. Variables and all objects
 * count as unknown, as in Terraform's validate; nothing is read and nobody is called.
 */
export function validateConfiguration(configuration: Configuration, providers: PlanProviders): readonly Diagnostic[] {
  const { graph, diagnostics } = configGraph(configuration);
  if (hasErrors(diagnostics)) return diagnostics;
  const unknowns = new Map<string, Value>([...configuration.variables.values()].map((v) => [v.name, unknownOf(v.type)]));
  const scope = planScope(configuration, unknowns);
  const problems: Diagnostic[] = [...diagnostics];
  const unknownProviders = new Set<string>();
  const ordered = topologicalOrder(graph.graph);
  if (ordered.kind !== 'order') return problems;
  for (const node of ordered.order) {
    const block = configuration.resources.get(node as ResourceBlock['address']);
    if (block !== undefined) problems.push(...validateResource(block, configuration, providers, scope).filter((d) => {
      // One problem, however many resources belong to that provider.
      const source = sourceOf(block.provider.localName, configuration);
      return d.code !== 'plan_provider_unknown' || (!unknownProviders.has(source) && unknownProviders.add(source));
    }));
    const provider = configuration.providers.find((p) => `provider.${providerKey(p)}` === node);
    const kind = provider === undefined ? undefined : providers.bySource(sourceOf(provider.localName, configuration));
    if (provider !== undefined && kind !== undefined) {
      const evaluated = decodeBody(provider.body, kind.schema().provider.block, scope, { address: node, locate: (path) => provider.locate(path) });
      problems.push(...evaluated.diagnostics);
      if (evaluated.ok) problems.push(...kind.validateProvider(unmarkDeep(evaluated.value).value).map((d) => placedAt(d, providerKey(provider), provider)));
    }
    const output = node.startsWith('output.') ? configuration.outputs.get(node.slice('output.'.length)) : undefined;
    if (output !== undefined) problems.push(...evaluate(output.value, scope, (path) => output.locate(['value', ...(path ?? [])])).diagnostics.map((d) => ({ ...d, address: node })));
  }
  for (const name of configuration.locals.keys()) scope.lookup({ kind: 'local', name });
  return [...problems, ...scope.diagnostics];
}

function validateResource(block: ResourceBlock, configuration: Configuration, providers: PlanProviders, scope: PlanScope): readonly Diagnostic[] {
  const kind = providers.bySource(sourceOf(block.provider.localName, configuration));
  const types: ReadonlyMap<string, ResourceSchema> | undefined = block.mode === 'managed' ? kind?.schema().resources : kind?.schema().dataSources;
  const schema = types?.get(block.type);
  if (kind === undefined || types === undefined || schema === undefined) {
    scope.define(block.address, unknownOf(DYNAMIC));
    return [unknownType(block, sourceOf(block.provider.localName, configuration), types)];
  }
  scope.define(block.address, unknownOf(impliedType(schema.block)));
  const place = { address: block.address, constructPath: block.constructPath, locate: (path: readonly (string | number)[]) => block.locate(path) };
  const evaluated = decodeBody(block.body, schema.block, scope, place);
  if (!evaluated.ok) return evaluated.diagnostics;
  return [...evaluated.diagnostics, ...kind.validateResource(block.mode, block.type, unmarkDeep(evaluated.value).value).map((d) => locate(d, block))];
}

/** A block of a type, or of a provider, that is not to be had. */
export function unknownType(block: ResourceBlock, source: string, types: ReadonlyMap<string, ResourceSchema> | undefined): Diagnostic {
  const place = { address: block.address, constructPath: block.constructPath, range: block.locate() };
  if (types === undefined) {
    return diagnostic('plan_provider_unknown', `This build has no provider ${source}, which "${block.type}" belongs to. `
      + 'It has holdfast/cloudbackup and the builtin terraform_data; manage other types with their own tool.', place);
  }
  const what = block.mode === 'managed' ? 'resource' : 'data source';
  return diagnostic('plan_type_unknown', `Provider ${source} has no ${what} type "${block.type}".${didYouMean(block.type, types.keys())} It has ${[...types.keys()].join(', ')}.`, place);
}
