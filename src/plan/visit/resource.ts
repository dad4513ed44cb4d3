import type { InstanceKey } from '../../addrs';
import { formatKey } from '../../addrs';

import { diagnostic } from '../../diagnostics';
import { mapBounded, type Visit } from '../../graph';
import type { Scope } from '../../lang';
import { goOn, type Eventually, type ExpectedRead, type ProviderReader } from '../../provider';
import { DYNAMIC, unknownOf, type Value } from '../../values';
import type { Target } from '../declared';
import { expand } from '../instances/expand';
import { InstanceScope } from '../instances/instance-scope';
import type { ModuleScope } from '../instances/module-scope';
import { isRepeated, repeatedOf, wholeOf, type Expansion, type Repeated } from '../instances/repetition';
import { importTargets } from '../imports/targets';
import { scopesOf, type Making } from '../making';
import type { NodeOf } from '../static/nodes';
import { unknownType } from '../unknown-type';
import { destroyResource } from './destroy';
import type { Declaration } from './declaration';
import { endInstances } from './orphans';
import { visitInstance } from './instance';

/** Decides every instance of a resource; its whole value is there when all of them are decided. */
export function visitResource(making: Making, node: NodeOf<'resource'>): Eventually<Visit> {
  return goOn(making.readers.reader(node.provider), (reader) => visitBy(making, node, reader));
}

function visitBy(making: Making, node: NodeOf<'resource'>, reader: ProviderReader | undefined): Eventually<Visit> {
  const { out, readers, inputs } = making;
  const { block } = node;
  const kind = readers.kind(node.provider);
  if (kind === undefined || reader === undefined) return 'failed';
  const { resources, dataSources } = kind.schema();
  const types = block.mode === 'managed' ? resources : dataSources;
  const schema = types.get(block.type);
  if (schema === undefined) {
    out.diagnostics.push(unknownType(block, kind.source, types));
    return 'failed';
  }
  if (!out.readers.has(node.provider)) reader.expect?.(expectedReads(making, node.provider), inputs.parallelism);
  out.readers.set(node.provider, reader);
  const { preconditions, postconditions } = block.lifecycle;
  if (preconditions.length + postconditions.length > 0) out.checks[inputs.mode === 'destroy' ? 'passOver' : 'declare']('resource', node.id);
  const request = inputs.wanted?.importing;
  const blocks = inputs.mode === 'normal' || request === 'blocks' ? making.graph.imports.get(node.id) : undefined;
  const imports = request !== undefined && request !== 'blocks' ? new Map([[request.address.address as string, { id: request.id, block: undefined }]])
    : blocks === undefined ? undefined : importTargets(making, blocks, block);
  if (blocks !== undefined && imports === undefined) return 'failed';
  const declaration: Declaration = { node, kind, schema: schema.block, reader, imports };
  if (inputs.mode === 'destroy') return destroyResource(making, declaration);
  const scopes = scopesOf(making, node.module);
  const only = scopes[0];
  // Nearly all resources of large configurations are one object in the root module.
  if (only !== undefined && scopes.length === 1 && !isRepeated(block) && imports === undefined && !making.priors.repeated.has(node.id)) {
    return visitInstance(making, declaration, only, targetOf(node, only, undefined), only, (value) => { only.define(block.address, value); });
  }
  return visitAll(making, declaration, scopes);
}

/** Objects of the state that declared blocks of one provider stand for. Those of modules and of repeated blocks are left to their visits. */
function* expectedReads({ graph, priors }: Making, provider: string): Iterable<ExpectedRead> {
  for (const node of graph.nodes.values()) {
    if (node.kind !== 'resource' || node.provider !== provider || node.block.mode !== 'managed') continue;
    const prior = priors.current.get(node.id);
    if (prior !== undefined) yield { type: prior.type, prior: prior.value };
  }
}

async function visitAll(making: Making, declaration: Declaration, scopes: readonly ModuleScope[]): Promise<Visit> {
  const { node } = declaration;
  let failed = false;
  const expansions = new Map<ModuleScope, Expansion>();
  for (const scope of scopes) {
    const address = targetOf(node, scope, undefined).address;
    const expanded = expand(node.block, address, scope);
    making.out.diagnostics.push(...expanded.diagnostics);
    if (!expanded.ok) {
      failed = true;
      continue;
    }
    expansions.set(scope, expanded.value);
    noteInstances(making, address, expanded.value);
  }
  if (failed) return 'failed';
  const jobs = [...expansions].flatMap(([scope, expansion]) => repeatedOf(expansion).map((repeated) => ({ scope, repeated })));
  if (jobs.length === 0) making.out.unmade.push(node);
  const values = new Map<ModuleScope, Map<InstanceKey | undefined, Value>>([...expansions.keys()].map((scope) => [scope, new Map()]));
  await mapBounded(jobs, making.inputs.parallelism, async ({ scope, repeated }) => {
    if (making.inputs.signal.aborted) return;
    const target = targetOf(node, scope, repeated?.key);
    const end = await visitInstance(making, declaration, scope, target, instanceScope(making, node, scope, repeated), (value) => values.get(scope)?.set(repeated?.key, value));
    if (end === 'failed') failed = true;
  });
  if (!instancesImported(making, declaration, expansions)) failed = true;
  if (failed || making.inputs.signal.aborted) return 'failed';
  const nothing = unknownOf(DYNAMIC);
  for (const [scope, expansion] of expansions) {
    scope.define(node.block.address, wholeOf(expansion, (key) => values.get(scope)?.get(key) ?? nothing));
  }
  return endInstances(making, declaration, expansions);
}

/** Every object is imported to an instance that there is. */
function instancesImported(making: Making, { node, imports }: Declaration, expansions: ReadonlyMap<ModuleScope, Expansion>): boolean {
  if (imports === undefined || making.inputs.wanted?.importing !== undefined) return true;
  const declared = new Set([...expansions].flatMap(([scope, expansion]) => repeatedOf(expansion).map((r) => targetOf(node, scope, r?.key).address)));
  const missing = [...imports.keys()].filter((address) => !declared.has(address));
  making.out.diagnostics.push(...missing.map((address) => diagnostic('plan_import_undeclared',
    `${address} is imported, and the configuration has no such instance. Correct the key, or let the resource have that instance.`, { address })));
  return missing.length === 0;
}

/** The scope of one instance; its module's where nothing distinguishes it. */
export function instanceScope(making: Making, node: NodeOf<'resource'>, scope: ModuleScope, repeated: Repeated | undefined): Scope {
  if (repeated === undefined) return scope;
  const { forEach } = node.block;
  const shared = forEach === undefined ? undefined
    : { key: `${targetOf(node, scope, undefined).address} (for_each)`, expr: forEach, definitions: making.definitions };
  return new InstanceScope(scope, repeated, { forEach: shared });
}

export function targetOf(node: NodeOf<'resource'>, scope: ModuleScope, key: InstanceKey | undefined): Target {
  const { address } = node.block;
  const whole = scope.path === undefined ? address : [scope.path, '.', address].join('');
  return { address: key === undefined ? whole : `${whole}${formatKey(key)}`, node: node.id, module: scope.path, key };
}

/** Residual expressions find the instances of what they use by these keys. */
export function noteInstances(making: Making, address: string, expansion: Expansion): void {
  if (expansion.kind === 'single') return;
  const keys = expansion.kind === 'count' ? Array.from({ length: expansion.count }, (_, key) => key) : [...expansion.each.keys()];
  making.out.instances.set(address, { address, kind: expansion.kind, keys });
}

