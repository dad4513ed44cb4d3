import type { AttributeSchema, NestedAttributes } from '../../schema';
import { compareText, type Type, type Value } from '../../values';
import { alignedItems, diffOpen, textDiff } from './diff-json';
import { hidden, scalarDiff } from './hidden';
import { together, type Diff } from './model';
import { setItems } from './set-items';
import { below, entriesOf, isReplaced, itemsOf, nullAsAbsent, NO_RULES, startOf, type Rules, type Side } from './sides';

type Compare = (before: Side, after: Side, rules: Rules) => Diff;

/** Compares two values of an attribute by its type, or by the rules of the objects in it. */
export function diffAttribute(attribute: AttributeSchema, before: Side, after: Side, rules: Rules): Diff {
  const { nested, type, sensitive } = attribute;
  if (nested !== undefined) return diffNested(nested, sensitive === true, before, after, rules);
  return diffTyped(type, before, after, rules, sensitive === true);
}

/** Compares two values of one type. Members of objects that are null on both sides are left out. */
export function diffTyped(type: Type, before: Side, after: Side, rules: Rules = NO_RULES, sensitive = false): Diff {
  const compare: Compare = (b, a, r) => compareTyped(type, b, a, r);
  return hidden(before, after, rules, sensitive, compare) ?? compare(before, after, rules);
}

function compareTyped(type: Type, before: Side, after: Side, rules: Rules): Diff {
  switch (type.kind) {
    case 'dynamic': return diffOpen(before, after);
    case 'string': return textDiff(before, after, rules);
    case 'number':
    case 'bool': return scalarDiff(before, after, rules);
    case 'object': return diffMembers(type.attributes.keys(), false, before, after, rules, (name, b, a, r) => diffTyped(type.attributes.get(name) ?? { kind: 'dynamic' }, b, a, r));
    case 'map': return diffMap(false, before, after, rules, (b, a, r) => diffTyped(type.element, b, a, r));
    case 'list': {
      const isObject = type.element.kind === 'object';
      const items = alignedItems(before, after, () => isObject, rules, (b, a, r) => diffTyped(type.element, b, a, r));
      return sequence('list', false, before, after, items, rules);
    }
    case 'tuple': return byIndex(false, before, after, rules, (b, a, r, i) => diffTyped(type.elements[i] ?? { kind: 'dynamic' }, b, a, r));
    case 'set': return diffSet(false, before, after, rules, (b, a, r) => diffTyped(type.element, b, a, r));
  }
}

function diffNested(nested: NestedAttributes, sensitive: boolean, before: Side, after: Side, rules: Rules): Diff {
  const one: Compare = (b, a, r) => diffObject(nested.attributes, b, a, r);
  const compare: Compare = (b, a, r) => {
    switch (nested.nesting) {
      // Of an object that is not known any more, every part is not.
      case 'single': return after !== undefined && a === undefined && isUnknown(after) ? diffMembers(nested.attributes.keys(), true, b, unknownParts(nested, after), r, memberDiff(nested.attributes)) : compareObject(nested.attributes, b, a, r);
      case 'map': return diffMap(true, b, a, r, one);
      case 'list': return byIndex(true, b, a, r, one);
      case 'set': return diffSet(true, b, a, r, one);
    }
  };
  return hidden(before, after, rules, sensitive, compare) ?? compare(before, after, rules);
}

function diffObject(attributes: NestedAttributes['attributes'], before: Side, after: Side, rules: Rules): Diff {
  const compare: Compare = (b, a, r) => compareObject(attributes, b, a, r);
  return hidden(before, after, rules, false, compare) ?? compare(before, after, rules);
}

type MemberDiff = (name: string, before: Side, after: Side, rules: Rules) => Diff;
const memberDiff = (attributes: NestedAttributes['attributes']): MemberDiff => (name, before, after, rules) => {
  const attribute = attributes.get(name);
  return attribute === undefined ? diffOpen(before, after) : diffAttribute(attribute, before, after, rules);
};

const compareObject = (attributes: NestedAttributes['attributes'], before: Side, after: Side, rules: Rules): Diff =>
  diffMembers(attributes.keys(), true, before, after, rules, memberDiff(attributes));

const isUnknown = (value: Value): boolean => value.kind === 'unknown' || (value.kind === 'marked' && value.value.kind === 'unknown');
const unknownParts = (nested: NestedAttributes, after: Value): Value => (isUnknown(after)
  ? { kind: 'object', entries: new Map([...nested.attributes].map(([name, { type }]) => [name, { kind: 'unknown', type }])) } : after);

function diffMembers(names: Iterable<string>, nested: boolean, before: Side, after: Side, rules: Rules, member: MemberDiff): Diff {
  const [old, next] = [entriesOf(before), entriesOf(after)];
  const entries = [...names].sort(compareText).flatMap((name): (readonly [string, Diff])[] => {
    const [was, is] = [nullAsAbsent(old.get(name)), nullAsAbsent(next.get(name))];
    return was === undefined && is === undefined ? [] : [[name, member(name, was, is, below(rules, name))]];
  });
  return { action: together(startOf(before, after), entries.map(([, d]) => d.action)), replace: isReplaced(rules), content: { kind: 'entries', of: 'object', nested, entries } };
}

function diffMap(nested: boolean, before: Side, after: Side, rules: Rules, element: Compare): Diff {
  const [old, next] = [entriesOf(before), entriesOf(after)];
  const keys = [...new Set([...old.keys(), ...next.keys()])].sort(compareText);
  const entries = keys.map((key) => [key, element(old.get(key), next.get(key), below(rules, key))] as const);
  return { action: together(startOf(before, after), entries.map(([, d]) => d.action)), replace: isReplaced(rules), content: { kind: 'entries', of: 'map', nested, entries } };
}

function byIndex(nested: boolean, before: Side, after: Side, rules: Rules, element: (before: Side, after: Side, rules: Rules, index: number) => Diff): Diff {
  const [old, next] = [itemsOf(before), itemsOf(after)];
  const items = Array.from({ length: Math.max(old.length, next.length) }, (_, i) => element(old[i], next[i], below(rules, i), i));
  return sequence('list', nested, before, after, items, rules);
}

function diffSet(nested: boolean, before: Side, after: Side, rules: Rules, element: Compare): Diff {
  return sequence('set', nested, before, after, setItems(itemsOf(before), itemsOf(after)).map(([b, a]) => element(b, a, NO_RULES)), rules);
}

function sequence(of: 'list' | 'set', nested: boolean, before: Side, after: Side, items: readonly Diff[], rules: Rules): Diff {
  return { action: together(startOf(before, after), items.map((d) => d.action)), replace: isReplaced(rules), content: { kind: 'sequence', of, nested, items } };
}
