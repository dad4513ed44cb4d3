import { createHash } from 'node:crypto';
import { isSensitive, packValue, str, type Json, type Value } from '../values';
import { canonicalJson } from './canonical';
import type { Plan, Step } from './types';

/** One thing that a plan would do, as far as it can be compared with another plan of the same. */
export interface PlannedAction {
  /** What and of what: `create cloudbackup_directory.a`. */
  readonly what: string;
  /** 16 hex digits over all that it does: values before and after, order, calls. */
  readonly content: string;
}

/**
 * What a plan does, by address: without its id, times, the state's serial, and all that stays as it is, so that two plans that would do the same
 * compare as the same. Sensitive values count as one: their digests would be for guessing at.
 */
export function actionsOf(plan: Plan): readonly PlannedAction[] {
  const effects = effectsOf(plan.steps);
  const packed = packerOf(plan);
  const changes = plan.changes.flatMap((change): readonly PlannedAction[] => {
    const { action, address, deposed, previousAddress, importing } = change;
    if (action === 'no-op' && previousAddress === undefined && importing === undefined) return [];
    const { order, disposal, before, after } = change;
    return [actionOf(`${action} ${address}${deposed === undefined ? '' : ` (deposed ${deposed})`}`, [
      order ?? null, disposal ?? null, previousAddress ?? null, importing?.id ?? null, packed(before), packed(after), effects.get(address) ?? [],
    ])];
  });
  const outputs = plan.outputs.flatMap((output): readonly PlannedAction[] => (output.action === 'no-op' ? [] : [
    actionOf(`${output.action} output.${output.name}`, output.sensitive ? [] : [packed(output.before), packed(output.after)]),
  ]));
  const first = plan.steps.flatMap((step) => (step.kind === 'prerequisite' ? [actionOf(`first ${step.effect.text}`, [])] : []));
  // What the world did by itself goes into the state by this alone.
  const refreshed = plan.mode === 'refresh-only' ? plan.refreshed.map(({ address, after }) => actionOf(`refresh ${address}`, [packed(after)])) : [];
  return [...changes, ...outputs, ...first, ...refreshed].sort((a, b) => (a.what < b.what ? -1 : a.what > b.what ? 1 : 0));
}

/** `sha256:…` over `actionsOf`: two plans with the same one do the same. */
export function actionsDigest(actions: readonly PlannedAction[]): string {
  return `sha256:${createHash('sha256').update(canonicalJson(actions.map(({ what, content }) => [what, content]))).digest('hex')}`;
}

export interface ActionDifference {
  /** Only the second does these. */
  readonly added: readonly string[];
  /** Only the first does these. */
  readonly missing: readonly string[];
  /** Both do these, and not the same with them. */
  readonly different: readonly string[];
}

/** How what a plan does differs from what another does. */
export function compareActions(first: readonly PlannedAction[], second: readonly PlannedAction[]): ActionDifference {
  const [left, right] = [first, second].map((actions) => new Map(actions.map(({ what, content }) => [what, content]))) as [Map<string, string>, Map<string, string>];
  return {
    added: [...right.keys()].filter((what) => !left.has(what)),
    missing: [...left.keys()].filter((what) => !right.has(what)),
    different: [...right].flatMap(([what, content]) => (left.has(what) && left.get(what) !== content ? [what] : [])),
  };
}

type Content = Json;

function actionOf(what: string, content: Content): PlannedAction {
  return { what, content: createHash('sha256').update(canonicalJson(content)).digest('hex').slice(0, 16) };
}

/** Shorter texts stand anywhere by chance. */
const TELLING = 8;
/** What a saved plan has where a secret stood. */
const LEFT_OUT = /^\(left out: .* #\d+\)$/s;

/**
 * Packs values with every secret as one and the same: where it is marked, and where its mark was lost, as in the output of terraform_data. A
 * plan that was read back has none of them, and would seem to do something else; and a digest over one would be for guessing at.
 */
function packerOf(plan: Plan): (value: Value) => Content {
  const secrets = new Set<string>();
  const note = (value: Value, hidden: boolean): void => {
    switch (value.kind) {
      case 'marked': return note(value.value, hidden || isSensitive(value));
      case 'string': return void (hidden && value.value.length >= TELLING && secrets.add(value.value));
      case 'list': case 'set': case 'tuple': return value.items.forEach((item) => { note(item, hidden); });
      case 'map': case 'object': return value.entries.forEach((item) => { note(item, hidden); });
      case 'null': case 'unknown': case 'number': case 'bool': return;
    }
  };
  for (const { before, after } of [...plan.changes, ...plan.outputs]) for (const value of [before, after]) note(value, false);
  for (const { value } of plan.variables) note(value, false);
  const masked = packValue(str('(sensitive)'));
  return (value) => packValue(value, (one) => (one.kind === 'string' ? (secrets.has(one.value) || LEFT_OUT.test(one.value) ? masked : undefined) : isSensitive(one) ? masked : undefined));
}

function effectsOf(steps: readonly Step[]): ReadonlyMap<string, readonly string[]> {
  const effects = new Map<string, string[]>();
  for (const step of steps) {
    if (!('effects' in step) || step.effects.length === 0) continue;
    effects.set(step.address, [...effects.get(step.address) ?? [], ...step.effects.map(({ text }) => text)]);
  }
  return effects;
}
