import { isGeneral } from '../api';
import type { ResourceBlock } from '../config';
import { diagnostic, hasErrors, type Diagnostic } from '../diagnostics';
import { decodeBody } from '../lang';
import type { PlannedResource } from '../provider';
import { assertPlanValid, impliedType, proposedNew } from '../schema';
import { isNull, isWhollyKnown, markPaths, nullOf, unmarkDeep, type Value } from '../values';
import { decide, mustReplace, type Decision } from './decide';
import type { Declared } from './declared';
import { residualBody } from './residual';
import type { Change, Residual } from './types';

/** One managed object, decided. */
export interface ManagedDecision {
  readonly change: Change;
  readonly decision: Decision;
  readonly residual: Residual | undefined;
  /** Where something is made or changed and no residual tells. */
  readonly config: Value | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ManagedInputs extends Declared {
  readonly refreshed: Value;
  readonly once: (diagnostics: readonly Diagnostic[]) => readonly Diagnostic[];
}

/**
 * Decides one declared object: evaluates its block, asks the provider for each leg that is needed, and checks the
 * provider's answers against Terraform's contract. Sensitive marks travel round the provider, not through it.
 */
export async function planManaged(inputs: ManagedInputs): Promise<ManagedDecision | { readonly failed: readonly Diagnostic[] }> {
  const { block, schema, reader, prior } = inputs;
  const place = { address: block.address, constructPath: block.constructPath };
  const evaluated = decodeBody(block.body, schema, inputs.scope, { ...place, locate: (path) => block.locate(path) });
  if (!evaluated.ok) return { failed: evaluated.diagnostics };
  const diagnostics: Diagnostic[] = [...evaluated.diagnostics];
  const { value: config, marked } = unmarkDeep(evaluated.value);
  const judged = inputs.validate(config);
  diagnostics.push(...judged.map((d) => locate(d, block)));
  if (hasErrors(diagnostics)) return { failed: diagnostics };

  let failed = false;
  const gone = nullOf(impliedType(schema));
  const refreshed = unmarkDeep(inputs.refreshed).value;
  const ask = async (leg: { readonly prior: Value; readonly config: Value }): Promise<PlannedResource> => {
    const proposed = isNull(leg.config) ? gone : proposedNew(schema, leg.prior, leg.config);
    const planned = await reader.planResource({ type: block.type, address: block.address, config: leg.config, prior: leg.prior, proposed });
    failed ||= hasErrors(planned.diagnostics);
    diagnostics.push(...inputs.once(planned.diagnostics).map((d) => locate(d, block)));
    if (!hasErrors(planned.diagnostics) && !isNull(leg.config)) {
      diagnostics.push(...assertPlanValid(schema, leg.config, leg.prior, planned.planned).map((d) => ({ ...d, ...place })));
    }
    return planned;
  };

  const inPlace = await ask({ prior: refreshed, config });
  const tainted = prior?.tainted === true && !isNull(refreshed);
  let fresh: PlannedResource | undefined;
  let ending: PlannedResource | undefined;
  if (!failed && mustReplace(inPlace, refreshed, tainted)) {
    fresh = await ask({ prior: gone, config });
    ending = await ask({ prior: refreshed, config: gone });
  }
  if (failed || hasErrors(diagnostics)) return { failed: diagnostics };

  const decision = decide({
    prior: refreshed, inPlace, fresh, gone: ending, tainted, createBeforeDestroy: block.lifecycle.createBeforeDestroy,
  }, undefined);
  if (block.lifecycle.preventDestroy && decision.action === 'replace') {
    return { failed: [...diagnostics, preventDestroy(block, decision)] };
  }
  const residual = decision.making === undefined || isWhollyKnown(config)
    ? undefined
    : residualBody(block, inputs.scope);
  const notes = [...(decision.making?.notes ?? []), ...(decision.ending?.notes ?? [])];
  const change: Change = {
    address: block.address, mode: 'managed', type: block.type, name: block.name, provider: inputs.provider,
    action: decision.action, order: decision.order, disposal: decision.disposal, reason: decision.reason,
    before: inputs.refreshed, after: marked.length === 0 ? decision.after : markPaths(decision.after, marked),
    replacePaths: decision.replacePaths, notes, dependencies: inputs.dependencies,
    createBeforeDestroy: decision.order === 'create-first' || block.lifecycle.createBeforeDestroy,
    constructPath: block.constructPath,
  };
  return { change, decision, residual, config: decision.making === undefined || residual !== undefined ? undefined : config, diagnostics };
}

/** Gives a provider's diagnostic the place of the block, and of the attribute when it names one; not to what no block is at fault for. */
export function locate(d: Diagnostic, block: ResourceBlock): Diagnostic {
  if (d.range !== undefined || isGeneral(d)) return d;
  const path = d.attribute === undefined ? [] : d.attribute.split('.');
  return { ...d, address: d.address ?? block.address, constructPath: block.constructPath, range: block.locate(path) };
}

export function preventDestroy(block: ResourceBlock, decision: Pick<Decision, 'action'>): Diagnostic {
  const verb = decision.action === 'replace' ? 'replace' : 'destroy';
  return diagnostic('plan_prevent_destroy', `${block.address} has lifecycle.prevent_destroy set, and this plan would ${verb} it. `
    + 'Set lifecycle.prevent_destroy to false to allow that, or change the configuration so that the object stays.',
    { address: block.address, constructPath: block.constructPath, range: block.locate(['lifecycle', 'prevent_destroy']) });
}
