import { unmark, type Value } from '../values';

const NONE: ReadonlyMap<string, Value> = new Map();

/** Attributes of an object or elements of a map; none for anything else. */
export function entriesOf(value: Value | undefined): ReadonlyMap<string, Value> {
  const bare = value === undefined ? undefined : unmark(value);
  return bare?.kind === 'object' || bare?.kind === 'map' ? bare.entries : NONE;
}

/** Elements of a list, set or tuple; none for anything else. */
export function itemsOf(value: Value | undefined): readonly Value[] {
  const bare = value === undefined ? undefined : unmark(value);
  return bare?.kind === 'list' || bare?.kind === 'set' || bare?.kind === 'tuple' ? bare.items : [];
}
