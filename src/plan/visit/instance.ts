import { hasErrors } from '../../diagnostics';
import type { Visit } from '../../graph';
import { decodeBody, type Scope } from '../../lang';
import { goOn, type Eventually } from '../../provider';
import { impliedType } from '../../schema';
import { isNull, unknownOf, unmarkDeep, type Value } from '../../values';
import type { Target } from '../declared';
import { markPending } from '../gathered';
import type { ModuleScope } from '../instances/module-scope';
import { isRepeated } from '../instances/repetition';
import { planManaged, type ManagedDecision, type Refused } from '../managed';
import type { Making } from '../making';
import type { PriorObject } from '../prior';
import { judgePostconditions, judgePreconditions } from './conditions';
import { visitData } from './data';
import { importPrior } from '../imports/read';
import { takeIn } from '../imports/requested';
import { refreshPrior } from './refresh-prior';
import type { Change } from '../types';
import type { Declaration } from './declaration';
import { triggerOf } from './triggers';

/** Decides one instance of a resource. `put` is given its new value. */
export function visitInstance(
  making: Making, declaration: Declaration, module: ModuleScope, target: Target, scope: Scope, put: (value: Value) => void,
): Eventually<Visit> {
  const { inputs, out, priors } = making;
  const { node, reader, schema } = declaration;
  const prior = priors.current.get(target.address);
  if (making.selection.partial && !making.selection.takes(target.address)) {
    put(prior?.value ?? unknownOf(impliedType(schema)));
    return 'done';
  }
  // What nobody else could claim needs no mark: see the orphans.
  if (prior !== undefined && (target.module !== undefined || isRepeated(node.block))) out.claimed.add(target.address);
  if (node.block.mode === 'data') return visitData(making, declaration, { target, scope, prior, put, check: undefined });
  const wanted = prior === undefined ? declaration.imports?.get(target.address) : undefined;
  if (wanted !== undefined) {
    return goOn(importPrior(making, declaration, target, wanted), (imported) => (
      imported === undefined ? 'failed' : inputs.mode === 'refresh-only' ? takenIn(making, declaration, target, imported, put) : decideOn(making, declaration, target, scope, module, imported, imported.value, put)));
  }
  return goOn(refreshPrior(making, prior, node.provider, reader), (refreshed) => {
    if (hasErrors(refreshed.diagnostics)) return 'failed';
    if (inputs.mode === 'refresh-only') {
      if (prior === undefined && inputs.unmanaged !== undefined) noteDeclared(making, declaration, scope);
      put(isNull(refreshed.value) ? unknownOf(impliedType(schema)) : refreshed.value);
      return 'done';
    }
    return decideOn(making, declaration, target, scope, module, prior, refreshed.value, put);
  });
}

function noteDeclared({ out }: Making, { node: { block, provider }, schema }: Declaration, scope: Scope): void {
  const written = decodeBody(block.body, schema, scope);
  if (written.ok) out.declared.push({ provider, type: block.type, state: unmarkDeep(written.value).value });
}

function takenIn(making: Making, declaration: Declaration, target: Target, imported: PriorObject, put: (value: Value) => void): Visit {
  takeIn(making, declaration, target, imported);
  put(imported.value);
  return 'done';
}

function decideOn(
  making: Making, declaration: Declaration, target: Target, scope: Scope, module: ModuleScope, prior: PriorObject | undefined, refreshed: Value, put: (value: Value) => void,
): Eventually<Visit> {
  const { out, graph, createFirst } = making;
  const { node, kind, schema, reader } = declaration;
  const { block } = node;
  if (!judgePreconditions(making, declaration, target, scope)) return 'failed';
  const trigger = block.lifecycle.replaceTriggeredBy.length === 0 ? false : triggerOf(making, declaration, target, scope, module);
  if (trigger === undefined) return 'failed';
  return goOn(planManaged({
    target, block, kind, schema, provider: node.provider, reader, scope, prior, dependencies: graph.ancestors(node.id),
    refreshed, once: out.once, createFirst: createFirst.nodes.has(node.id), keepsCreateFirst: createFirst.keeps(node.id, target.key), triggered: trigger, requested: isRequested(making, target),
  }), (decided) => take(making, declaration, target, scope, decided, prior, put));
}

/** Whether somebody asked for this instance to be replaced. */
function isRequested({ inputs }: Making, { address }: Target): boolean {
  return inputs.wanted?.replace?.some((wanted) => wanted.address === address) === true;
}

/** Whether the state keeps of an object what it would keep now: that it has not changed does not say so. */
function sameKeeping(prior: PriorObject, change: Change): boolean {
  const { dependencies, createBeforeDestroy } = prior;
  return createBeforeDestroy === change.createBeforeDestroy && dependencies.length === change.dependencies.length
    && dependencies.every((address, i) => address === change.dependencies[i]);
}

function take(
  making: Making, declaration: Declaration, target: Target, scope: Scope, decided: ManagedDecision | Refused, prior: PriorObject | undefined, put: (value: Value) => void,
): Visit {
  const { out, graph } = making;
  if ('failed' in decided) {
    out.diagnostics.push(...decided.failed);
    return 'failed';
  }
  if (decided.diagnostics.length > 0) out.diagnostics.push(...decided.diagnostics);
  const { change, decision, residual, config } = decided;
  if (change.action !== 'no-op') markPending(out.pending, target.node, target.module);
  else if (prior !== undefined && prior.importing === undefined && !sameKeeping(prior, change)) {
    out.refreshed.push({ address: target.address, mode: 'managed', type: change.type, provider: change.provider, after: change.after });
  }
  const generatedConfig = making.inputs.generated?.get(target.address);
  out.decided.push({
    change: generatedConfig === undefined ? change : { ...change, generatedConfig }, node: target.node, making: decision.making, ending: decision.ending, residual, config,
    needs: graph.needs(target.node), stateNeeds: prior?.dependencies ?? [],
  });
  put(change.after);
  return judgePostconditions(making, declaration, target, scope, change.after) ? 'done' : 'failed';
}
