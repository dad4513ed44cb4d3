import type { Configuration, ModuleCall, ModuleConfig } from '../../config';

/** One module of the configuration as it is written, before anything says how often it is made. */
export interface StaticModule {
  readonly config: ModuleConfig;
  /** `module.a.module.b.`, without keys: what stands before the names of its nodes; empty for the root. */
  readonly prefix: string;
  readonly parent: StaticModule | undefined;
  /** The call that makes it; undefined for the root. */
  readonly call: ModuleCall | undefined;
  readonly children: ReadonlyMap<string, StaticModule>;
}

/** The tree of modules, the root first, then each after its caller. */
export function moduleTree(configuration: Configuration): readonly [StaticModule, ...StaticModule[]] {
  const all: [StaticModule, ...StaticModule[]] = [treeOf(configuration, '', undefined, undefined)];
  for (const module of all) all.push(...module.children.values());
  return all;
}

function treeOf(config: ModuleConfig, prefix: string, parent: StaticModule | undefined, call: ModuleCall | undefined): StaticModule {
  const children = new Map<string, StaticModule>();
  const module: StaticModule = { config, prefix, parent, call, children };
  for (const below of config.calls.values()) children.set(below.name, treeOf(below.module, `${prefix}module.${below.name}.`, module, below));
  return module;
}
