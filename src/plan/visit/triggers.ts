import { diagnostic } from '../../diagnostics';
import { formatKey, type InstanceKey } from '../../addrs';
import { evaluate, type Expr, type Scope, type TraversalStep } from '../../lang';
import { equalValues, getPath, unmark, type ValuePath } from '../../values';
import type { Target } from '../declared';
import type { ModuleScope } from '../instances/module-scope';
import { locator } from '../locate';
import type { Making } from '../making';
import type { Change } from '../types';
import type { Declaration } from './declaration';

/** A reference of replace_triggered_by: a resource, one instance of it, or an attribute of that. */
interface Trigger {
  /** Within the module. */
  readonly resource: string;
  readonly key: InstanceKey | undefined;
  readonly path: ValuePath;
}

/** Whether something that replace_triggered_by names is going to change; undefined where it names nothing, which is told. */
export function triggerOf(making: Making, { node }: Declaration, target: Target, scope: Scope, module: ModuleScope): boolean | undefined {
  let triggered = false;
  for (const [index, expr] of node.block.lifecycle.replaceTriggeredBy.entries()) {
    const locate = locator(node.block, 'lifecycle', 'replace_triggered_by', index);
    const trigger = readTrigger(expr, scope);
    const declared = trigger === undefined ? undefined : module.module.config.resources.get(trigger.resource as typeof node.block.address);
    if (trigger === undefined || declared === undefined) {
      making.out.diagnostics.push(diagnostic('plan_trigger_invalid', `replace_triggered_by of ${target.address} names ${trigger === undefined ? 'something that is no resource' : `${trigger.resource}, which is not declared`}. `
        + 'Name a managed resource of the same module, an instance of one, or an attribute of that.', { address: target.address, constructPath: node.block.constructPath, range: locate([], expr.span) }));
      return undefined;
    }
    triggered ||= fires(making, trigger, module.path);
  }
  return triggered;
}

function fires(making: Making, { resource, key, path }: Trigger, module: string | undefined): boolean {
  const whole = module === undefined ? resource : `${module}.${resource}`;
  const changes = making.changesOf(whole);
  const wanted = key === undefined ? changes : changes.filter((c) => c.address === `${whole}${formatKey(key)}`);
  if (path.length === 0) return wanted.some(isUpdate);
  const [change] = wanted;
  if (change === undefined || !isUpdate(change)) return false;
  const [before, after] = [getPath(change.before, path), getPath(change.after, path)];
  if (before === undefined || after === undefined) return before !== after;
  return !equalValues(before, after) || unmark(after).kind === 'unknown';
}

/** Creating and ending are changes of value, and no reason to replace another object. */
function isUpdate(change: Change): boolean {
  return change.action === 'update' || change.action === 'replace';
}

function readTrigger(expr: Expr, scope: Scope): Trigger | undefined {
  const read = readSteps(expr, scope);
  if (read === undefined) return undefined;
  const isData = read.root === 'data';
  const named: readonly TraversalStep[] = isData || read.root === 'resource' ? read.steps : [{ kind: 'attr', name: read.root }, ...read.steps];
  const [type, name, ...rest] = named;
  if (type?.kind !== 'attr' || name?.kind !== 'attr') return undefined;
  const resource = `${isData ? 'data.' : ''}${type.name}.${name.name}`;
  const [first] = rest;
  const key = first?.kind === 'index' ? first.key : undefined;
  const path = (key === undefined ? rest : rest.slice(1)).map((step) => (step.kind === 'attr' ? step.name : step.key));
  return { resource, key, path };
}

/** A reference with every key known, however it is written; keys may come from `each` and `count`. */
function readSteps(expr: Expr, scope: Scope): { readonly root: string; readonly steps: readonly TraversalStep[] } | undefined {
  const behind: TraversalStep[] = [];
  let at = expr;
  while (at.kind !== 'traversal') {
    if (at.kind === 'parens') at = at.inner;
    else if (at.kind === 'attr') {
      behind.unshift({ kind: 'attr', name: at.name });
      at = at.of;
    } else if (at.kind === 'index') {
      const key = evaluate(at.key, scope);
      const value = key.ok ? unmark(key.value) : undefined;
      if (value?.kind !== 'string' && value?.kind !== 'number') return undefined;
      behind.unshift({ kind: 'index', key: value.kind === 'number' ? Number(value.value) : value.value });
      at = at.of;
    } else return undefined;
  }
  return { root: at.root, steps: [...at.steps, ...behind] };
}
