import type { Diagnostic } from '../diagnostics';
import { formatKey, type InstanceKey } from '../addrs';
import type { ActionReason, Change, Drift, OutputChange, Plan, PlanMode, Step } from '../plan';
import type { Note, PlannedEffect, Unmanaged } from '../provider';
import type { BlockSchema, ResourceSchema } from '../schema';
import { DYNAMIC, marksOf, type ValuePath } from '../values';
import { onlyRelevant } from './diff/relevant';
import { diffBlock } from './diff/diff-block';
import { diffTyped } from './diff/diff-typed';
import { NO_RULES, nullAsAbsent } from './diff/sides';
import type { BlockDiff, Diff } from './diff/model';

/** Finds the schema of a type by its provider's source address; undefined for a type that this build does not know. */
export type SchemaLookup = (source: string, mode: 'managed' | 'data', type: string) => ResourceSchema | undefined;

/** What happens to an object, with what only that case carries. */
export type ObjectFate =
  | { readonly kind: 'create' | 'adopt' | 'update' }
  /** It is and stays as it is: it only has another address from now on, or comes into the state. */
  | { readonly kind: 'moved' | 'imported' }
  | { readonly kind: 'read'; readonly because: 'config' | 'dependency' | 'check' }
  | { readonly kind: 'delete' | 'forget'; readonly because: EndReason | undefined; readonly deposed: string | undefined }
  | { readonly kind: 'replace'; readonly because: 'tainted' | 'triggers' | 'request' | undefined; readonly createFirst: boolean; readonly keepsOld: boolean }
  /** Moved without us. */
  | { readonly kind: 'drifted' | 'vanished' };

/** Why an object goes that was not asked to. */
export type EndReason = 'unconfigured' | 'deposed' | 'module' | 'repetition' | 'index' | 'key' | 'moved-away';

export interface ObjectView {
  readonly address: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly key: InstanceKey | undefined;
  readonly module: string | undefined;
  /** Where it was before. */
  readonly previousAddress: string | undefined;
  /** The id that an import block takes it in by. */
  readonly importId: string | undefined;
  /** Its block was written for the import. */
  readonly generated: boolean;
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
  /** Taken in by import blocks. */
  readonly import: number;
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
  /** Names of all outputs, also of those that stay: texts of the others line up by them. */
  readonly outputNames: readonly string[];
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
    drift: driftViews(plan, (drift) => schemaOf(drift.provider, 'managed', drift.type)),
    // What goes is told by where it stands now, moved or not.
    objects: plan.changes.filter(isTold).map((change) => objectView(plan.mode === 'destroy' ? { ...change, previousAddress: undefined } : change, schemaOf(change.provider, change.mode, change.type))),
    // A secret that only is no longer called one is no change that could be shown.
    outputs: plan.outputs.filter((o) => o.action !== 'no-op').map(outputView).filter(({ diff }) => diff.action !== 'no-op'),
    outputNames: plan.outputs.map(({ name }) => name),
    counts: planCounts(plan),
    operations: operationViews(plan.steps),
    unmanaged: plan.unmanaged,
    warnings: plan.warnings,
    blocked: plan.blocked,
    applyable: plan.applyable,
  };
}

/** What stays as it is is told where it has another address or comes into the state; data that is no longer read never is. */
function isTold(change: Change): boolean {
  if (change.action === 'no-op') return change.mode === 'managed' && (change.previousAddress !== undefined || change.importing !== undefined);
  return change.mode === 'managed' || change.action === 'read';
}

/** Drift that has to do with what changes; in refresh-only mode all of it, moves included. */
function driftViews(plan: Plan, schemaOf: (drift: Drift) => BlockSchema | undefined): readonly ObjectView[] {
  const all = plan.mode === 'refresh-only';
  const relevant = new Map<string, ValuePath[]>();
  for (const { resource, attribute } of plan.relevant ?? []) relevant.set(resource, [...(relevant.get(resource) ?? []), attribute]);
  return plan.drift.flatMap((drift) => {
    const whole = drift.key === undefined ? drift.address : drift.address.slice(0, -formatKey(drift.key).length);
    const paths = all ? [[]] : [...(relevant.get(drift.address) ?? []), ...(whole === drift.address ? [] : relevant.get(whole) ?? [])];
    const view = driftView({ ...drift, after: onlyRelevant(drift.before, drift.after, paths) }, schemaOf(drift));
    return all || view.body.action !== 'no-op' ? [view] : [];
  });
}

/**
 * What `Plan: N to add, …` counts. A replacement adds one and destroys one. An adopted object is not added, since nothing is made;
 * a forgotten one is not destroyed, since nothing is deleted.
 */
export function planCounts(plan: Pick<Plan, 'changes'>): PlanCounts {
  const counts = { import: 0, add: 0, change: 0, destroy: 0, adopt: 0, forget: 0 };
  for (const change of plan.changes) {
    if (change.importing !== undefined) counts.import++;
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
  const { address, mode, type, name, notes, constructPath, key, module, previousAddress } = change;
  const body = diffBlock(schema, change.before, change.action === 'delete' ? undefined : change.action === 'forget' ? change.before : change.after, change.action === 'replace' ? change.replacePaths : []);
  return { address, mode, type, name, notes, constructPath, key, module, previousAddress, importId: change.importing?.id, generated: change.generatedConfig !== undefined, body, fate: fateOf(change) };
}

function fateOf(change: Change): ObjectFate {
  switch (change.action) {
    case 'create':
    case 'adopt':
    case 'update':
      return { kind: change.action };
    case 'read':
      return { kind: 'read', because: change.reason === 'read_because_dependency_pending' ? 'dependency' : change.reason === 'read_because_check_nested' ? 'check' : 'config' };
    case 'delete':
    case 'forget':
      return { kind: change.action, because: change.deposed !== undefined ? 'deposed' : change.reason === undefined ? undefined : END_REASONS[change.reason], deposed: change.deposed };
    case 'replace':
      return { kind: 'replace', because: change.reason === undefined ? undefined : REPLACE_REASONS[change.reason], createFirst: change.order === 'create-first', keepsOld: change.disposal === 'forget' };
    case 'no-op':
      return { kind: change.importing === undefined ? 'moved' : 'imported' };
  }
}

const END_REASONS: Readonly<Partial<Record<ActionReason, EndReason>>> = {
  delete_because_no_resource_config: 'unconfigured', delete_because_no_module: 'module', delete_because_wrong_repetition: 'repetition',
  delete_because_count_index: 'index', delete_because_each_key: 'key', delete_because_no_move_target: 'moved-away',
};
const REPLACE_REASONS: Readonly<Partial<Record<ActionReason, 'tainted' | 'triggers' | 'request'>>> = { replace_because_tainted: 'tainted', replace_by_triggers: 'triggers', replace_by_request: 'request' };

function driftView(drift: Drift, schema: BlockSchema | undefined): ObjectView {
  const { address, type, name, key, module, previousAddress } = drift;
  const vanished = drift.after.kind === 'null';
  return {
    address, mode: 'managed', type, name, key, module, previousAddress, importId: undefined, generated: false, notes: [], constructPath: undefined,
    body: diffBlock(schema, drift.before, drift.after),
    fate: { kind: vanished ? 'vanished' : drift.before === drift.after ? 'moved' : 'drifted' },
  };
}

/** Whether an output is a secret on either side: then both are, as in Terraform, which keeps one answer for the two. */
export function isSecretOutput({ sensitive, before }: OutputChange): boolean {
  return sensitive || marksOf(before).includes('sensitive');
}

function outputView(output: OutputChange): OutputView {
  const side = (value: OutputChange['before'], there: boolean) => (there ? value : undefined);
  const before = side(output.before, output.action !== 'create');
  const after = side(output.after, output.action !== 'delete');
  return { name: output.name, diff: diffTyped(DYNAMIC, nullAsAbsent(before), nullAsAbsent(after), NO_RULES, isSecretOutput(output)) };
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
