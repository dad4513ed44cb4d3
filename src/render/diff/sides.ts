import { equalValues, unmark, type BareValue, type Value, type ValuePath } from '../../values';
import type { DiffAction } from './model';

/** A value on one side; undefined where there is no such thing (an element that was not in the list). Null is something where it was written. */
export type Side = Value | undefined;

/** What is known besides the two values. */
export interface Rules {
  /** Paths below the value whose change forces replacement. */
  readonly replacePaths: readonly ValuePath[];
}

export const NO_RULES: Rules = Object.freeze({ replacePaths: [] });

export const isReplaced = ({ replacePaths }: Rules): boolean => replacePaths.some((path) => path.length === 0);

export function below(rules: Rules, step: string | number | undefined): Rules {
  if (rules.replacePaths.length === 0) return rules;
  return { replacePaths: rules.replacePaths.filter((path) => path[0] === step && path.length > 0).map((path) => path.slice(1)) };
}

export const bare = (value: Side): BareValue | undefined => (value === undefined ? undefined : unmark(value));
/** Neither absent nor null. */
export const present = (value: Side): BareValue | undefined => {
  const inner = bare(value);
  return inner?.kind === 'null' ? undefined : inner;
};
export const isMarked = (value: Side): boolean => value?.kind === 'marked' && value.marks.includes('sensitive');
/** For members whose being null says no more than their being absent. */
export const nullAsAbsent = (value: Side): Side => (present(value) === undefined && !isMarked(value) ? undefined : value);

const NONE: ReadonlyMap<string, Value> = new Map();
export function entriesOf(value: Side): ReadonlyMap<string, Value> {
  const inner = bare(value);
  return inner?.kind === 'object' || inner?.kind === 'map' ? inner.entries : NONE;
}
export function itemsOf(value: Side): readonly Value[] {
  const inner = bare(value);
  return inner?.kind === 'list' || inner?.kind === 'set' || inner?.kind === 'tuple' ? inner.items : [];
}

/** Equal, and equally secret in all parts. */
export function same(a: Side, b: Side): boolean {
  if (a === b) return true;
  return a !== undefined && b !== undefined && equalValues(a, b);
}

/** What happens to a value as a whole. */
export function actionOf(before: Side, after: Side): DiffAction {
  if (before === undefined) return after === undefined ? 'no-op' : 'create';
  if (after === undefined) return 'delete';
  return same(before, after) ? 'no-op' : 'update';
}

/** What happens to a whole before any part of it is looked at. */
export function startOf(before: Side, after: Side): DiffAction {
  if (present(before) === undefined) return present(after) === undefined ? 'no-op' : 'create';
  return present(after) === undefined ? 'delete' : 'no-op';
}
