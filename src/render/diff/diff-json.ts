import { compareText } from '../../values';
import { align } from './align';
import { hidden, scalarDiff } from './hidden';
import { jsonInText } from './json-text';
import { together, type Diff } from './model';
import { bare, below, entriesOf, itemsOf, NO_RULES, same, startOf, type Rules, type Side } from './sides';

type Shape = 'text' | 'entries' | 'sequence' | 'bool' | 'number' | 'null';

/**
 * Compares two values by what they are, no type being known: outputs, attributes of open type, JSON in strings. Null is a value
 * among others. As in Terraform, nothing in it tells that it forces replacement.
 */
export function diffOpen(before: Side, after: Side): Diff {
  return hidden(before, after, NO_RULES, false, compare) ?? compare(before, after);
}

function compare(before: Side, after: Side): Diff {
  const [was, is] = [shapeOf(before), shapeOf(after)];
  if (was !== is && before !== undefined && after !== undefined) {
    return { action: 'update', replace: false, content: { kind: 'retyped', before: alike(before, undefined, was), after: alike(undefined, after, is) } };
  }
  return alike(before, after, before === undefined ? is : was);
}

function alike(before: Side, after: Side, shape: Shape): Diff {
  switch (shape) {
    case 'entries': {
      const [old, next] = [entriesOf(before), entriesOf(after)];
      const names = [...new Set([...old.keys(), ...next.keys()])].sort(compareText);
      const entries = names.map((name) => [name, diffOpen(old.get(name), next.get(name))] as const);
      return { action: together(startOf(before, after), entries.map(([, d]) => d.action)), replace: false, content: { kind: 'entries', of: 'object', nested: false, entries } };
    }
    case 'sequence': {
      const items = alignedItems(before, after, (b, a) => shapeOf(b) === 'entries' && shapeOf(a) === 'entries', NO_RULES, diffOpen);
      return { action: together(startOf(before, after), items.map((d) => d.action)), replace: false, content: { kind: 'sequence', of: 'list', nested: false, items } };
    }
    case 'text': return textDiff(before, after, NO_RULES);
    case 'bool': case 'number': case 'null': return scalarDiff(before, after, NO_RULES);
  }
}

/** Elements of two lists along what they have in common; two objects in one place are one that changed. */
export function alignedItems(before: Side, after: Side, pairs: (b: Side, a: Side) => boolean, rules: Rules, diff: (before: Side, after: Side, rules: Rules) => Diff): readonly Diff[] {
  const [old, next] = [itemsOf(before), itemsOf(after)];
  const at = (list: typeof old, index: number | undefined): Side => (index === undefined ? undefined : list[index]);
  return align(old.length, next.length, (b, a) => same(old[b], next[a]), (b, a) => pairs(old[b], next[a]), (b, other) => b === other || same(old[b], old[other]))
    .map(([b, a]) => diff(at(old, b), at(next, a), below(rules, b)));
}

/** Two strings: as what is in them where both hold JSON. */
export function textDiff(before: Side, after: Side, rules: Rules): Diff {
  const plain = scalarDiff(before, after, rules);
  const [old, next] = [bare(before), bare(after)];
  const from = old?.kind === 'string' ? jsonInText(old.value) : undefined;
  const to = next?.kind === 'string' ? jsonInText(next.value) : undefined;
  const one = plain.action === 'create' ? to : plain.action === 'delete' ? from : undefined;
  if (one === undefined && (from === undefined || to === undefined)) {
    if ((from === undefined) === (to === undefined) || plain.action !== 'update') return plain;
    // One of the two is JSON: each is shown as what it is.
    return { ...plain, content: { kind: 'retyped', before: textDiff(before, undefined, NO_RULES), after: textDiff(undefined, after, NO_RULES) } };
  }
  const inner = diffOpen(plain.action === 'create' ? undefined : from, plain.action === 'delete' ? undefined : to);
  return { ...plain, content: { kind: 'json', inner, onlyWhitespace: plain.action === 'update' && inner.action === 'no-op' } };
}

function shapeOf(value: Side): Shape {
  const inner = bare(value);
  switch (inner?.kind) {
    case 'string': return 'text';
    case 'map':
    case 'object': return 'entries';
    case 'list':
    case 'set':
    case 'tuple': return 'sequence';
    case 'bool':
    case 'number': return inner.kind;
    case 'null':
    case 'unknown':
    case undefined: return 'null';
  }
}
