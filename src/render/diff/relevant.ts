import type { Value, ValuePath } from '../../values';
import { bare, entriesOf, present } from './sides';

/**
 * What an object became, as far as paths lead to it or into it: everything else is as it was. Elements of a set are relevant
 * together.
 */
export function onlyRelevant(before: Value, after: Value, paths: readonly ValuePath[]): Value {
  if (paths.length === 0) return before;
  const [old, next] = [present(before), present(after)];
  if (old === undefined || next === undefined || paths.some((path) => path.length === 0)) return after;
  if (next.kind === 'object' || next.kind === 'map') {
    const was = entriesOf(before);
    const entries = [...next.entries].flatMap(([name, value]): [string, Value][] => {
      const from = was.get(name);
      const below = pathsBelow(paths, name);
      if (from === undefined) return below.length === 0 ? [] : [[name, value]];
      return [[name, onlyRelevant(from, value, below)]];
    });
    for (const [name, value] of was) if (!next.entries.has(name) && pathsBelow(paths, name).length === 0) entries.push([name, value]);
    return { ...next, entries: new Map(entries) };
  }
  if ((next.kind === 'list' || next.kind === 'tuple') && (old.kind === 'list' || old.kind === 'tuple')) {
    const length = Math.max(old.items.length, next.items.length);
    const items = Array.from({ length }, (_, i) => i).flatMap((i): Value[] => {
      const [from, to, below] = [old.items[i], next.items[i], pathsBelow(paths, i)];
      if (to === undefined) return below.length === 0 && from !== undefined ? [from] : [];
      return from === undefined ? (below.length === 0 ? [] : [to]) : [onlyRelevant(from, to, below)];
    });
    return { ...next, items };
  }
  return bare(after) === undefined ? before : after;
}

const pathsBelow = (paths: readonly ValuePath[], step: string | number): readonly ValuePath[] =>
  paths.filter((path) => String(path[0]) === String(step)).map((path) => path.slice(1));
