import { standingValue } from '../apply';
import { gatherVariables, nodeFiles, resolveVariables, type VariableBlock } from '../config';
import { diagnostic, fail, judged, ok, type Diagnostic, type Outcome } from '../diagnostics';
import { sealSalt, secretDigest, valueKey, type Plan, type SavedPlan, type SealedValue } from '../plan';
import type { State } from '../state';
import { fromExactJson, getPath, typeFromJson, DYNAMIC, type Value } from '../values';
import type { Ground } from './ground';
import type { Session } from './world';

/** Values that were given for variables, by name. */
export type GivenAgain = ReadonlyMap<string, Value>;

/** Asks again for the variables that a saved plan leaves out, from where values of variables come; each must be as it was. */
export async function givenAgain(session: Session, saved: SavedPlan): Promise<Outcome<GivenAgain>> {
  const { options } = session;
  const asked = new Set(saved.asked.map(({ name }) => name));
  const unasked = (options.variables ?? []).flatMap((option) => (option.kind === 'var' && !asked.has(option.name) ? [option.name] : []));
  if (unasked.length > 0) {
    return fail(diagnostic('plan_variable_unasked', `The plan holds its own value of ${unasked.map((name) => `var.${name}`).join(', ')}: it is applied exactly as it was made. Leave out -var, or make a new plan with it.`));
  }
  if (saved.asked.length === 0) return ok(new Map());
  const sources = await gatherVariables(options.dir, options.env, options.variables ?? [], nodeFiles);
  if (!sources.ok) return sources;
  const values = sources.value.values.filter(({ name }) => asked.has(name));
  const missing = saved.asked.filter(({ name }) => !values.some((value) => value.name === name));
  if (missing.length > 0) return fail(...missing.map(({ name }) => askAgain(name)));
  const variables = new Map(saved.asked.map(({ name, shape, textMode }): [string, VariableBlock] => [name, {
    ...shape, name, textMode, validations: [], description: undefined, locate: () => ({ filename: `var.${name}`, start: NOWHERE, end: NOWHERE }),
  }]));
  const resolved = resolveVariables({ variables }, { values });
  if (!resolved.ok) return resolved;
  const wrong = saved.asked.filter(({ name }) => !isSame(saved, name, resolved.value.get(name)));
  return wrong.length === 0 ? resolved : fail(...wrong.map(({ name }) => diagnostic('plan_secret_differs',
    `var.${name} is not what it was when the plan was made. Nothing was done. Give the value that the plan was made with, or plan again with this one.`, { address: `var.${name}` })));
}

const NOWHERE = { line: 1, column: 1, byte: 0 };

function askAgain(name: string): Diagnostic {
  return diagnostic('plan_secret_missing', `The plan was made with a sensitive value for var.${name} and does not hold it. Nothing was done. `
    + `Give the same value again: -var='${name}=…', the environment variable TF_VAR_${name}, or a file *.auto.tfvars. A plan that is saved with -plan-key needs no value again.`, { address: `var.${name}` });
}

/** Whether every part of a variable that the plan leaves out is as it was. */
function isSame(saved: SavedPlan, name: string, value: Value | undefined): boolean {
  return (saved.sealed?.values ?? []).every((sealed, at) => {
    const { source } = sealed;
    if (source.from !== 'variable' || source.name !== name) return true;
    const part = value === undefined ? undefined : getPath(value, source.path);
    return part !== undefined && isDigestOf(saved, sealed, at, part);
  });
}

function isDigestOf(saved: SavedPlan, { digest }: SealedValue, at: number, value: Value): boolean {
  return digest === undefined || secretDigest(valueKey(value), sealSalt(saved.plan.planId, at), saved.sealed?.cost ?? 2) === digest;
}

/**
 * The plan with what it leaves out put in: variables as given, and the rest from the state, which must have it as it was where the plan
 * does something with it. A run that goes on takes what the state has by now.
 */
export async function putIn(ground: Ground, saved: SavedPlan, given: GivenAgain): Promise<Outcome<Plan>> {
  const { sealed, plan } = saved;
  if (sealed === undefined) return ok(plan);
  const state = await ground.backend.read();
  if (!state.ok) return state;
  const open = await ground.backend.runs.listOpen();
  if (!open.ok) return open;
  const resumed = open.value.some((run) => run.header.planId === plan.planId);
  const find = standing(ground, plan, state.value);
  const values = new Map<number, Value>();
  const others: number[] = [];
  sealed.values.forEach((one, at) => {
    const { source } = one;
    const value = source.from === 'variable' ? part(given.get(source.name), source.path) : find(source);
    if (value !== undefined && (resumed || source.from === 'variable' || isDigestOf(saved, one, at, value))) values.set(at, value);
    else others.push(at);
  });
  const needed = saved.needed(others);
  const source = needed === undefined ? undefined : sealed.values[needed]?.source;
  if (source === undefined) return judged(saved.open(values), []);
  const where = source.from === 'variable' ? `var.${source.name}` : source.from === 'output' ? `output.${source.name}` : source.address;
  return fail(diagnostic('apply_plan_stale', `${where} is another one in the state now: the state changed after the plan was made. Nothing was done. Plan again.`, { address: where }));
}

const part = (value: Value | undefined, path: readonly (string | number)[]): Value | undefined => (value === undefined ? undefined : getPath(value, path));

/** What the state has by now, by where it was. */
function standing(ground: Ground, plan: Plan, state: State | undefined): (source: Exclude<SealedValue['source'], { from: 'variable' }>) => Value | undefined {
  const sources = new Map(plan.providers.map((p) => [p.key, p.source]));
  const changes = new Map(plan.changes.map((c) => [`${c.previousAddress ?? c.address} ${c.deposed ?? ''}`, c]));
  return (source) => {
    if (source.from === 'output') {
      const output = state?.outputs.get(source.name);
      const decoded = output === undefined ? undefined : fromExactJson(output.value, typeFromJson(output.type) ?? DYNAMIC);
      return decoded?.ok === true ? decoded.value : undefined;
    }
    const change = changes.get(`${source.address} ${source.deposed ?? ''}`);
    const schema = change === undefined ? undefined : ground.set.forPlan.bySource(sources.get(change.provider) ?? '')?.schema();
    if (change === undefined || schema === undefined || state === undefined) return undefined;
    const value = standingValue(state, schema, change, [source.address, ...(source.movedTo === undefined ? [] : [source.movedTo])]);
    return part(value, source.path);
  };
}
