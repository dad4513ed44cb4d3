import type { Change, Drift, OutputChange, Plan } from '../../plan';
import { STATE_TERRAFORM_VERSION } from '../../state';
import { marksOf, unmark, type Value } from '../../values';
import { checksJson } from './plan-checks';
import { plannedValues, priorValues } from './plan-values';
import { knownJson, sensitiveMask, unknownMask, type Mask } from './value-json';
import { isSecretOutput } from '../plan-view';
import { LazyList, type JsonData } from './write';

export interface PlanJsonOptions {
  /** Writes null where a value is sensitive; the masks say where. */
  readonly redact: boolean;
  /** Schema version of a type, for `planned_values`. */
  readonly schemaVersion: (provider: string, mode: 'managed' | 'data', type: string) => number;
}

type JsonObject = { readonly [key: string]: JsonData | undefined };

const NULL: Value = { kind: 'null', type: { kind: 'dynamic' } };

/** A plan as `show -json` of Terraform writes it, format 1.2. An adopted object is an import: no-op with `importing`. */
export function planJson(plan: Plan, options: PlanJsonOptions): JsonData {
  const fullName = providerNames(plan);
  const values = { redact: options.redact, fullName, schemaVersion: options.schemaVersion };
  const prior = priorValues(plan, values);
  const drift = plan.drift.map((entry) => driftJson(entry, fullName, options));
  const shown = plan.changes.filter((change) => !(change.mode === 'data' && change.action !== 'read'));
  return {
    format_version: '1.2',
    terraform_version: STATE_TERRAFORM_VERSION,
    variables: nonEmpty(members(plan.variables.filter((v) => v.given !== undefined || !marksOf(v.value).includes('ephemeral')), (v) => v.name, (v) => ({ value: knownJson(v.given ?? v.value, options.redact) ?? null }))),
    planned_values: plannedValues(plan, values),
    resource_drift: drift.length === 0 ? undefined : drift,
    resource_changes: shown.length === 0 ? undefined : new LazyList(function* () { for (const change of shown) yield changeJson(plan.mode === 'destroy' ? { ...change, previousAddress: undefined } : change, fullName, options); }),
    output_changes: nonEmpty(members(plan.outputs, (o) => o.name, (o) => outputChangeJson(o, options))),
    prior_state: prior === undefined ? undefined : { format_version: '1.0', terraform_version: STATE_TERRAFORM_VERSION, values: prior },
    configuration: plan.configuration ?? { provider_config: nonEmpty(members(plan.providers, (p) => p.key, (p) => ({ name: p.key.split('.')[0] ?? p.key, full_name: fullName(p.key), alias: p.key.split('.')[1] }))), root_module: {} },
    relevant_attributes: plan.relevant === undefined ? undefined : plan.relevant.map(({ resource, attribute }) => ({ resource, attribute: [...attribute] })),
    checks: checksJson(plan.checks),
    timestamp: plan.createdAt,
    applyable: plan.applyable,
    complete: plan.targets === undefined && plan.excludes === undefined,
    errored: false,
  };
}

/** `registry.terraform.io/holdfast/cloudbackup`: how state and plan JSON name a provider. */
export function providerFullName(source: string): string {
  return source.split('/').length > 2 ? source : `registry.terraform.io/${source}`;
}

function providerNames(plan: Plan): (key: string) => string {
  const names = new Map(plan.providers.map((p) => [p.key, providerFullName(p.source)]));
  return (key) => names.get(key) ?? key;
}

const ACTIONS: Readonly<Record<Exclude<Change['action'], 'replace'>, readonly string[]>> = {
  'no-op': ['no-op'], create: ['create'], adopt: ['no-op'], read: ['read'], update: ['update'], delete: ['delete'], forget: ['forget'],
};

function actionsOf(change: Change): readonly string[] {
  if (change.action !== 'replace') return ACTIONS[change.action];
  if (change.disposal === 'forget') return ['create', 'forget'];
  return change.order === 'create-first' ? ['create', 'delete'] : ['delete', 'create'];
}

function changeJson(change: Change, fullName: (key: string) => string, options: PlanJsonOptions): JsonObject {
  const before = change.action === 'adopt' ? change.after : change.before;
  const id = change.action === 'adopt' ? idOf(change.after) : undefined;
  return {
    address: change.address, previous_address: change.previousAddress, module_address: change.module,
    mode: change.mode, type: change.type, name: change.name, index: change.key,
    provider_name: fullName(change.provider), deposed: change.deposed,
    change: {
      actions: actionsOf(change), ...sides(before, change.after, options),
      replace_paths: change.replacePaths.length === 0 ? undefined : change.replacePaths.map((path) => [...path]),
      generated_config: change.generatedConfig,
      importing: change.action === 'adopt' ? { id } : change.importing === undefined ? undefined : { ...change.importing },
    },
    action_reason: change.reason,
  };
}

function sides(before: Value, after: Value, options: PlanJsonOptions): JsonObject {
  const unknown = unknownMask(after);
  return {
    before: knownJson(before, options.redact) ?? null,
    after: knownJson(after, options.redact) ?? null,
    after_unknown: hasTrue(unknown) ? unknown : {},
    before_sensitive: before.kind === 'null' ? false : sensitiveMask(before),
    after_sensitive: after.kind === 'null' ? false : sensitiveMask(after),
  };
}

function driftJson(drift: Drift, fullName: (key: string) => string, options: PlanJsonOptions): JsonObject {
  return {
    address: drift.address, previous_address: drift.previousAddress, module_address: drift.module,
    mode: 'managed', type: drift.type, name: drift.name, index: drift.key, provider_name: fullName(drift.provider),
    change: { actions: [drift.after.kind === 'null' ? 'delete' : drift.before === drift.after ? 'no-op' : 'update'], ...sides(drift.before, drift.after, options) },
  };
}

function outputChangeJson(output: OutputChange, options: PlanJsonOptions): JsonObject {
  const before = output.action === 'create' ? NULL : output.before;
  const after = output.action === 'delete' ? NULL : output.after;
  const sensitive = isSecretOutput(output);
  const hide = options.redact && sensitive;
  return {
    actions: [output.action],
    before: hide ? null : knownJson(before, options.redact) ?? null,
    after: unmark(after).kind === 'unknown' ? undefined : hide ? null : knownJson(after, options.redact),
    after_unknown: hasTrue(unknownMask(after)) ? unknownMask(after) : false,
    before_sensitive: sensitive, after_sensitive: sensitive,
  };
}

function members<T>(list: readonly T[], name: (item: T) => string, json: (item: T) => JsonData): JsonObject {
  return Object.fromEntries(list.map((item) => [name(item), json(item)]));
}

const nonEmpty = (object: JsonObject): JsonObject | undefined => (Object.keys(object).length === 0 ? undefined : object);

function hasTrue(mask: Mask): boolean {
  if (typeof mask === 'boolean') return mask;
  return Object.values(mask).some(hasTrue);
}

/** The id of an object that is known already, for `importing`. */
export function idOf(value: Value): string | undefined {
  const id = value.kind === 'object' ? value.entries.get('id') : undefined;
  return id?.kind === 'string' ? id.value : undefined;
}
