import { hash } from 'node:crypto';
import { diagnostic, fail, ok, type Outcome } from '../diagnostics';
import type { Expr } from '../lang';
import { isSensitive, packValue, typeFromJson, typeToJson, unpackValue, DYNAMIC, type Json, type Value } from '../values';
import { canonicalJson } from './canonical';
import { packDefinition, packStep, unpackDefinition, unpackStep } from './plan-file-steps';
import { somePart } from './residual/defined-keys';
import type { Change, Drift, OutputChange, Plan, ProviderUse, Refreshed } from './types';

const FORMAT = 'holdfast-plan/1';

/**
 * A plan as one canonical JSON document with its digest: `{"digest":"sha256:…","format":"holdfast-plan/1","plan":{…}}`.
 * Refused for a plan that holds sensitive values: they must not lie in a file that is not encrypted.
 */
export function encodePlan(plan: Plan): Outcome<{ readonly text: string; readonly digest: string }> {
  const secret = firstSecret(plan);
  if (secret !== undefined) {
    return fail(diagnostic('plan_file_sensitive', `${secret} is sensitive, and a saved plan is not encrypted yet: it would put the value into a file. `
      + 'Run apply without a plan file, or take the sensitive value out of what is planned.', { address: secret }));
  }
  const body = canonicalJson(pack(plan));
  const digest = digestOf(body);
  return ok({ text: documentOf(digest, body), digest });
}

/** `sha256:` and the hex digest over the plan's canonical JSON: what people compare and what runs are bound to. */
export function planDigest(plan: Plan): string {
  return digestOf(canonicalJson(pack(plan)));
}

const digestOf = (body: string): string => `sha256:${hash('sha256', body, 'hex')}`;

/** The canonical JSON of the whole: members in the order of their names. */
const documentOf = (digest: string, body: string): string => `{"digest":${canonicalJson(digest)},"format":${canonicalJson(FORMAT)},"plan":${body}}\n`;

/** Reads a plan file back. Any byte that differs from what was written is refused. */
export function decodePlan(text: string): Outcome<{ readonly plan: Plan; readonly digest: string }> {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return fail(damaged('It is not JSON.'));
  }
  if (!isRecord(document) || typeof document['format'] !== 'string' || !isRecord(document['plan'])) {
    return fail(damaged('It is not a plan.'));
  }
  if (document['format'] !== FORMAT) {
    return fail(diagnostic('plan_file_version', `This is a plan of format ${JSON.stringify(document['format'])}; this release reads ${FORMAT}. `
      + 'Apply it with the release that made it, or plan again.'));
  }
  let plan: Plan;
  let canonical: string;
  let digest: string;
  try {
    plan = unpack(document['plan'] as PackedPlan);
    const body = canonicalJson(pack(plan));
    digest = digestOf(body);
    canonical = documentOf(digest, body);
  } catch {
    return fail(damaged('Its content is not that of a plan.'));
  }
  if (canonical !== text) return fail(damaged('Its content does not match its digest.'));
  return ok({ plan: Object.freeze(plan), digest });
}

function damaged(why: string) {
  return diagnostic('plan_file_damaged', `${why} A plan is applied only byte for byte as it was written: make the plan again.`);
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function firstSecret(plan: Plan): string | undefined {
  for (const v of plan.variables) if (isSensitive(v.value) || (v.given !== undefined && isSensitive(v.given))) return `var.${v.name}`;
  for (const p of plan.providers) if (isSensitive(p.config)) return `provider.${p.key}`;
  for (const c of plan.changes) if (isSensitive(c.before) || isSensitive(c.after)) return c.address;
  for (const step of plan.steps) {
    if (step.kind === 'import' && isSensitive(step.state)) return step.address;
    if ('residual' in step && step.residual?.body.some(([, expr]) => hasSecret(expr)) === true) return step.address;
    if (step.kind === 'condition' && step.rules.some((rule) => hasSecret(rule.condition) || hasSecret(rule.errorMessage))) return step.address;
    if (step.kind === 'output' && hasSecret(step.value)) return `output.${step.name}`;
  }
  for (const d of plan.definitions ?? []) if (hasSecret(d.expr)) return d.key;
  for (const o of plan.outputs) if (o.action !== 'no-op' && (isSensitive(o.before) || isSensitive(o.after))) return `output.${o.name}`;
  return undefined;
}

const hasSecret = (expr: Expr): boolean => somePart(expr, (part) => part.kind === 'literal' && isSensitive(part.value));

type Packed<T, Values extends keyof T> = Omit<T, Values> & { readonly [K in Values]: Json };
type PackedPlan = { readonly [key: string]: never } & ReturnType<typeof shape>;

// The shape is written once, for both directions: `shape` maps every value-carrying field by the functions given.
function shape(plan: Plan, value: (v: Value) => Json) {
  return {
    ...plan,
    variables: plan.variables.map(({ given, ...v }) => ({ ...v, value: value(v.value), ...(given === undefined ? {} : { given: value(given) }) })),
    providers: plan.providers.map((p): Packed<ProviderUse, 'config'> => ({ ...p, config: value(p.config) })),
    changes: plan.changes.map((c): Packed<Change, 'before' | 'after'> => ({ ...c, before: value(c.before), after: value(c.after) })),
    drift: plan.drift.map((d): Packed<Drift, 'before' | 'after'> => ({ ...d, before: value(d.before), after: value(d.after) })),
    refreshed: plan.refreshed.map((r): Packed<Refreshed, 'after'> => ({ ...r, after: value(r.after) })),
    outputs: plan.outputs.map((o): Packed<OutputChange, 'before' | 'after' | 'type'> =>
      ({ ...o, before: value(o.before), after: value(o.after), type: typeToJson(o.type) })),
    steps: plan.steps.map(packStep),
    ...(plan.definitions === undefined ? {} : { definitions: plan.definitions.map(packDefinition) }),
  };
}

function pack(plan: Plan): Json {
  return shape(plan, packValue) as unknown as Json;
}

function unpack(packed: PackedPlan): Plan {
  return {
    ...(packed as unknown as Plan),
    prior: (packed as unknown as Plan).prior,
    variables: packed.variables.map(({ given, ...v }) => ({ ...v, value: unpackValue(v.value), ...(given === undefined ? {} : { given: unpackValue(given) }) })),
    providers: packed.providers.map((p) => ({ ...p, config: unpackValue(p.config) })),
    changes: packed.changes.map((c) => ({ ...c, before: unpackValue(c.before), after: unpackValue(c.after) })),
    drift: packed.drift.map((d) => ({ ...d, before: unpackValue(d.before), after: unpackValue(d.after) })),
    refreshed: packed.refreshed.map((r) => ({ ...r, after: unpackValue(r.after) })),
    outputs: packed.outputs.map((o) => ({ ...o, before: unpackValue(o.before), after: unpackValue(o.after), type: typeFromJson(o.type) ?? DYNAMIC })),
    steps: packed.steps.map(unpackStep),
    ...(packed.definitions === undefined ? {} : { definitions: packed.definitions.map((d) => unpackDefinition(d as Json)) }),
  };
}
