import { hasErrors } from '../../diagnostics';
import { mapBounded, type Visit } from '../../graph';
import { isNull, unmarkDeep, type Value } from '../../values';
import { markPending } from '../gathered';
import type { ModuleScope } from '../instances/module-scope';
import { isRepeated, type Expansion } from '../instances/repetition';
import { priorsOf, scopesOf, type Making } from '../making';
import { preventDestroy } from '../prevent-destroy';
import type { PriorObject } from '../prior';
import { removedBy } from '../removed/removed';
import type { StaticGraph } from '../static/graph';
import type { NodeOf } from '../static/nodes';
import type { ActionReason } from '../types';
import { endObject } from './end-object';
import { refreshPrior } from './refresh-prior';
import type { Declaration } from './declaration';

/** Ends the instances of a resource that the state has and the configuration has no more. */
export async function endInstances(making: Making, declaration: Declaration, expansions: ReadonlyMap<ModuleScope, Expansion>): Promise<Visit> {
  const { node } = declaration;
  const { out } = making;
  const byPath = new Map([...expansions].map(([scope, expansion]) => [scope.path, expansion]));
  const orphans = priorsOf(making.priors, node.id).filter((prior) => !isPlainlyDeclared(making.graph, prior) && !out.claimed.has(prior.address) && prior.mode === node.block.mode && making.selection.takes(prior.address));
  let failed = false;
  await mapBounded(orphans, making.inputs.parallelism, async (prior) => {
    out.claimed.add(prior.address);
    // Data that nobody declares leaves the state with the plan's end, and is no change.
    if (prior.mode === 'data') return;
    const expansion = byPath.get(prior.module);
    const reason = expansion === undefined ? 'delete_because_no_module' : reasonOf(prior, node, expansion);
    if (!await endOne(making, prior, reason, node)) failed = true;
  });
  return failed ? 'failed' : 'done';
}

function reasonOf({ key }: PriorObject, { block }: NodeOf<'resource'>, expansion: Expansion): ActionReason {
  const fits = key === undefined ? expansion.kind === 'single' : typeof key === 'number' ? block.count !== undefined : block.forEach !== undefined;
  if (!fits) return 'delete_because_wrong_repetition';
  return typeof key === 'number' ? 'delete_because_count_index' : 'delete_because_each_key';
}

/** What the state has and no configuration declares any more, and what a replacement left behind. */
export async function endOrphans(making: Making, current: Iterable<PriorObject>, deposed: readonly PriorObject[]): Promise<void> {
  const { inputs, out, graph } = making;
  const errors = hasErrors(out.diagnostics);
  const orphans: PriorObject[] = [];
  for (const prior of current) {
    if (prior.mode !== 'managed' || isPlainlyDeclared(graph, prior) || out.claimed.has(prior.address)) continue;
    if (!making.selection.takes(prior.address)) continue;
    // Of a block that could not be decided nobody knows which instances it has.
    if (errors && graph.nodes.has(prior.resource)) continue;
    orphans.push(prior);
  }
  await mapBounded([...orphans, ...deposed.filter((prior) => making.selection.takes(prior.address))], inputs.parallelism, async (prior) => {
    if (inputs.signal.aborted) return;
    await endOne(making, prior, orphanReason(making, prior), undefined);
  });
}

/** The one object of a resource in the root module: no other block could mean it. */
function isPlainlyDeclared(graph: StaticGraph, prior: PriorObject): boolean {
  if (prior.module !== undefined || prior.key !== undefined) return false;
  const node = graph.nodes.get(prior.resource);
  return node?.kind === 'resource' && node.block.mode === prior.mode && !isRepeated(node.block);
}

function orphanReason(making: Making, prior: PriorObject): ActionReason | undefined {
  if (making.inputs.mode === 'destroy' && prior.deposed === undefined) return undefined;
  const node = making.graph.nodes.get(prior.resource);
  if (node?.kind === 'resource') {
    return prior.deposed !== undefined || scopesOf(making, node.module).some((s) => s.path === prior.module) ? 'delete_because_no_resource_config' : 'delete_because_no_module';
  }
  return prior.previousAddress === undefined ? 'delete_because_no_resource_config' : 'delete_because_no_move_target';
}

/** Ends one object; false where that must not be. `node`: the resource that it was an instance of. */
async function endOne(making: Making, prior: PriorObject, reason: ActionReason | undefined, node: NodeOf<'resource'> | undefined): Promise<boolean> {
  const { inputs, out, readers } = making;
  if (inputs.signal.aborted) return true;
  const key = readers.keyFor({ source: prior.source, alias: prior.alias, module: prior.providerModule });
  const reader = await readers.reader(key);
  if (reader === undefined) return false;
  out.readers.set(key, reader);
  const removed = node === undefined && prior.deposed === undefined ? removedBy(making.graph, prior) : undefined;
  const forget = removed !== undefined && !removed.destroy;
  const refreshed = forget && inputs.mode !== 'refresh-only' ? unread(making, prior, key) : await refreshPrior(making, prior, key, reader);
  if (hasErrors(refreshed.diagnostics)) return false;
  if (isNull(refreshed.value) || inputs.mode === 'refresh-only') return true;
  if (node?.block.lifecycle.preventDestroy === true) {
    out.diagnostics.push(preventDestroy(node.block, prior.address, { action: 'delete' }));
    return false;
  }
  const ended = await endObject(prior, refreshed.value, key, reader, { reason, constructPath: node?.block.constructPath, forget });
  out.diagnostics.push(...ended.diagnostics);
  out.decided.push(ended.decided);
  if (forget) out.forgotten.push(prior.address);
  markPending(out.pending, prior.resource, prior.module);
  return true;
}

/** What is only forgotten is not read: that is possible whatever became of it. */
function unread({ out }: Making, { value, type }: PriorObject, provider: string): { readonly value: Value; readonly diagnostics: readonly [] } {
  if (!isNull(value)) out.standing.push({ provider, type, state: unmarkDeep(value).value });
  return { value, diagnostics: [] };
}
