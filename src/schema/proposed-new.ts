import { equalValues, isKnown, isNull, mapOf, nullOf, objectOf, setOf, unmark, type Value } from '../values';
import { entriesOf, itemsOf } from './entries';
import { impliedType } from './implied-type';
import type { AttributeSchema, BlockSchema, NestedBlockSchema } from './types';

/**
 * What Terraform proposes to a provider: the configuration, and where it leaves a computed attribute open, the prior value.
 * Without a prior object that is the configuration itself: making values unknown is the provider's part. Nested blocks are
 * matched by index, by key, or in a set by all that the configuration says. `prior` and `config` have the implied type.
 */
export function proposedNew(block: BlockSchema, prior: Value, config: Value): Value {
  if (isNull(config) || !isKnown(config) || isNull(prior)) return config;
  const configured = entriesOf(config);
  const before = entriesOf(prior);
  let changed = false;
  const entries = new Map<string, Value>();
  for (const [name, attribute] of block.attributes) {
    const own = configured.get(name) ?? nullOf(attribute.type);
    const proposed = proposedAttribute(attribute, before.get(name), own);
    changed ||= own !== proposed;
    entries.set(name, proposed);
  }
  for (const [name, nested] of block.blocks) {
    const own = configured.get(name);
    if (own === undefined) continue;
    const proposed = proposedBlocks(nested, before.get(name), own);
    changed ||= own !== proposed;
    entries.set(name, proposed);
  }
  return changed ? { kind: 'object', entries } : config;
}

function proposedAttribute(attribute: AttributeSchema, prior: Value | undefined, config: Value): Value {
  if (isNull(config)) return attribute.computed === true ? prior ?? config : config;
  const { nested } = attribute;
  if (nested === undefined || prior === undefined || isNull(prior) || !isKnown(prior) || !isKnown(config) || !hasComputedAttribute(nested.attributes)) return config;
  // Objects in attributes are as blocks are, but that they may be null.
  const block: BlockSchema = { description: '', attributes: nested.attributes, blocks: NO_BLOCKS };
  return proposedBlocks({ nesting: nested.nesting, block }, prior, config);
}

const NO_BLOCKS: BlockSchema['blocks'] = new Map();

function hasComputedAttribute(attributes: BlockSchema['attributes']): boolean {
  return [...attributes.values()].some((attribute) => attribute.computed === true || (attribute.nested !== undefined && hasComputedAttribute(attribute.nested.attributes)));
}

function proposedBlocks(nested: NestedBlockSchema, prior: Value | undefined, config: Value): Value {
  const own = unmark(config);
  if (prior === undefined || isNull(prior) || !isKnown(prior) || !hasComputed(nested.block)) return config;
  const nothing = nullOf(impliedType(nested.block));
  switch (nested.nesting) {
    case 'single': return proposedNew(nested.block, prior, config);
    case 'list': {
      if (own.kind !== 'list' && own.kind !== 'tuple') return config;
      const before = itemsOf(prior);
      return { ...own, items: own.items.map((item, i) => proposedNew(nested.block, before[i] ?? nothing, item)) };
    }
    case 'map': {
      if (own.kind !== 'map' && own.kind !== 'object') return config;
      const before = entriesOf(prior);
      const entries = [...own.entries].map(([key, item]) => [key, proposedNew(nested.block, before.get(key) ?? nothing, item)] as const);
      return own.kind === 'map' ? mapOf(own.element, entries) : objectOf(entries);
    }
    case 'set': return own.kind === 'set' ? setOf(own.element, matchSet(nested.block, itemsOf(prior), own.items)) : config;
  }
}

/** Each prior element serves once: the first one that could have come from what the configuration says. */
function matchSet(block: BlockSchema, prior: readonly Value[], config: readonly Value[]): readonly Value[] {
  const free = new Set(prior);
  return config.map((item) => {
    for (const candidate of free) {
      if (!couldComeFrom(block, candidate, item)) continue;
      free.delete(candidate);
      return proposedNew(block, candidate, item);
    }
    return item;
  });
}

function couldComeFrom(block: BlockSchema, prior: Value, config: Value): boolean {
  return equalValues(proposedNew(block, prior, config), prior);
}

function hasComputed(block: BlockSchema): boolean {
  return hasComputedAttribute(block.attributes) || [...block.blocks.values()].some((nested) => hasComputed(nested.block));
}
