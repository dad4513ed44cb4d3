import type { Configuration } from '../config';
import { hasErrors, type Diagnostic } from '../diagnostics';
import type { FunctionWorld } from '../lang';
import type { State } from '../state';
import type { Value } from '../values';
import type { PlanProviders } from './inputs';
import { Definitions } from './instances/definitions';
import { ModuleScope } from './instances/module-scope';
import { scopesOnDemand } from './instances/on-demand';
import { parseProviderString } from './prior';
import { configuredReaders } from './providers';
import { staticGraph } from './static/graph';

/**
 * Configures every provider that the configuration or the state uses, without planning anything: what taking up
 * an interrupted run needs before there can be a plan. `begun`: keys under which that run began calls; one whose block
 * is gone is left out.
 */
export async function configureProviders(
  configuration: Configuration, variables: ReadonlyMap<string, Value>, state: State | undefined, providers: PlanProviders, begun: Iterable<string>,
  functions: FunctionWorld, workspace = 'default',
): Promise<readonly Diagnostic[]> {
  const { graph, diagnostics } = staticGraph(configuration);
  if (hasErrors(diagnostics)) return diagnostics;
  const problems: Diagnostic[] = [];
  const ground = { root: configuration.root, workspace, functions, definitions: new Definitions(), tell: (told: readonly Diagnostic[]) => { problems.push(...told); } };
  const root = new ModuleScope(graph.modules[0], ground, { path: undefined, variables });
  const readers = configuredReaders(graph.providers, providers, scopesOnDemand(root, ground));
  const keys = new Set<string>();
  for (const node of graph.nodes.values()) if (node.kind === 'resource') keys.add(node.provider);
  for (const resource of state?.resources.values() ?? []) {
    const parsed = parseProviderString(resource.provider);
    if (parsed !== undefined) keys.add(readers.keyFor(parsed));
  }
  for (const key of begun) {
    // One without a block is configured by the environment alone; an alias cannot be.
    if (!/[.:]/.test(key)) graph.providers.resolve(graph.modules[0], { localName: key, alias: undefined });
    const place = graph.providers.place(key);
    if (place !== undefined && (place.block !== undefined || (place.alias === undefined && readers.kind(key) !== undefined))) keys.add(key);
  }
  for (const key of keys) {
    await readers.reader(key);
    if (hasErrors(readers.diagnostics)) break;
  }
  return [...problems, ...readers.diagnostics];
}
