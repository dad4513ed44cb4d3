import type { CreateFirst } from './create-first';
import type { Definitions } from './instances/definitions';
import type { ModuleScope, ScopeGround } from './instances/module-scope';
import type { Gathered } from './gathered';
import type { PlanInputs } from './inputs';
import type { PriorObject } from './prior';
import type { ConfiguredReaders } from './providers';
import type { Selection } from './selection/selection';
import type { StaticGraph } from './static/graph';
import type { StaticModule } from './static/modules';
import type { Change } from './types';

/** Objects of the state, for whoever looks for one. */
export interface Priors {
  /** Current objects by address. */
  readonly current: ReadonlyMap<string, PriorObject>;
  /** Those with an instance key or in a module, by their address without keys. */
  readonly repeated: ReadonlyMap<string, readonly PriorObject[]>;
}

/** What the stages of making one plan share. */
export interface Making {
  readonly inputs: PlanInputs;
  readonly graph: StaticGraph;
  readonly ground: ScopeGround;
  readonly definitions: Definitions;
  readonly readers: ConfiguredReaders;
  readonly priors: Priors;
  readonly selection: Selection;
  /** Instances of each module that was expanded so far, the root among them. */
  readonly modules: Map<StaticModule, readonly ModuleScope[]>;
  /** Resources that are replaced before their old objects go, by node: their own wish, or that of one that depends on them. */
  readonly createFirst: CreateFirst;
  /** Keys of the provider configurations that resources use. */
  readonly usedProviders: ReadonlySet<string>;
  /** What each data source waits for, computed once. */
  readonly dataWaits: Map<string, readonly string[]>;
  /** Changes of a whole resource, by its address within the module instance. */
  changesOf(address: string): readonly Change[];
  readonly out: Gathered;
}

const NONE: readonly ModuleScope[] = [];

export function scopesOf(making: Making, module: StaticModule): readonly ModuleScope[] {
  return making.modules.get(module) ?? NONE;
}

/** Objects of the state that belong to one resource of the configuration. */
export function priorsOf({ current, repeated }: Priors, node: string): readonly PriorObject[] {
  const single = current.get(node);
  const others = repeated.get(node);
  if (others === undefined) return single === undefined ? [] : [single];
  return single === undefined || others.includes(single) ? others : [single, ...others];
}
