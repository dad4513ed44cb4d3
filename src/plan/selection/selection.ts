import { covers, withoutKeys, type ParsedAddress, type Target } from '../../addrs';
import type { PriorObject } from '../prior';
import type { StaticGraph } from '../static/graph';
import { excludedNodes, targetedNodes } from './nodes';
import { keptPriors, leavingPriors } from './priors';

/** Which part of a configuration and of a state a plan is asked about. At most one of `targets` and `excludes` has something in it. */
export interface Wanted {
  /** Only these, and what they depend on. */
  readonly targets?: readonly Target[];
  /** All but these, and but what depends on them. */
  readonly excludes?: readonly Target[];
  /** Instances to be replaced although nothing else asks for it. */
  readonly replace?: readonly ParsedAddress[];
  /** false takes the objects of the state for what the world is; data sources are read all the same. */
  readonly refresh?: boolean;
  /** Objects that a refresh-only plan takes in: one, or those of the import blocks. Nothing is decided about them. */
  readonly importing?: 'blocks' | { readonly address: ParsedAddress; readonly id: string };
}

/** What a plan deals with. What it does not deal with stays in the state as it is. */
export interface Selection {
  /** Something is left out: outputs and checks that depend on it stay too. */
  readonly partial: boolean;
  /** Whether a thing of the configuration is visited, by the id of its node. */
  visits(id: string): boolean;
  /** Whether an instance of a visited resource, or an object of the state that no block declares, is dealt with. */
  takes(address: string): boolean;
}

const ALL: Selection = { partial: false, visits: () => true, takes: () => true };

/** `priors`: every object of the state. With `destroy` the state says what depends on what, else the configuration. */
export function selectionOf({ targets = [], excludes = [] }: Wanted, graph: StaticGraph, priors: Iterable<PriorObject>, destroy: boolean): Selection {
  if (targets.length === 0 && excludes.length === 0) return ALL;
  const among = (list: readonly Target[], address: string): boolean => list.some((target) => covers(target, address));
  if (destroy) {
    const all = [...priors];
    const named = (prior: PriorObject): boolean => among(targets.length > 0 ? targets : excludes, prior.address);
    const going = targets.length > 0 ? leavingPriors(all, named) : withoutThese(all, keptPriors(all, named));
    return { partial: true, visits: () => true, takes: (address) => going.has(address) };
  }
  if (targets.length > 0) {
    const { nodes, direct } = targetedNodes(graph, targets);
    return {
      partial: true, visits: (id) => nodes.has(id),
      takes: (address) => {
        const node = withoutKeys(address);
        return nodes.has(node) && !direct.has(node) ? true : graph.nodes.has(node) && !nodes.has(node) ? false : among(targets, address);
      },
    };
  }
  const left = excludedNodes(graph, excludes);
  const staying = keptPriors([...priors], (prior) => left.has(prior.resource) || among(excludes, prior.address));
  return {
    partial: true, visits: (id) => !left.has(id),
    // What goes because nobody declares it stays as long as something that was left out was made on it.
    takes: (address) => !left.has(withoutKeys(address)) && !among(excludes, address) && (graph.nodes.has(withoutKeys(address)) || !staying.has(address)),
  };
}

function withoutThese(all: readonly PriorObject[], kept: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(all.flatMap(({ address }) => (kept.has(address) ? [] : [address])));
}
