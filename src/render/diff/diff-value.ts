import { equalValues, type Value, type ValuePath } from '../../values';
import { align } from './align';
import { jsonInText } from './json-text';
import type { Diff, DiffAction, DiffContent } from './model';

type Bare = Exclude<Value, { kind: 'marked' }>;
type Side = Value | undefined;

/** What a comparison knows besides the two values. */
export interface DiffRules {
  /** Paths below the value whose change forces replacement. */
  readonly replacePaths: readonly ValuePath[];
  /** The schema says that the value is never shown. */
  readonly sensitive: boolean;
  /** Inside a JSON string: strings are not looked into again, and arrays are aligned as lists. */
  readonly insideJson: boolean;
}

export const NO_RULES: DiffRules = Object.freeze({ replacePaths: [], sensitive: false, insideJson: false });

/** Compares two values; `undefined` is a side that has no such thing at all (an element that was not in the list). */
export function diffValues(before: Side, after: Side, rules: DiffRules = NO_RULES): Diff {
  const action = sideAction(before, after);
  const replace = rules.replacePaths.some((path) => path.length === 0);
  const finish = (content: DiffContent, own: DiffAction = action): Diff => ({ action: own, replace, content });

  if (rules.sensitive || isMarked(before) || isMarked(after)) return finish({ kind: 'sensitive', remark: rules.sensitive ? undefined : remark(before, after) });
  const from = bare(before);
  const to = bare(after);
  if (to?.kind === 'unknown') {
    const old = from === undefined || from.kind === 'null' ? undefined : diffValues(from, undefined, rules);
    return finish({ kind: 'unknown', before: old }, old === undefined ? 'create' : 'update');
  }
  if (from?.kind === 'unknown') return finish({ kind: 'unknown', before: undefined });
  return finish(content(from, to, action, rules));
}

function content(from: Bare | undefined, to: Bare | undefined, action: DiffAction, rules: DiffRules): DiffContent {
  const shape = shapeOf(present(from) ?? present(to));
  if (present(from) !== undefined && present(to) !== undefined && shapeOf(from) !== shapeOf(to)) {
    return { kind: 'retyped', before: diffValues(from, undefined, rules), after: diffValues(undefined, to, rules) };
  }
  if (shape === 'text') return textContent(stringOf(from), stringOf(to), rules);
  if (shape === 'entries') return entriesContent(from, to, rules);
  if (shape === 'sequence') return sequenceContent(from, to, rules);
  return {
    kind: 'literal',
    before: from === undefined || action === 'create' ? undefined : literal(from),
    after: to === undefined || action === 'delete' ? undefined : literal(to),
  };
}

function textContent(before: string | undefined, after: string | undefined, rules: DiffRules): DiffContent {
  const plain: DiffContent = { kind: 'text', before, after };
  if (rules.insideJson) return plain;
  const from = before === undefined ? undefined : jsonInText(before);
  const to = after === undefined ? undefined : jsonInText(after);
  if ((before !== undefined && from === undefined) || (after !== undefined && to === undefined)) return plain;
  const inner = diffValues(from, to, { ...NO_RULES, insideJson: true });
  if (inner.content.kind === 'retyped') return plain;
  return { kind: 'json', inner, onlyWhitespace: before !== after && inner.action === 'no-op' };
}

function entriesContent(from: Bare | undefined, to: Bare | undefined, rules: DiffRules): DiffContent {
  const old = entriesOf(from);
  const next = entriesOf(to);
  const names = [...new Set([...old.keys(), ...next.keys()])].sort();
  const of = (present(to) ?? from)?.kind === 'map' ? 'map' : 'object';
  return { kind: 'entries', of, entries: names.map((name) => [name, diffValues(old.get(name), next.get(name), below(rules, name))] as const) };
}

function sequenceContent(from: Bare | undefined, to: Bare | undefined, rules: DiffRules): DiffContent {
  const old = itemsOf(from);
  const next = itemsOf(to);
  const kind = (present(to) ?? from)?.kind;
  const one = (b: number | undefined, a: number | undefined): Diff =>
    diffValues(b === undefined ? undefined : old[b], a === undefined ? undefined : next[a], below(rules, a ?? b ?? 0));
  if (kind === 'set') return { kind: 'sequence', ordered: false, items: setItems(old, next).map(([b, a]) => diffValues(b, a, { ...rules, replacePaths: [] })) };
  if (kind === 'tuple' && !rules.insideJson) {
    return { kind: 'sequence', ordered: true, items: Array.from({ length: Math.max(old.length, next.length) }, (_, i) => one(i < old.length ? i : undefined, i < next.length ? i : undefined)) };
  }
  const equal = (b: number, a: number): boolean => same(old[b], next[a]);
  const objects = (b: number, a: number): boolean => shapeOf(bare(old[b])) === 'entries' && shapeOf(bare(next[a])) === 'entries';
  return { kind: 'sequence', ordered: true, items: align(old.length, next.length, equal, objects).map(([b, a]) => one(b, a)) };
}

/** Elements of a set that stay, go and come: what goes first, then what comes, each in the set's own order. */
export function setItems(old: readonly Value[], next: readonly Value[]): readonly (readonly [Side, Side])[] {
  const used = new Set<number>();
  const byText = new Map<string, number[]>();
  next.forEach((value, i) => {
    const key = quickKey(value);
    const bucket = byText.get(key);
    if (bucket === undefined) byText.set(key, [i]);
    else bucket.push(i);
  });
  const out: (readonly [Side, Side])[] = old.map((value) => {
    const twin = byText.get(quickKey(value))?.find((i) => !used.has(i) && same(value, next[i]));
    if (twin === undefined) return [value, undefined] as const;
    used.add(twin);
    return [value, next[twin]] as const;
  });
  next.forEach((value, i) => {
    if (!used.has(i)) out.push([undefined, value]);
  });
  return out;
}

/** Equal values have equal keys; for scalars unequal ones differ too, so that large sets are compared in linear time. */
function quickKey(value: Value): string {
  const inner = bare(value);
  if (inner === undefined) return '';
  switch (inner.kind) {
    case 'string':
    case 'number':
      return `${inner.kind}:${inner.value}`;
    case 'object':
    case 'map':
      return `entries:${[...inner.entries].map(([key, v]) => `${key}=${quickKey(v)}`).sort().join()}`;
    case 'bool':
    case 'null':
    case 'unknown':
    case 'list':
    case 'set':
    case 'tuple':
      return inner.kind;
  }
}

function below(rules: DiffRules, step: string | number): DiffRules {
  if (rules.replacePaths.length === 0) return rules;
  return { ...rules, replacePaths: rules.replacePaths.filter((path) => path[0] === step).map((path) => path.slice(1)) };
}

function sideAction(before: Side, after: Side): DiffAction {
  const was = present(bare(before)) !== undefined;
  const is = present(bare(after)) !== undefined;
  if (before === undefined || (!was && is)) return after === undefined ? 'no-op' : 'create';
  if (after === undefined || (was && !is)) return 'delete';
  return same(before, after) ? 'no-op' : 'update';
}

function same(a: Side, b: Side): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  return isMarked(a) === isMarked(b) && equalValues(a, b);
}

function remark(before: Side, after: Side): 'marked' | 'unmarked' | undefined {
  if (present(bare(before)) === undefined || present(bare(after)) === undefined || isMarked(before) === isMarked(after)) return undefined;
  return isMarked(after) ? 'marked' : 'unmarked';
}

type Shape = 'text' | 'entries' | 'sequence' | 'bool' | 'number' | 'none';

function shapeOf(value: Bare | undefined): Shape {
  switch (value?.kind) {
    case 'string': return 'text';
    case 'map':
    case 'object': return 'entries';
    case 'list':
    case 'set':
    case 'tuple': return 'sequence';
    case 'bool':
    case 'number': return value.kind;
    case 'null':
    case 'unknown':
    case undefined: return 'none';
  }
}

const isMarked = (value: Side): boolean => value?.kind === 'marked';
const bare = (value: Side): Bare | undefined => (value?.kind === 'marked' ? value.value : value);
const present = (value: Bare | undefined): Bare | undefined => (value?.kind === 'null' ? undefined : value);
const stringOf = (value: Bare | undefined): string | undefined => (value?.kind === 'string' ? value.value : undefined);
const entriesOf = (value: Bare | undefined): ReadonlyMap<string, Value> => (value?.kind === 'map' || value?.kind === 'object' ? value.entries : new Map<string, Value>());
const itemsOf = (value: Bare | undefined): readonly Value[] => (value?.kind === 'list' || value?.kind === 'set' || value?.kind === 'tuple' ? value.items : []);

function literal(value: Bare): string {
  if (value.kind === 'number') return value.value;
  if (value.kind === 'bool') return String(value.value);
  return 'null';
}
