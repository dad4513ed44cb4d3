import { isInfinite } from './arithmetic';
import { mark, marksOf, unmark } from './marks';
import type { Value, ValuePath } from './value';

/** Whether a value is null, whatever its marks. */
export function isNull(value: Value): boolean {
  return unmark(value).kind === 'null';
}

/** Whether a value is known at its own level; what is in it may be unknown. */
export function isKnown(value: Value): boolean {
  return unmark(value).kind !== 'unknown';
}

/** Whether a value and everything in it is known. */
export function isWhollyKnown(value: Value): boolean {
  const bare = unmark(value);
  switch (bare.kind) {
    case 'unknown': return false;
    case 'null': case 'string': case 'number': case 'bool': return true;
    case 'list': case 'set': case 'tuple': return bare.items.every(isWhollyKnown);
    case 'map': case 'object':
      for (const part of bare.entries.values()) if (!isWhollyKnown(part)) return false;
      return true;
  }
}

/** An attribute of an object or an element of a map, with the marks of the whole; undefined when there is none. */
export function getAttr(value: Value, name: string): Value | undefined {
  const bare = unmark(value);
  const part = bare.kind === 'object' || bare.kind === 'map' ? bare.entries.get(name) : undefined;
  return part === undefined ? undefined : mark(part, marksOf(value));
}

/** What stands at a path, with the marks of all that it stands in; undefined when the path leads nowhere. */
export function getPath(value: Value, path: ValuePath): Value | undefined {
  let at: Value | undefined = value;
  for (const step of path) {
    if (at === undefined) return undefined;
    const bare = unmark(at);
    if ((bare.kind === 'list' || bare.kind === 'tuple') && typeof step === 'number') {
      const item: Value | undefined = bare.items[step];
      at = item === undefined ? undefined : mark(item, marksOf(at));
    } else {
      at = getAttr(at, String(step));
    }
  }
  return at;
}

/** Whether a number in a value is infinite: expressions may have such on their way, and nothing that is kept can. */
export function hasInfinity(value: Value): boolean {
  const bare = unmark(value);
  if (bare.kind === 'number') return isInfinite(bare.value);
  if ('items' in bare) return bare.items.some(hasInfinity);
  if ('entries' in bare) for (const part of bare.entries.values()) if (hasInfinity(part)) return true;
  return false;
}
