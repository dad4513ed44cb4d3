import { diagnostic, hasErrors, type Diagnostic } from '../diagnostics';
import { decodeBody } from '../lang';
import type { ApplyScopes } from './scope';
import type { Change, Residual } from '../plan';
import { assertFinalPlanConsistent, type BlockSchema } from '../schema';
import { isNull, isWhollyKnown, unmarkDeep, type Value, type ValuePath } from '../values';

export interface Evaluated {
  /** The block's arguments, without marks. */
  readonly config: Value;
  /** The planned object with everything filled in that the arguments now tell. */
  readonly planned: Value;
  /** Sensitive parts of the arguments. */
  readonly marked: readonly ValuePath[];
}

/**
 * What a step's arguments and planned object are now that what it uses is there. Where the result contradicts what was
 * planned, the step must not go on: the person who approved the plan approved something else.
 */
export function evaluateStep(
  change: Change, given: { readonly residual: Residual | undefined; readonly config?: Value | undefined }, block: BlockSchema, scopes: ApplyScopes,
): { readonly ok: true; readonly value: Evaluated } | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] } {
  const { value: after, marked: plannedMarks } = unmarkDeep(change.after);
  const { residual } = given;
  if (residual === undefined) return { ok: true, value: { config: given.config ?? after, planned: after, marked: plannedMarks } };
  const place = { address: change.address, constructPath: change.constructPath, kept: true };
  const told: Diagnostic[] = [];
  const decoded = decodeBody(new Map(residual.body), block, scopes.of(residual.module, told), place);
  if (!decoded.ok || told.length > 0) return { ok: false, diagnostics: [...told, ...decoded.diagnostics] };
  const { value: config, marked } = unmarkDeep(decoded.value);
  if (!isWhollyKnown(config)) {
    return { ok: false, diagnostics: [diagnostic('apply_still_unknown', `Arguments of ${change.address} depend on something that is not known even now: `
      + `${residual.uses.join(', ')} did not give it. This is a fault of the provider of those objects.`, place)] };
  }
  const planned = fill(after, config, block);
  const differs = assertFinalPlanConsistent(block, after, planned);
  if (hasErrors(differs)) return { ok: false, diagnostics: differs.map((d) => ({ ...d, address: change.address, constructPath: change.constructPath })) };
  return { ok: true, value: { config, planned, marked: [...plannedMarks, ...marked] } };
}

/** Puts what the arguments tell where the planned object had to leave things open. */
export function fill(planned: Value, config: Value, block: BlockSchema): Value {
  if (planned.kind !== 'object' || config.kind !== 'object') return isWhollyKnown(planned) ? planned : config;
  const entries = new Map(planned.entries);
  for (const [name, now] of config.entries) {
    const then = planned.entries.get(name);
    if (then === undefined || isWhollyKnown(then)) continue;
    const attribute = block.attributes.get(name);
    const nested = block.blocks.get(name);
    if (attribute !== undefined) {
      // An optional and computed argument that is not given is the provider's to fill.
      if (!isNull(now) || attribute.computed !== true) entries.set(name, now);
    } else if (nested !== undefined) {
      entries.set(name, nested.nesting === 'single' && !isNull(now) ? fill(then, now, nested.block) : now);
    }
  }
  return { kind: 'object', entries };
}
