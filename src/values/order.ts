import { unmark } from './marks';
import { compareNumbers } from './number';
import { compareText } from './text-order';
import type { Value } from './value';

/**
 * The order of a set's items, as Terraform writes them: known before unknown, unknown before null; numbers by size,
 * strings by their UTF-8 bytes, false before true; composite values by a text that spells them out.
 */
export function compareValues(a: Value, b: Value): number {
  const left = unmark(a);
  const right = unmark(b);
  const rank = rankOf(left) - rankOf(right);
  if (rank !== 0) return rank;
  if (left.kind === 'string' && right.kind === 'string') return compareText(left.value, right.value);
  if (left.kind === 'number' && right.kind === 'number') return compareNumbers(left.value, right.value);
  if (left.kind === 'bool' && right.kind === 'bool') return Number(left.value) - Number(right.value);
  return compareText(spell(left), spell(right));
}

function rankOf(value: Value): number {
  return value.kind === 'null' ? 2 : value.kind === 'unknown' ? 1 : 0;
}

/** One text per value, alike only for equal values of one type. */
function spell(value: Value): string {
  switch (value.kind) {
    case 'marked': return spell(value.value);
    case 'null': return '~';
    case 'unknown': return '?';
    case 'string': return JSON.stringify(value.value);
    case 'number': return value.value;
    case 'bool': return value.value ? 'T' : 'F';
    case 'list': case 'set': return `[${value.items.map((item) => `${spell(item)};`).join('')}]`;
    case 'tuple': return `<${value.items.map((item) => `${spell(item)};`).join('')}>`;
    case 'map': return `{${sorted(value.entries).map(([key, part]) => `${JSON.stringify(key)}:${spell(part)};`).join('')}}`;
    case 'object': return `<${sorted(value.entries).map(([, part]) => `${spell(part)};`).join('')}>`;
  }
}

function sorted(entries: ReadonlyMap<string, Value>): readonly (readonly [string, Value])[] {
  return [...entries].sort(([a], [b]) => compareText(a, b));
}
