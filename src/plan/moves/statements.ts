import type { MovedBlock } from '../../config';
import type { PriorObject } from '../prior';
import type { StaticGraph } from '../static/graph';
import { patternsOf, stepsOfPath, type Pattern } from './pattern';

/** One move, written or implied. */
export interface Statement {
  readonly from: Pattern;
  readonly to: Pattern;
  /** How many calls lead to the module of the block: their keys stay as they are. */
  readonly depth: number;
  /** undefined: nobody wrote it. */
  readonly block: MovedBlock | undefined;
}

export function writtenMoves(graph: StaticGraph): readonly Statement[] {
  return graph.modules.flatMap((module) => module.config.moved.map((block): Statement => ({
    ...patternsOf(module.config.path, block.from, block.to), depth: module.config.path.length, block,
  })));
}

/**
 * What goes without saying: an object that had no key is the first of those that count makes, and the other way round. Not where a
 * block speaks of the resource: its writer may want another one to stay.
 */
export function impliedMoves(graph: StaticGraph, objects: Iterable<PriorObject>, written: readonly Statement[]): readonly Statement[] {
  const implied: Statement[] = [];
  const spoken = new Set<string>();
  for (const { from, to } of written) for (const end of [from, to]) spoken.add(end.names);
  for (const prior of objects) {
    if (prior.mode !== 'managed' || (prior.key !== undefined && prior.key !== 0)) continue;
    const node = graph.nodes.get(prior.resource);
    if (node?.kind !== 'resource' || node.block.mode !== 'managed') continue;
    const counted = node.block.count !== undefined;
    const single = !counted && node.block.forEach === undefined;
    const keys = counted && prior.key === undefined ? ['', '[0]'] as const : single && prior.key === 0 ? ['[0]', ''] as const : undefined;
    if (keys === undefined || spoken.has(prior.resource)) continue;
    const path = stepsOfPath(prior.module);
    const end = (key: string): Pattern => ({ path, resource: `${prior.type}.${prior.name}`, key, names: prior.resource });
    implied.push({ from: end(keys[0]), to: end(keys[1]), depth: path.length, block: undefined });
  }
  return implied;
}
