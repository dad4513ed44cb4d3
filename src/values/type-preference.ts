import type { Type } from './type';

/** The types with the most general ones first: those that the others more likely convert to. */
export function preferredFirst(types: readonly Type[]): readonly Type[] {
  const above: number[][] = types.map(() => []);
  const below = types.map(() => 0);
  const order = (from: number, to: number): void => {
    above[from]?.push(to);
    below[to] = (below[to] ?? 0) + 1;
  };
  types.forEach((a, i) => {
    types.forEach((b, j) => {
      if (j <= i) return;
      const preference = compare(a, b);
      if (preference < 0) order(i, j);
      if (preference > 0) order(j, i);
    });
  });
  const queue = types.map((_, i) => i).filter((i) => below[i] === 0);
  for (let at = 0; at < queue.length; at++) {
    for (const next of above[queue[at] ?? 0] ?? []) {
      below[next] = (below[next] ?? 0) - 1;
      if (below[next] === 0) queue.push(next);
    }
  }
  return queue.flatMap((i) => types[i] ?? []);
}

/** Below zero when `a` is preferred. */
function compare(a: Type, b: Type): number {
  if (a.kind === 'dynamic' || b.kind === 'dynamic') return a.kind === b.kind ? 0 : a.kind === 'dynamic' ? 1 : -1;
  if (isPrimitive(a) && isPrimitive(b)) return a.kind === b.kind ? 0 : a.kind === 'string' ? -1 : b.kind === 'string' ? 1 : 0;
  if ('element' in a && 'element' in b && a.kind === b.kind) return compare(a.element, b.element);
  const ranks = kindRank(a, b);
  if (ranks !== undefined) return ranks;
  if (a.kind === 'object' && b.kind === 'object') {
    if (a.attributes.size !== b.attributes.size || [...a.attributes.keys()].some((name) => !b.attributes.has(name))) return 0;
    return together([...a.attributes].map(([name, type]) => compare(type, b.attributes.get(name) ?? type)));
  }
  if (a.kind === 'tuple' && b.kind === 'tuple' && a.elements.length === b.elements.length) {
    return together(a.elements.map((type, i) => compare(type, b.elements[i] ?? type)));
  }
  return 0;
}

function isPrimitive(type: Type): boolean {
  return type.kind === 'string' || type.kind === 'number' || type.kind === 'bool';
}

/** Which kind is hoped to hold the other: lists and tuples over sets, lists over tuples, maps over objects. */
function kindRank(a: Type, b: Type): number | undefined {
  const over = (high: Type, low: Type): boolean =>
    (low.kind === 'set' && (high.kind === 'tuple' || high.kind === 'list')) || (high.kind === 'list' && low.kind === 'tuple') || (high.kind === 'map' && low.kind === 'object');
  return over(a, b) ? -1 : over(b, a) ? 1 : undefined;
}

function together(parts: readonly number[]): number {
  const first = parts.some((part) => part < 0);
  const second = parts.some((part) => part > 0);
  return first === second ? 0 : first ? -1 : 1;
}
