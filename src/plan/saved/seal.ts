import { getPath, isKnown, isMarked, isNull, isWhollyKnown, marksOf, packValue, unmark, unmarkDeep, type Json, type Mark, type MarkedValue, type StringValue, type Value, type ValuePath } from '../../values';
import type { Plan } from '../types';
import { costOf, secretDigest, valueKey } from './secret-digest';

/** Where a value that a plan does not hold is had again. */
export type SecretSource =
  | { readonly from: 'variable'; readonly name: string; readonly path: ValuePath }
  /** `address`: of the object as the state has it, `deposed`: which of its left-over ones. */
  | { readonly from: 'state'; readonly address: string; readonly deposed?: string | undefined; readonly movedTo?: string | undefined; readonly path: ValuePath }
  | { readonly from: 'output'; readonly name: string };

/** A value that a saved plan leaves out. */
export interface SealedValue {
  readonly source: SecretSource;
  /** Left out for a value that may be another one at apply: one of an ephemeral variable. */
  readonly digest?: string;
}

/** What a saved plan says of the values that it leaves out. The numbers in packed values are places in `values`. */
export interface SealedTable {
  /** scrypt's N for the digests. */
  readonly cost: number;
  readonly values: readonly SealedValue[];
}

/** Shorter texts stand anywhere by chance. */
const TELLING = 8;

export const sealSalt = (planId: string, at: number): string => `holdfast-plan-secret/1 ${planId} ${at}`;

/** Leaves out what can be had again, by where it came from. */
export interface Sealer {
  readonly pack: (value: Value) => Json;
  /** Whether a value could not be left out where it had to be. */
  readonly leaks: (value: Value) => boolean;
  /** What was left out so far. */
  table(): SealedTable | undefined;
  /** Texts among what was left out. */
  texts(): Iterable<string>;
}

/**
 * Values that are sensitive or ephemeral are left out where they are a variable, an attribute of the state's objects or an output of the
 * state, whole or a part that is marked. Nothing is computed again: what was made of a secret cannot be left out.
 */
export function sealerOf(plan: Plan): Sealer {
  const sources = sourcesOf(plan);
  const used = new Map<string, number>();
  const texts = new Set<string>();

  const numberOf = (value: Value): number | undefined => {
    if (!isWhollyKnown(value)) return undefined;
    const key = valueKey(value);
    if (!sources.has(key)) return undefined;
    const known = used.get(key);
    if (known !== undefined) return known;
    used.set(key, used.size);
    eachPart(value, [], (part) => { const bare = unmark(part); if (bare.kind === 'string') texts.add(bare.value); });
    return used.size - 1;
  };
  const sealedAs = (bare: Value, marks: readonly Mark[]): Json | undefined => {
    const sealed = numberOf(bare);
    return sealed === undefined ? undefined : { q: [marks, sealed] };
  };
  const inner = (value: Value): Json | undefined => {
    const bare = unmark(value);
    if (isNull(bare) || !isKnown(bare)) return packValue(value, seal);
    const sealed = sealedAs(bare, marksOf(value));
    if (sealed !== undefined) return sealed;
    return value.kind === 'marked' ? seal(value) : parts(bare);
  };
  /** Names of attributes and how many elements a tuple has are the type's, and no secret. */
  const parts = (bare: Value): Json | undefined => {
    const all = bare.kind === 'object' ? [...bare.entries.values()] : bare.kind === 'tuple' ? bare.items : undefined;
    if (all === undefined) return undefined;
    const packed = all.map(inner);
    if (packed.some((part) => part === undefined)) return undefined;
    if (bare.kind === 'tuple') return packed as Json;
    return bare.kind === 'object' ? { o: Object.fromEntries([...bare.entries.keys()].map((name, at) => [name, packed[at] as Json])) } : undefined;
  };
  const seal = (value: MarkedValue | StringValue): Json | undefined => {
    // A secret may lose its mark on its way through a provider, as in the output of terraform_data.
    if (value.kind === 'string') return value.value.length < TELLING ? undefined : sealedAs(value, []);
    const bare = value.value;
    if (isNull(bare) || !isKnown(bare)) return undefined;
    const sealed = sealedAs(bare, value.marks);
    if (sealed !== undefined) return sealed;
    const below = parts(bare);
    return below === undefined ? undefined : { k: [value.marks, below] };
  };
  const leaks = (value: Value): boolean => {
    if (!isMarked(value)) return false;
    let leaked = false;
    packValue(value, (marked) => {
      if (marked.kind === 'string') return undefined;
      if (isNull(marked.value) || !isKnown(marked.value)) return undefined;
      const packed = seal(marked);
      leaked ||= packed === undefined;
      return packed ?? null;
    });
    return leaked;
  };
  const sealedValue = (key: string, at: number, cost: number): SealedValue => {
    const found = sources.get(key);
    if (found === undefined) throw new Error('a value without a source was left out');
    return { source: found.source, ...(found.checked ? { digest: secretDigest(key, sealSalt(plan.planId, at), cost) } : {}) };
  };
  return {
    pack: (value) => packValue(value, seal),
    leaks,
    texts: () => texts,
    table() {
      if (used.size === 0) return undefined;
      const cost = costOf(used.size);
      return { cost, values: [...used].map(([key, at]) => sealedValue(key, at, cost)) };
    },
  };
}

type Sources = Map<string, { readonly source: SecretSource; readonly checked: boolean }>;

/** By value: variables first, since they are to be given again anyway. */
function sourcesOf(plan: Plan): Sources {
  const sources: Sources = new Map();
  const add = (value: Value, source: SecretSource, checked = true): void => {
    if (isNull(value) || !isWhollyKnown(value)) return;
    const key = valueKey(value);
    if (!sources.has(key)) sources.set(key, { source, checked });
  };
  for (const { name, value } of plan.variables) {
    const checked = !marksOf(value).includes('ephemeral');
    for (const path of unmarkDeep(value).marked) {
      eachPart(getPath(value, path) ?? value, path, (part, at) => add(part, { from: 'variable', name, path: at }, checked));
    }
  }
  const drifted = new Map(plan.drift.map((d) => [d.address, d.before]));
  for (const change of plan.changes) {
    if (change.mode !== 'managed' || change.importing !== undefined) continue;
    const before = change.deposed === undefined ? drifted.get(change.address) ?? change.before : change.before;
    if (!isMarked(before)) continue;
    const { previousAddress, deposed } = change;
    for (const path of unmarkDeep(before).marked) {
      const value = getPath(before, path);
      if (value !== undefined) add(value, { from: 'state', address: previousAddress ?? change.address, deposed, movedTo: previousAddress === undefined ? undefined : change.address, path });
    }
  }
  for (const output of plan.outputs) if (isMarked(output.before)) add(output.before, { from: 'output', name: output.name });
  return sources;
}

/** A value and all that is in it by names and places. */
function eachPart(value: Value, path: ValuePath, visit: (part: Value, path: ValuePath) => void): void {
  visit(value, path);
  const bare = unmark(value);
  if (bare.kind === 'object' || bare.kind === 'map') for (const [name, part] of bare.entries) eachPart(part, [...path, name], visit);
  if (bare.kind === 'list' || bare.kind === 'tuple') bare.items.forEach((part, at) => eachPart(part, [...path, at], visit));
}
