import { withoutKeys } from '../../addrs';
import { diagnostic, type Diagnostic } from '../../diagnostics';
import { isNull } from '../../values';
import type { Making } from '../making';
import type { PriorObject } from '../prior';
import type { Target } from '../declared';
import type { Wanted } from '../selection/selection';
import type { StaticGraph } from '../static/graph';
import type { Declaration } from '../visit/declaration';

/** Whether an object can be taken in where the command says. */
export function judgeRequested({ importing }: Wanted, graph: StaticGraph, current: ReadonlyMap<string, PriorObject>): readonly Diagnostic[] {
  if (importing === undefined || importing === 'blocks') return [];
  const { address, resource } = importing.address;
  if (resource.mode === 'data') {
    return [diagnostic('plan_import_data', `${address} is a data source, which is read and never managed. Name a managed resource.`)];
  }
  if (graph.nodes.get(withoutKeys(address))?.kind !== 'resource') {
    const path = resource.module.map((name) => `module.${withoutKeys(name)}`).join('.');
    const module = graph.modules.find(({ prefix }) => prefix === (path === '' ? '' : `${path}.`));
    if (module === undefined) {
      return [{ ...diagnostic('plan_import_undeclared', `Nothing calls ${path}. Add the module to the configuration before importing into it.`), summary: 'Import to non-existent module' }];
    }
    return [{ ...diagnostic('plan_import_undeclared', `There is nothing to hold the object against. Declare it in ${path === '' ? 'the root module' : path} before importing it, for example:\n\nresource "${resource.type}" "${resource.name}" {\n  # (resource arguments)\n}`),
      summary: `resource address "${address}" does not exist in the configuration.` }];
  }
  if (!current.has(address)) return [];
  return [diagnostic('plan_import_managed', `The state has an object at ${address} already. To import another one there, take that out of the state first: holdfast state rm '${address}'.`, { address })];
}

/** An instance that was to be taken in and that the configuration does not make. */
export function unmetRequest({ inputs, out }: Making): readonly Diagnostic[] {
  const importing = inputs.wanted?.importing;
  if (importing === undefined || importing === 'blocks') return [];
  const { address } = importing.address;
  if (out.decided.some(({ change }) => change.address === address)) return [];
  return [diagnostic('plan_import_undeclared', `The configuration has no instance ${address}. Correct the key, or let the resource have that instance.`, { address })];
}

/** Takes an object in as it is, and decides nothing about it. */
export function takeIn({ out }: Making, { node }: Declaration, target: Target, { value, importing }: PriorObject): void {
  if (isNull(value)) throw new Error(`nothing was imported to ${target.address}`);
  out.decided.push({
    node: target.node, making: undefined, ending: undefined, residual: undefined, needs: [], stateNeeds: [],
    change: {
      address: target.address, module: target.module, key: target.key, importing, mode: 'managed', type: node.block.type, name: node.block.name, provider: node.provider,
      action: 'no-op', order: undefined, disposal: undefined, reason: undefined, before: value, after: value, replacePaths: [], notes: [], dependencies: [],
      createBeforeDestroy: false, constructPath: node.block.constructPath,
    },
  });
}
