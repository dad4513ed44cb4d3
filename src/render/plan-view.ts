import type { Diagnostic } from '../diagnostics';
import type { Change, Drift, OutputChange, Plan, PlanMode, Step } from '../plan';
import type { Note, PlannedEffect, Unmanaged } from '../provider';
import type { BlockSchema, ResourceSchema } from '../schema';
import { diffBlock } from './diff/diff-block';
import { diffValues, NO_RULES } from './diff/diff-value';
import type { BlockDiff, Diff } from './diff/model';

/** Finds the schema of a type by its provider's source address; undefined for a type that this build does not know. */
export type SchemaLookup = (source: string, mode: 'managed' | 'data', type: string) => ResourceSchema | undefined;

/** What happens to an object, with what only that case carries. */
export type ObjectFate =
  | { readonly kind: 'create' | 'adopt' | 'update' }
  | { readonly kind: 'read'; readonly because: 'config' | 'dependency' }
  | { readonly kind: 'delete' | 'forget'; readonly because: 'unconfigured' | 'deposed' | undefined; readonly deposed: string | undefined }
  | { readonly kind: 'replace'; readonly tainted: boolean; readonly createFirst: boolean; readonly keepsOld: boolean }
  /** Moved without us. */
  | { readonly kind: 'drifted' | 'vanished' };

export interface ObjectView {
  readonly address: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly fate: ObjectFate;
  readonly body: BlockDiff;
  readonly notes: readonly Note[];
  readonly constructPath: string | undefined;
}

export interface OutputView {
  readonly name: string;
  readonly diff: Diff;
}

/** A call or wait that applying will do, once each, in an order in which they may run. */
export interface OperationView {
  readonly text: string;
  readonly mutates: boolean;
  /** Nobody declared it: it comes first because something declared needs it. */
  readonly prerequisite: boolean;
}

export interface PlanCounts {
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
  readonly adopt: number;
  readonly forget: number;
}

/** Everything that a preview shows, decided and ordered; how it looks is the renderers' part. */
export interface PlanView {
  readonly mode: PlanMode;
  readonly stack: string | undefined;
  readonly drift: readonly ObjectView[];
  /** Without those that stay as they are. */
  readonly objects: readonly ObjectView[];
  readonly outputs: readonly OutputView[];
  readonly counts: PlanCounts;
  readonly operations: readonly OperationView[];
  readonly unmanaged: readonly Unmanaged[];
  readonly warnings: readonly Diagnostic[];
  readonly blocked: readonly Diagnostic[];
  readonly applyable: boolean;
}

/** Makes the view of a plan. Pure; costs nothing for objects that stay as they are. */
export function planView(plan: Plan, schemas: SchemaLookup): PlanView {
  const sources = new Map(plan.providers.map((p) => [p.key, p.source]));
  const schemaOf = (provider: string, mode: 'managed' | 'data', type: string): BlockSchema | undefined =>
    schemas(sources.get(provider) ?? provider, mode, type)?.block;
  return {
    mode: plan.mode,
    stack: plan.stack,
    drift: plan.drift.map((drift) => driftView(drift, schemaOf(drift.provider, 'managed', drift.type))),
    objects: plan.changes.filter((c) => c.action !== 'no-op').map((change) => objectView(change, schemaOf(change.provider, change.mode, change.type))),
    outputs: plan.outputs.filter((o) => o.action !== 'no-op').map(outputView),
    counts: planCounts(plan),
    operations: operationViews(plan.steps),
    unmanaged: plan.unmanaged,
    warnings: plan.warnings,
    blocked: plan.blocked,
    applyable: plan.applyable,
  };
}

/**
 * What `Plan: N to add, …` counts. A replacement adds one and destroys one. An adopted object is not added, since nothing is made;
 * a forgotten one is not destroyed, since nothing is deleted.
 */
export function planCounts(plan: Pick<Plan, 'changes'>): PlanCounts {
  const counts = { add: 0, change: 0, destroy: 0, adopt: 0, forget: 0 };
  for (const change of plan.changes) {
    switch (change.action) {
      case 'create': counts.add++; break;
      case 'adopt': counts.adopt++; break;
      case 'update': counts.change++; break;
      case 'delete': counts.destroy++; break;
      case 'forget': counts.forget++; break;
      case 'replace':
        counts.add++;
        if (change.disposal === 'forget') counts.forget++;
        else counts.destroy++;
        break;
      case 'no-op':
      case 'read': break;
    }
  }
  return counts;
}

function objectView(change: Change, schema: BlockSchema | undefined): ObjectView {
  const { address, mode, type, name, notes, constructPath } = change;
  const gone = change.action === 'delete' || change.action === 'forget';
  const body = diffBlock(schema, change.before, gone ? undefined : change.after, change.action === 'replace' ? change.replacePaths : []);
  return { address, mode, type, name, notes, constructPath, body, fate: fateOf(change) };
}

function fateOf(change: Change): ObjectFate {
  switch (change.action) {
    case 'create':
    case 'adopt':
    case 'update':
      return { kind: change.action };
    case 'read':
      return { kind: 'read', because: change.reason === 'read_because_dependency_pending' ? 'dependency' : 'config' };
    case 'delete':
    case 'forget': {
      const because = change.deposed !== undefined ? 'deposed' : change.reason === 'delete_because_no_resource_config' ? 'unconfigured' : undefined;
      return { kind: change.action, because, deposed: change.deposed };
    }
    case 'replace':
      return { kind: 'replace', tainted: change.reason === 'replace_because_tainted', createFirst: change.order === 'create-first', keepsOld: change.disposal === 'forget' };
    case 'no-op':
      return { kind: 'update' };
  }
}

function driftView(drift: Drift, schema: BlockSchema | undefined): ObjectView {
  const { address, type, name } = drift;
  const vanished = drift.after.kind === 'null';
  return {
    address, mode: 'managed', type, name, notes: [], constructPath: undefined,
    body: diffBlock(schema, drift.before, drift.after),
    fate: { kind: vanished ? 'vanished' : 'drifted' },
  };
}

function outputView(output: OutputChange): OutputView {
  const side = (value: OutputChange['before'], there: boolean) => (there ? value : undefined);
  const before = side(output.before, output.action !== 'create');
  const after = side(output.after, output.action !== 'delete');
  return { name: output.name, diff: diffValues(before, after, { ...NO_RULES, sensitive: output.sensitive }) };
}

/** Each step behind those it waits for; otherwise as they stand. Steps that wait for each other stay at the end. */
function inRunningOrder(steps: readonly Step[]): readonly Step[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const waiting = new Map(steps.map((step) => [step.id, step.after.filter((id) => byId.has(id)).length]));
  const behind = new Map<string, Step[]>();
  for (const step of steps) {
    for (const id of step.after) {
      const list = behind.get(id);
      if (list === undefined) behind.set(id, [step]);
      else list.push(step);
    }
  }
  const order = steps.filter((step) => waiting.get(step.id) === 0);
  // The list grows while it is walked: what a step sets free runs behind all that was free before.
  for (const done of order) {
    for (const step of behind.get(done.id) ?? []) {
      const left = (waiting.get(step.id) ?? 0) - 1;
      waiting.set(step.id, left);
      if (left === 0) order.push(step);
    }
  }
  return [...order, ...steps.filter((step) => (waiting.get(step.id) ?? 0) > 0)];
}

function operationViews(steps: readonly Step[]): readonly OperationView[] {
  const seen = new Set<string>();
  const out: OperationView[] = [];
  const take = (effect: PlannedEffect): void => {
    if (seen.has(effect.id)) return;
    seen.add(effect.id);
    out.push({ text: effect.text, mutates: effect.mutates, prerequisite: effect.prerequisite });
  };
  for (const step of inRunningOrder(steps)) {
    if (step.kind === 'prerequisite') take(step.effect);
    else if ('effects' in step) for (const effect of step.effects) take(effect);
  }
  return out;
}
