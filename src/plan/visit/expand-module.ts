import type { InstanceKey } from '../../addrs';
import { formatKey } from '../../addrs';
import type { Visit } from '../../graph';
import type { Scope } from '../../lang';
import { DYNAMIC, unknownOf, type Value } from '../../values';
import { expand } from '../instances/expand';
import { InstanceScope } from '../instances/instance-scope';
import { ModuleScope } from '../instances/module-scope';
import { isRepeated, repeatedOf, SINGLE, type Expansion, type Repeated } from '../instances/repetition';
import { scopesOf, type Making } from '../making';
import type { NodeOf } from '../static/nodes';

/** Decides how often a module is made, in each instance of its caller. */
export function visitExpand(making: Making, node: NodeOf<'expand'>): Visit {
  const made: ModuleScope[] = [];
  let failed = false;
  for (const scope of scopesOf(making, node.module)) {
    const address = `${scope.path === undefined ? '' : `${scope.path}.`}module.${node.block.name}`;
    const expanded = making.inputs.mode === 'destroy'
      ? { ok: true as const, value: isRepeated(node.block) ? inState(making, node, address) : SINGLE, diagnostics: [] }
      : expand(node.block, address, scope);
    making.out.diagnostics.push(...expanded.diagnostics);
    if (expanded.ok) made.push(...putCall(making, node, scope, address, expanded.value));
    else failed = true;
  }
  making.modules.set(node.child, made);
  return failed ? 'failed' : 'done';
}

function putCall(making: Making, node: NodeOf<'expand'>, scope: ModuleScope, address: string, expansion: Expansion): readonly ModuleScope[] {
  const instances = new Map<InstanceKey | undefined, ModuleScope>();
  for (const repeated of repeatedOf(expansion)) {
    instances.set(repeated?.key, new ModuleScope(node.child, making.ground, {
      path: `${address}${formatKey(repeated?.key)}`, variables: new Map(), callerPath: scope.path, caller: callerScope(making, node, scope, address, repeated),
    }));
  }
  scope.calls.set(node.block.name, { expansion, instances });
  return [...instances.values()];
}

function callerScope(making: Making, { block }: NodeOf<'expand'>, scope: ModuleScope, address: string, repeated: Repeated | undefined): Scope {
  if (repeated === undefined) return scope;
  const forEach = block.forEach === undefined ? undefined : { key: `${address} (for_each)`, expr: block.forEach, definitions: making.definitions };
  return new InstanceScope(scope, repeated, { forEach });
}

/** The instances that the state has something of: what is destroyed is what is there, whatever the configuration says by now. */
function inState(making: Making, node: NodeOf<'expand'>, address: string): Expansion {
  const keys = new Set<InstanceKey>();
  for (const { module } of making.priors.current.values()) {
    const key = module?.startsWith(`${address}[`) === true ? KEY.exec(module.slice(address.length))?.[1] : undefined;
    if (key !== undefined) keys.add(JSON.parse(key) as InstanceKey);
  }
  if (node.block.count !== undefined) {
    const indexes = [...keys].filter((key) => typeof key === 'number');
    return { kind: 'count', count: indexes.reduce((most, index) => Math.max(most, index + 1), 0) };
  }
  const each = new Map<string, Value>([...keys].filter((key) => typeof key === 'string').sort().map((key) => [key, unknownOf(DYNAMIC)] as const));
  return { kind: 'for_each', each };
}

const KEY = /^\[(\d+|"(?:[^"\\]|\\.)*")\]/;
