import type { Configuration } from '../config';
import { diagnostic, type Diagnostic } from '../diagnostics';
import { drawCycle, makeGraph, topologicalOrder, type Graph } from '../graph';
import { referencesOf, type Expr, type Reference } from '../lang';

/** What refers to what in a configuration. Nodes: resource addresses, `local.x`, `provider.key`, `output.x`. */
export interface ConfigGraph {
  readonly graph: Graph;
  /** Resources that a node refers to, directly or through locals, sorted. Not through other resources. */
  needs(node: string): readonly string[];
  /** All resources that a resource is made after, sorted: what the state keeps as `dependencies`. */
  ancestors(address: string): readonly string[];
}

export const providerKey = (ref: { readonly localName: string; readonly alias: string | undefined }): string =>
  ref.alias === undefined ? ref.localName : `${ref.localName}.${ref.alias}`;

const nodeOf = (ref: Reference): string | undefined =>
  ref.kind === 'resource' ? ref.address : ref.kind === 'local' ? `local.${ref.name}` : undefined;

function nodesOf(exprs: Iterable<Expr>, dependsOn: readonly Reference[]): string[] {
  const nodes: string[] = [];
  for (const expr of exprs) for (const ref of referencesOf(expr)) push(nodes, nodeOf(ref));
  for (const ref of dependsOn) push(nodes, nodeOf(ref));
  return nodes;
}

function push(nodes: string[], node: string | undefined): void {
  if (node !== undefined) nodes.push(node);
}

/** The graph, or a diagnostic for each cycle, drawn. */
export function configGraph(configuration: Configuration): { readonly graph: ConfigGraph; readonly diagnostics: readonly Diagnostic[] } {
  const edges = new Map<string, readonly string[]>();
  for (const block of configuration.providers) edges.set(`provider.${providerKey(block)}`, nodesOf(block.body.values(), []));
  for (const block of configuration.resources.values()) {
    edges.set(block.address, [`provider.${providerKey(block.provider)}`, ...nodesOf(block.body.values(), block.dependsOn)]);
  }
  for (const local of configuration.locals.values()) edges.set(`local.${local.name}`, nodesOf([local.expr], []));
  for (const output of configuration.outputs.values()) edges.set(`output.${output.name}`, nodesOf([output.value], output.dependsOn));
  const graph = makeGraph(edges.keys(), (node) => edges.get(node) ?? []);

  const ordered = topologicalOrder(graph);
  const diagnostics = ordered.kind === 'order' ? [] : ordered.cycles.map((cycle) => cycleDiagnostic(cycle, configuration));
  return { graph: { graph, ...memoised(graph) }, diagnostics };
}

function cycleDiagnostic(cycle: readonly string[], configuration: Configuration): Diagnostic {
  const first = cycle[0] ?? '';
  const block = [...configuration.resources.values()].find((r) => cycle.includes(r.address))
    ?? configuration.locals.get(first.replace(/^local\./, ''));
  return diagnostic('plan_cycle', `These refer to each other in a circle, so that none can be first: ${drawCycle(cycle)}. `
    + 'Remove one of these references, or take the shared value from a variable or a local.',
    { address: first, range: block?.locate() });
}

const NOTHING: readonly string[] = [];
const isProvider = (node: string): boolean => node.startsWith('provider.');
const isResource = (node: string): boolean => !/^(local|provider|output)\./.test(node);

function memoised(graph: Graph): Pick<ConfigGraph, 'needs' | 'ancestors'> {
  const providers = new Set<number>();
  graph.nodes.forEach((node, at) => { if (isProvider(node)) providers.add(at); });
  const referring = new Set(graph.nodes.filter((_node, at) => graph.before[at]?.every((dep) => providers.has(dep)) === false));
  const reach = (through: (node: string) => boolean) => {
    const memo = new Map<string, readonly string[]>();
    return (node: string): readonly string[] => {
      // Most blocks refer to nothing but their provider.
      if (!referring.has(node)) return NOTHING;
      const known = memo.get(node);
      if (known !== undefined) return known;
      const found = new Set<string>();
      const seen = new Set<string>([node]);
      const open = [...graph.dependenciesOf(node)];
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        if (seen.has(next)) continue;
        seen.add(next);
        if (isResource(next)) found.add(next);
        if (through(next)) open.push(...graph.dependenciesOf(next));
      }
      const sorted = [...found].sort();
      memo.set(node, sorted);
      return sorted;
    };
  };
  const isBetween = (node: string): boolean => node.startsWith('local.');
  return { needs: reach(isBetween), ancestors: reach((node) => isBetween(node) || isResource(node)) };
}
