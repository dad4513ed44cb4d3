import type { InstanceKey } from '../../addrs';
import type { Repetition } from '../../config';
import { num, objectOf, str, tupleOf, type Value } from '../../values';

/** Which instances a block has. `for_each`: the value of each key, in the order of the keys. */
export type Expansion =
  | { readonly kind: 'single' }
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'for_each'; readonly each: ReadonlyMap<string, Value> };

export const SINGLE: Expansion = Object.freeze({ kind: 'single' });

/** One instance of a repeated block: what `count.index`, or `each.key` and `each.value`, mean in it. */
export type Repeated =
  | { readonly kind: 'count'; readonly key: number }
  /** `is`: what each.key is where that is no string, as in an import block over a list. */
  | { readonly kind: 'for_each'; readonly key: string; readonly value: Value; readonly is?: Value };

export function isRepeated({ count, forEach }: Repetition): boolean {
  return count !== undefined || forEach !== undefined;
}

/** The instances in their order; undefined for the one that has no key. */
export function repeatedOf(expansion: Expansion): readonly (Repeated | undefined)[] {
  switch (expansion.kind) {
    case 'single': return [undefined];
    case 'count': return Array.from({ length: expansion.count }, (_, key) => ({ kind: 'count', key }));
    case 'for_each': return [...expansion.each].map(([key, value]) => ({ kind: 'for_each', key, value }));
  }
}

/** The value of the whole: the object of the one instance, a tuple with count, an object with for_each. */
export function wholeOf(expansion: Expansion, of: (key: InstanceKey | undefined) => Value): Value {
  switch (expansion.kind) {
    case 'single': return of(undefined);
    case 'count': return tupleOf(Array.from({ length: expansion.count }, (_, key) => of(key)));
    case 'for_each': return objectOf([...expansion.each.keys()].map((key) => [key, of(key)] as const));
  }
}

/** `count.index`, `each.key`, `each.value`; undefined where the block is not repeated so. */
export function repetitionValue(repeated: Repeated | undefined, kind: 'count' | 'each', name: string): Value | undefined {
  if (repeated === undefined) return undefined;
  if (kind === 'count') return repeated.kind === 'count' && name === 'index' ? num(repeated.key) : undefined;
  if (repeated.kind !== 'for_each') return undefined;
  return name === 'key' ? repeated.is ?? str(repeated.key) : name === 'value' ? repeated.value : undefined;
}
