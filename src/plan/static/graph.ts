import type { Condition, Configuration, ImportBlock, ResourceBlock } from '../../config';
import type { Diagnostic } from '../../diagnostics';
import { makeGraph, topologicalOrder, type Graph } from '../../graph';
import type { Expr } from '../../lang';
import { cycleProblem } from './cycle';
import { moduleTree, type StaticModule } from './modules';
import { ALL_DECIDED, nodeId, pushDependsOn, pushNeeds } from './needs';
import type { StaticNode } from './nodes';
import { providerKey, providerKeys, type ProviderKeys, type ProviderPlace } from './provider-keys';
import { reaching, type Reaching } from './reach';

/** What refers to what in a configuration, all its modules together: one node for each thing that is written. */
export interface StaticGraph extends Reaching {
  readonly graph: Graph;
  readonly nodes: ReadonlyMap<string, StaticNode>;
  readonly modules: readonly [StaticModule, ...StaticModule[]];
  readonly providers: ProviderKeys;
  /** Import blocks by the id of the resource that they lead to. */
  readonly imports: ReadonlyMap<string, readonly ImportBlock[]>;
}

/** The graph, and a diagnostic for each cycle in it. */
export function staticGraph(configuration: Configuration): { readonly graph: StaticGraph; readonly diagnostics: readonly Diagnostic[] } {
  const modules = moduleTree(configuration);
  const providers = providerKeys(modules);
  const nodes = new Map<string, StaticNode>();
  const imports = importsByTarget(configuration.imports);
  for (const module of modules) addModule(nodes, module, providers, imports);
  addDecided(nodes, modules);
  // What refers to itself is told where its configuration is read; that a block depends on itself says nothing.
  const graph = makeGraph(nodes.keys(), (id) => others(id, nodes.get(id)?.needs ?? []));
  const ordered = topologicalOrder(graph);
  const diagnostics = ordered.kind === 'order' ? [] : ordered.cycles.map((cycle) => cycleProblem(cycle, nodes));
  return { graph: { graph, nodes, modules, providers, imports, ...reaching(graph, nodes) }, diagnostics };
}

const others = (id: string, needs: readonly string[]): readonly string[] => (needs.includes(id) ? needs.filter((need) => need !== id) : needs);

type Nodes = Map<string, StaticNode>;

function addModule(nodes: Nodes, module: StaticModule, providers: ProviderKeys, imports: ReadonlyMap<string, readonly ImportBlock[]>): void {
  const { config, parent, call } = module;
  // What is in a module comes after the answer to how often it is made.
  const first: readonly string[] = parent === undefined || call === undefined ? [] : [nodeId.expand(parent, call.name)];
  if (parent !== undefined && call !== undefined) addCall(nodes, parent, module);
  const validated = addVariables(nodes, module, first);
  /** Needs of a thing in this module; whoever needs a variable needs what its conditions say of it. */
  const needs = (own: readonly string[]): readonly string[] => {
    const all = first.length === 0 ? own : [...first, ...own];
    return validated.size === 0 ? all : all.flatMap((id) => (validated.has(id) ? [id, `${id} (validation)`] : [id]));
  };
  const known = new Map<ProviderPlace, { readonly own: readonly string[]; readonly all: readonly string[] }>();
  /** The provider alone; `all`: what a block needs that refers to nothing else, one list for all such blocks. */
  const ofProvider = (place: ProviderPlace): { readonly own: readonly string[]; readonly all: readonly string[] } => {
    const before = known.get(place);
    if (before !== undefined) return before;
    const own = place.block === undefined ? [] : [nodeId.provider(place.module, providerKey(place))];
    const made = { own, all: needs(own) };
    known.set(place, made);
    return made;
  };
  for (const block of config.providers) {
    const id = nodeId.provider(module, providerKey(block));
    nodes.set(id, { id, module, needs: needs(needsOf(block.body.values(), module)), kind: 'provider', block, key: providers.resolve(module, block).key });
  }
  for (const block of config.resources.values()) {
    const id = module.prefix === '' ? block.address : `${module.prefix}${block.address}`;
    const place = providers.resolve(module, block.provider);
    const own = resourceNeeds(block, module, imports.size === 0 ? undefined : imports.get(id));
    nodes.set(id, { id, module, needs: own.length === 0 ? ofProvider(place).all : needs([...ofProvider(place).own, ...own]), kind: 'resource', block, provider: place.key });
  }
  for (const block of config.locals.values()) {
    const id = nodeId.local(module, block.name);
    nodes.set(id, { id, module, needs: needs(needsOf([block.expr], module)), kind: 'local', block });
  }
  for (const block of config.outputs.values()) {
    const own = needsOf([block.value], module);
    pushConditions(own, block.preconditions, module);
    pushDependsOn(own, block.dependsOn, module);
    const id = nodeId.output(module, block.name);
    nodes.set(id, { id, module, needs: needs(own), kind: 'output', block });
  }
  for (const block of config.checks.values()) {
    const own: string[] = [];
    const data = block.data === undefined ? undefined : providers.resolve(module, block.data.provider);
    if (block.data !== undefined) own.push(ALL_DECIDED, ...resourceNeeds(block.data, module, undefined));
    if (data?.block !== undefined) own.push(nodeId.provider(data.module, providerKey(data)));
    pushConditions(own, block.asserts, module);
    const id = nodeId.check(module, block.name);
    nodes.set(id, { id, module, needs: needs(own), kind: 'check', block, provider: data?.key });
  }
}

/** Data of check blocks is read when everything else is decided, as in Terraform: it looks at the whole. */
function addDecided(nodes: Nodes, modules: readonly [StaticModule, ...StaticModule[]]): void {
  const [root] = modules;
  const looking = modules.flatMap((module) => [...module.config.checks.values()]).find((check) => check.data !== undefined);
  if (looking === undefined) return;
  const needs = modules.flatMap((module) => [...module.config.resources.keys()].map((address) => `${module.prefix}${address}`));
  nodes.set(ALL_DECIDED, { id: ALL_DECIDED, module: root, needs, kind: 'decided', block: looking });
}

function addCall(nodes: Nodes, parent: StaticModule, child: StaticModule): void {
  const { call } = child;
  if (call === undefined) return;
  const own: string[] = parent.parent === undefined || parent.call === undefined ? [] : [nodeId.expand(parent.parent, parent.call.name)];
  if (call.count !== undefined) pushNeeds(own, call.count, parent);
  if (call.forEach !== undefined) pushNeeds(own, call.forEach, parent);
  pushDependsOn(own, call.dependsOn, parent);
  const expand = nodeId.expand(parent, call.name);
  nodes.set(expand, { id: expand, module: parent, needs: own, kind: 'expand', block: call, child });
  const all: string[] = [expand];
  const { config, prefix } = child;
  for (const address of config.resources.keys()) all.push(`${prefix}${address}`);
  for (const name of config.outputs.keys()) all.push(nodeId.output(child, name));
  for (const name of config.variables.keys()) all.push(nodeId.variable(child, name));
  for (const name of config.locals.keys()) all.push(nodeId.local(child, name));
  for (const name of config.calls.keys()) all.push(nodeId.close(child, name));
  const close = nodeId.close(parent, call.name);
  nodes.set(close, { id: close, module: parent, needs: all, kind: 'close', block: call, child });
}

/** Nodes of a module's variables: those of the root have values before there is a graph. Gives the ids of those whose dependents wait for their conditions. */
function addVariables(nodes: Nodes, module: StaticModule, first: readonly string[]): ReadonlySet<string> {
  const { config, parent, call } = module;
  const validated = new Set<string>();
  for (const block of config.variables.values()) {
    if (call === undefined && block.validations.length === 0) continue;
    const id = nodeId.variable(module, block.name);
    const input = call?.inputs.get(block.name);
    nodes.set(id, { id, module, needs: input === undefined || parent === undefined ? first : [...first, ...needsOf([input], parent)], kind: 'variable', block });
    if (block.validations.length === 0) continue;
    const own: string[] = [];
    pushConditions(own, block.validations, module);
    const validation = nodeId.validation(module, block.name);
    nodes.set(validation, { id: validation, module, needs: [id, ...own], kind: 'validation', block });
    validated.add(id);
  }
  return validated;
}

function needsOf(exprs: Iterable<Expr>, module: StaticModule): string[] {
  const needs: string[] = [];
  for (const expr of exprs) pushNeeds(needs, expr, module);
  return needs;
}

function pushConditions(into: string[], conditions: readonly Condition[], module: StaticModule): void {
  for (const { condition, errorMessage } of conditions) {
    pushNeeds(into, condition, module);
    pushNeeds(into, errorMessage, module);
  }
}

function resourceNeeds(block: ResourceBlock, module: StaticModule, imports: readonly ImportBlock[] | undefined): readonly string[] {
  const own: string[] = [];
  // forEach: entries that are iterated over are an array each.
  block.body.forEach((expr) => { pushNeeds(own, expr, module); });
  if (block.count !== undefined) pushNeeds(own, block.count, module);
  if (block.forEach !== undefined) pushNeeds(own, block.forEach, module);
  if (block.dependsOn.length > 0) pushDependsOn(own, block.dependsOn, module);
  const { lifecycle } = block;
  if (lifecycle.replaceTriggeredBy.length > 0) for (const expr of lifecycle.replaceTriggeredBy) pushNeeds(own, expr, module);
  if (lifecycle.preconditions.length > 0) pushConditions(own, lifecycle.preconditions, module);
  if (lifecycle.postconditions.length > 0) pushConditions(own, lifecycle.postconditions, module);
  for (const { id, forEach } of imports ?? []) {
    const root = rootOf(module);
    pushNeeds(own, id, root);
    if (forEach !== undefined) pushNeeds(own, forEach, root);
  }
  return own;
}

function rootOf(module: StaticModule): StaticModule {
  let at = module;
  while (at.parent !== undefined) at = at.parent;
  return at;
}

/** The resource of an import block within its module. */
export function ownAddress({ to }: ImportBlock): string {
  return to.resource.split('.').slice(-2).join('.');
}

/** Import blocks by the address, without keys, of the resource that they lead to. */
function importsByTarget(imports: readonly ImportBlock[]): ReadonlyMap<string, readonly ImportBlock[]> {
  const found = new Map<string, ImportBlock[]>();
  for (const block of imports) {
    const id = `${block.to.module.map(({ name }) => `module.${name}.`).join('')}${ownAddress(block)}`;
    const list = found.get(id);
    if (list === undefined) found.set(id, [block]);
    else list.push(block);
  }
  return found;
}
