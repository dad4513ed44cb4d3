import type { RemovedBlock } from '../../config';
import type { PriorObject } from '../prior';
import type { StaticGraph } from '../static/graph';

/** The removed block that speaks of an object of the state, if any: the one that says most exactly what it means. */
export function removedBy(graph: StaticGraph, prior: PriorObject): RemovedBlock | undefined {
  let found: { readonly block: RemovedBlock; readonly length: number } | undefined;
  for (const module of graph.modules) {
    for (const block of module.config.removed) {
      const address = removedAddress(module.prefix, block);
      const covers = block.from.resource === undefined ? prior.resource.startsWith(`${address}.`) : prior.resource === address;
      if (covers && (found === undefined || address.length > found.length)) found = { block, length: address.length };
    }
  }
  return found?.block;
}

/** What a block removes, from the root on and without keys: `module.a.t.n`, `module.a`. */
export function removedAddress(prefix: string, { from }: RemovedBlock): string {
  const modules = from.module.map((name) => `module.${name}`).join('.');
  const { resource } = from;
  const own = resource === undefined ? '' : `${resource.mode === 'data' ? 'data.' : ''}${resource.type}.${resource.name}`;
  return `${prefix}${[modules, own].filter((part) => part !== '').join('.')}`;
}
