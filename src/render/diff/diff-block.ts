import type { BlockSchema, NestedBlockSchema } from '../../schema';
import type { Value, ValuePath } from '../../values';
import { diffValues, NO_RULES, setItems } from './diff-value';
import { actionOf, type BlockDiff, type Diff, type DiffAction, type NestedBlockDiff } from './model';

type Entries = ReadonlyMap<string, Value>;

/**
 * Compares two objects of a block's type. `undefined` or null: there is none on that side.
 * Without a schema every member is taken as an attribute.
 */
export function diffBlock(schema: BlockSchema | undefined, before: Value | undefined, after: Value | undefined, replacePaths: readonly ValuePath[] = []): BlockDiff {
  const old = entriesOf(before);
  const next = entriesOf(after);
  const attributes: (readonly [string, Diff])[] = [];
  const blocks: NestedBlockDiff[] = [];
  const names = new Set([...(schema?.attributes.keys() ?? []), ...(schema?.blocks.keys() ?? []), ...(old?.keys() ?? []), ...(next?.keys() ?? [])]);
  for (const name of [...names].sort()) {
    const from = old?.get(name);
    const to = next?.get(name);
    const paths = replacePaths.filter((path) => path[0] === name).map((path) => path.slice(1));
    const nested = schema?.blocks.get(name);
    if (nested !== undefined && !isUnknown(to)) blocks.push(...nestedBlocks(name, nested, from, to, paths));
    else if (!isNull(from) || !isNull(to)) {
      const sensitive = schema?.attributes.get(name)?.sensitive === true;
      attributes.push([name, diffValues(nullAsAbsent(from), nullAsAbsent(to), { ...NO_RULES, sensitive, replacePaths: paths })]);
    }
  }
  return { action: blockAction(old, next, attributes, blocks), replace: replacePaths.some((path) => path.length === 0), attributes, blocks };
}

function blockAction(old: Entries | undefined, next: Entries | undefined, attributes: BlockDiff['attributes'], blocks: readonly NestedBlockDiff[]): DiffAction {
  if (old === undefined) return next === undefined ? 'no-op' : 'create';
  if (next === undefined) return 'delete';
  return actionOf([...attributes.map(([, diff]) => diff.action), ...blocks.map((block) => block.body.action)]);
}

function nestedBlocks(name: string, nested: NestedBlockSchema, before: Value | undefined, after: Value | undefined, paths: readonly ValuePath[]): readonly NestedBlockDiff[] {
  const one = (label: string | undefined, from: Value | undefined, to: Value | undefined, below: readonly ValuePath[]): NestedBlockDiff =>
    ({ name, label, body: diffBlock(nested.block, from, to, below) });
  switch (nested.nesting) {
    case 'single':
      return isNull(before) && isNull(after) ? [] : [one(undefined, before, after, paths)];
    case 'set':
      return setItems(itemsOf(before), itemsOf(after)).map(([from, to]) => one(undefined, from, to, []));
    case 'list': {
      const old = itemsOf(before);
      const next = itemsOf(after);
      return Array.from({ length: Math.max(old.length, next.length) }, (_, i) => one(undefined, old[i], next[i], under(paths, i)));
    }
    case 'map': {
      const old = entriesOf(before);
      const next = entriesOf(after);
      const keys = [...new Set([...(old?.keys() ?? []), ...(next?.keys() ?? [])])].sort();
      return keys.map((key) => one(key, old?.get(key), next?.get(key), under(paths, key)));
    }
  }
}

const under = (paths: readonly ValuePath[], step: string | number): readonly ValuePath[] => paths.filter((path) => path[0] === step).map((path) => path.slice(1));
const bare = (value: Value | undefined): Value | undefined => (value?.kind === 'marked' ? value.value : value);
const isNull = (value: Value | undefined): boolean => value === undefined || bare(value)?.kind === 'null';
const isUnknown = (value: Value | undefined): boolean => bare(value)?.kind === 'unknown';
const nullAsAbsent = (value: Value | undefined): Value | undefined => (isNull(value) ? undefined : value);

function entriesOf(value: Value | undefined): Entries | undefined {
  const inner = bare(value);
  return inner?.kind === 'object' || inner?.kind === 'map' ? inner.entries : undefined;
}

function itemsOf(value: Value | undefined): readonly Value[] {
  const inner = bare(value);
  return inner?.kind === 'list' || inner?.kind === 'set' || inner?.kind === 'tuple' ? inner.items : [];
}
