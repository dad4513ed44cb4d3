import type { Value } from '../../values';
import { bare, same, type Side } from './sides';

/** Elements of a set that stay, go and come: those there were in their order, then what comes. */
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
