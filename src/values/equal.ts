import { marksOf, unmark } from './marks';
import { equalNumbers } from './number';
import { equalTypes } from './type-equal';
import type { Value } from './value';

export interface EqualOptions {
  /** `compare` (the default): values marked differently differ. */
  readonly marks?: 'compare' | 'ignore';
}

/**
 * Whether two values are the same, all through: kind, type and content. Unknown values are the same when their types are;
 * nulls also when the type of one is not known.
 */
export function equalValues(a: Value, b: Value, options: EqualOptions = {}): boolean {
  return same(a, b, options.marks !== 'ignore');
}

function same(a: Value, b: Value, marks: boolean): boolean {
  if (a === b) return true;
  if (a.kind === 'marked' || b.kind === 'marked') {
    return (!marks || marksOf(a).join() === marksOf(b).join()) && same(unmark(a), unmark(b), marks);
  }
  switch (a.kind) {
    case 'string': return b.kind === 'string' && a.value === b.value;
    case 'number': return b.kind === 'number' && equalNumbers(a.value, b.value);
    case 'bool': return b.kind === 'bool' && a.value === b.value;
    case 'null': return b.kind === 'null' && (a.type === b.type || a.type.kind === 'dynamic' || b.type.kind === 'dynamic' || equalTypes(a.type, b.type));
    case 'unknown': return b.kind === 'unknown' && equalTypes(a.type, b.type);
    case 'list': case 'set': return b.kind === a.kind && equalTypes(a.element, b.element) && sameItems(a.items, b.items, marks);
    case 'tuple': return b.kind === 'tuple' && sameItems(a.items, b.items, marks);
    case 'map': return b.kind === 'map' && equalTypes(a.element, b.element) && sameEntries(a.entries, b.entries, marks);
    case 'object': return b.kind === 'object' && sameEntries(a.entries, b.entries, marks);
  }
}

function sameItems(a: readonly Value[], b: readonly Value[], marks: boolean): boolean {
  return a.length === b.length && a.every((item, i) => {
    const other = b[i];
    return other !== undefined && same(item, other, marks);
  });
}

function sameEntries(a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>, marks: boolean): boolean {
  if (a.size !== b.size) return false;
  // By keys: a pair for each entry would be an array for each entry.
  for (const name of a.keys()) {
    const [part, other] = [a.get(name), b.get(name)];
    if (part === undefined || other === undefined || !same(part, other, marks)) return false;
  }
  return true;
}
