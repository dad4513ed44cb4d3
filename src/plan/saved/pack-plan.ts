import { DYNAMIC, isMarked, markPaths, packValue, typeFromJson, typeToJson, unmarkDeep, unpackValue, type Json, type Unseal, type Value, type ValuePath } from '../../values';
import { packDefinition, packStep, unpackDefinition, unpackStep } from '../plan-file-steps';
import type { Change, Drift, OutputChange, Plan, ProviderUse, Refreshed, Step } from '../types';

type Packed<T, Values extends keyof T> = Omit<T, Values> & { readonly [K in Values]: Json };
/** A plan whose values and expressions are plain JSON. */
export type PackedPlan = { readonly [key: string]: never } & ReturnType<typeof shape>;

type PackedChange = Packed<Change, 'before' | 'after'>;

function shape(plan: Plan, value: (v: Value) => Json, changes: readonly Change[] = plan.changes) {
  const marked = markedPaths(plan);
  return {
    ...plan,
    variables: plan.variables.map(({ given, ...v }) => ({ ...v, value: value(v.value), ...(given === undefined ? {} : { given: value(given) }) })),
    providers: plan.providers.map((p): Packed<ProviderUse, 'config'> => ({ ...p, config: value(p.config) })),
    changes: changes.map((c) => packChange(c, value)),
    drift: plan.drift.map((d): Packed<Drift, 'before' | 'after'> => ({ ...d, before: value(d.before), after: value(d.after) })),
    refreshed: plan.refreshed.map((r): Packed<Refreshed, 'after'> => ({ ...r, after: value(r.after) })),
    outputs: plan.outputs.map((o): Packed<OutputChange, 'before' | 'after' | 'type'> =>
      ({ ...o, before: value(o.before), after: value(o.after), type: typeToJson(o.type) })),
    steps: plan.steps.map((step) => packStep(marked(step), value)),
    ...(plan.definitions === undefined ? {} : { definitions: plan.definitions.map((d) => packDefinition(d, value)) }),
  };
}

function packChange(change: Change, value: (v: Value) => Json): PackedChange {
  const before = value(change.before);
  // Nearly all objects of a large plan stay as they are: they are packed once.
  return { ...change, before, after: change.after === change.before ? before : value(change.after) };
}

/** The arguments that a provider is given carry no marks of their own; in a file they have those of what is planned. */
function markedPaths(plan: Plan): (step: Step) => Step {
  const having = new Set(plan.steps.flatMap((step) => ('config' in step && step.config !== undefined ? [step.address] : [])));
  const paths = new Map<string, readonly ValuePath[]>();
  if (having.size > 0) {
    for (const change of plan.changes) {
      if (!having.has(change.address) || change.deposed !== undefined || !isMarked(change.after)) continue;
      paths.set(change.address, unmarkDeep(change.after).marked);
    }
  }
  return (step) => {
    const marked = 'config' in step && step.config !== undefined ? paths.get(step.address) : undefined;
    return marked === undefined || !('config' in step) || step.config === undefined ? step : { ...step, config: markPaths(step.config, marked) };
  };
}

/**
 * A plan as JSON but for its changes, and these one by one, packed when they are asked for: those of a large plan as one tree would
 * take several times what their text takes. @param value how values are packed.
 */
export function packInParts(plan: Plan, value: (v: Value) => Json = (v) => packValue(v)): { readonly rest: { readonly [name: string]: Json }; readonly changes: Iterable<Json> } {
  const { changes: _none, ...rest } = shape(plan, value, []);
  return {
    rest: rest as unknown as { readonly [name: string]: Json },
    changes: { * [Symbol.iterator]() { for (const change of plan.changes) yield packChange(change, value) as unknown as Json; } },
  };
}

/** Throws for what packing never writes. */
export function unpackPlan(packed: PackedPlan, unseal: Unseal): Plan {
  const read = (json: Json): Value => unpackValue(json, unseal);
  return {
    ...(packed as unknown as Plan),
    prior: (packed as unknown as Plan).prior,
    variables: packed.variables.map(({ given, ...v }) => ({ ...v, value: read(v.value), ...(given === undefined ? {} : { given: read(given) }) })),
    providers: packed.providers.map((p) => ({ ...p, config: read(p.config) })),
    changes: packed.changes.map((c) => ({ ...c, before: read(c.before), after: read(c.after) })),
    drift: packed.drift.map((d) => ({ ...d, before: read(d.before), after: read(d.after) })),
    refreshed: packed.refreshed.map((r) => ({ ...r, after: read(r.after) })),
    outputs: packed.outputs.map((o) => ({ ...o, before: read(o.before), after: read(o.after), type: typeFromJson(o.type) ?? DYNAMIC })),
    steps: packed.steps.map((step) => unpackStep(step, unseal)),
    ...(packed.definitions === undefined ? {} : { definitions: packed.definitions.map((d) => unpackDefinition(d as Json, unseal)) }),
  };
}
