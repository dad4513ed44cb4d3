import type { AttributeSchema, BlockSchema, NestedBlockSchema } from '../../schema';
import { compareText, type Value, type ValuePath } from '../../values';
import { align } from './align';
import { diffAttribute } from './diff-typed';
import { together, type BlockDiff, type Diff, type NestedBlockDiff } from './model';
import { setItems } from './set-items';
import { bare, below, entriesOf, isMarked, isReplaced, itemsOf, nullAsAbsent, present, same, startOf, type Rules, type Side } from './sides';

const OPEN: AttributeSchema = { type: { kind: 'dynamic' }, description: '' };

/**
 * Compares two objects of a block's type. `undefined` or null: there is none on that side.
 * Without a schema every member is taken as an attribute of open type.
 */
export function diffBlock(schema: BlockSchema | undefined, before: Value | undefined, after: Value | undefined, replacePaths: readonly ValuePath[] = []): BlockDiff {
  return compareBlock(schema, before, after, { replacePaths });
}

function compareBlock(schema: BlockSchema | undefined, before: Side, after: Side, rules: Rules): BlockDiff {
  const [old, next] = [entriesOf(before), entriesOf(after)];
  const attributes: (readonly [string, Diff])[] = [];
  const blocks: NestedBlockDiff[] = [];
  const names = new Set([...(schema?.attributes.keys() ?? []), ...(schema?.blocks.keys() ?? []), ...old.keys(), ...next.keys()]);
  for (const name of [...names].sort(compareText)) {
    const [from, to, own] = [old.get(name), next.get(name), below(rules, name)];
    const nested = schema?.blocks.get(name);
    if (nested !== undefined) blocks.push(...nestedBlocks(name, nested, from, to, own));
    else {
      const attribute = schema?.attributes.get(name) ?? OPEN;
      const [was, is] = attribute.type.kind === 'dynamic' ? [nullAsAbsent(from), nullAsAbsent(to)] : [emptyAsAbsent(from), emptyAsAbsent(to)];
      if (was !== undefined || is !== undefined) attributes.push([name, diffAttribute(attribute, was, is, own)]);
    }
  }
  const parts = [...attributes.map(([, diff]) => diff.action), ...blocks.map(({ body }) => body?.action ?? 'update')];
  const sensitive = isMarked(before) || isMarked(after);
  const changed = sensitive && present(before) !== undefined && present(after) !== undefined && isMarked(before) !== isMarked(after);
  return {
    action: together(startOf(before, after), changed ? [...parts, 'update'] : parts), replace: isReplaced(rules), ...(sensitive ? { sensitive } : {}), attributes, blocks,
  };
}

/** Providers of an older make cannot say null of an attribute that is a string: an empty one says no more, as in Terraform. */
function emptyAsAbsent(value: Side): Side {
  return value?.kind === 'string' && value.value === '' ? undefined : nullAsAbsent(value);
}

function nestedBlocks(name: string, nested: NestedBlockSchema, before: Side, after: Side, rules: Rules): readonly NestedBlockDiff[] {
  if (bare(after)?.kind === 'unknown' && nested.nesting !== 'single') return [{ name, label: undefined, body: undefined, replace: isReplaced(rules) }];
  // What is hidden of all blocks of a name is hidden of each.
  const hide = (value: Side, of: Side): Side => (value !== undefined && isMarked(of) && value.kind !== 'marked' ? { kind: 'marked', marks: ['sensitive'], value } : value);
  const one = (label: string | undefined, from: Side, to: Side, own: Rules): NestedBlockDiff =>
    ({ name, label, body: compareBlock(nested.block, hide(from, before), hide(to, after), own), replace: nested.nesting !== 'single' && isReplaced(rules) });
  switch (nested.nesting) {
    case 'single':
      return present(before) === undefined && present(after) === undefined ? [] : [one(undefined, before, after, rules)];
    case 'set':
      return setItems(itemsOf(before), itemsOf(after)).map(([from, to]) => one(undefined, from, to, { replacePaths: [] }));
    case 'list': {
      const [old, next] = [itemsOf(before), itemsOf(after)];
      return align(old.length, next.length, (b, a) => same(old[b], next[a]), () => true, (b, other) => b === other || same(old[b], old[other]))
        .map(([b, a]) => one(undefined, b === undefined ? undefined : old[b], a === undefined ? undefined : next[a], below(rules, b)));
    }
    case 'map': {
      const [old, next] = [entriesOf(before), entriesOf(after)];
      const keys = [...new Set([...old.keys(), ...next.keys()])].sort(compareText);
      return keys.map((key) => one(key, old.get(key), next.get(key), below(rules, key)));
    }
  }
}
