import { equalValues, isKnown, isNull, listOf, mapOf, objectOf, setOf, unknownOf, type AttributeSchema, type BlockSchema, type PlannedResource, type PlanRequest, type Value, type ValuePath } from '../../../src/provider-kit';
import type { AttributeDefinition, AttributeDefinitions, BlockDefinition } from './definition';

/** The attribute that is the name of the file: another one is another object. */
const ID: AttributeDefinition = { type: 'string', optional: true, computed: true, replace: true };

/**
 * What becomes of one object. As in providers made with the public framework: where anything changes, computed attributes
 * that are not set become unknown, and those that had a value keep it.
 */
export function planObject(req: PlanRequest, definition: BlockDefinition, schema: BlockSchema): PlannedResource {
  const plain = {
    replaceOrder: 'destroy-first', adopts: false, disposal: 'delete', effects: [], facts: [], notes: [], locus: undefined, diagnostics: [],
  } as const;
  const { prior, proposed, config } = req;
  if (isNull(config)) return { ...plain, planned: config, requiresReplace: [] };
  const isNew = isNull(prior);
  if (!isNew && equalValues(prior, proposed)) return { ...plain, planned: prior, requiresReplace: [] };
  const whole: BlockDefinition = { ...definition, attributes: { ...definition.attributes, id: ID } };
  const planned = openBlock(whole, schema, proposed, config, isNew ? undefined : prior);
  return { ...plain, planned, requiresReplace: isNew ? [] : replacePaths(whole, prior, planned) };
}

type Members = ReadonlyMap<string, Value>;
const membersOf = (value: Value | undefined): Members | undefined => (value?.kind === 'object' || value?.kind === 'map' ? value.entries : undefined);
const itemsOf = (value: Value | undefined): readonly Value[] | undefined => (value?.kind === 'list' || value?.kind === 'set' ? value.items : undefined);

function openBlock({ attributes = {}, blocks = {} }: BlockDefinition, schema: BlockSchema, proposed: Value, config: Value | undefined, prior: Value | undefined): Value {
  const entries = membersOf(proposed);
  if (entries === undefined) return proposed;
  const [written, before] = [membersOf(config), membersOf(prior)];
  return objectOf([...entries].map(([name, value]): [string, Value] => {
    const [attribute, own, block, nested] = [attributes[name], schema.attributes.get(name), blocks[name], schema.blocks.get(name)];
    if (attribute !== undefined && own !== undefined) return [name, openAttribute(attribute, own, value, written?.get(name), before?.get(name))];
    if (block === undefined || nested === undefined) return [name, value];
    return [name, each(value, written?.get(name), before?.get(name), (item, wrote, was) => openBlock(block, nested.block, item, wrote, was))];
  }));
}

function openAttribute(definition: AttributeDefinition, schema: AttributeSchema, proposed: Value, config: Value | undefined, prior: Value | undefined): Value {
  if (definition.computed === true && (config === undefined || isNull(config))) {
    return prior === undefined || isNull(prior) ? unknownOf(schema.type) : prior;
  }
  const { nested } = schema;
  if (nested === undefined || isNull(proposed) || !isKnown(proposed)) return proposed;
  const attributes = attributesBelow(definition);
  const open = (item: Value, wrote: Value | undefined, was: Value | undefined): Value =>
    openBlock({ attributes }, { description: '', attributes: nested.attributes, blocks: new Map() }, item, wrote, was);
  return nested.nesting === 'single' ? open(proposed, config, prior) : each(proposed, config, prior, open);
}

const attributesBelow = ({ object, list, set, map }: AttributeDefinition): AttributeDefinitions => object ?? (list ?? set ?? map)?.object ?? {};

/** Each object of a collection with what was written for it, and what it was; of sets nobody can tell the latter. */
function each(value: Value, config: Value | undefined, prior: Value | undefined, open: (item: Value, config: Value | undefined, prior: Value | undefined) => Value): Value {
  switch (value.kind) {
    case 'list': return listOf(value.element, value.items.map((item, i) => open(item, itemsOf(config)?.[i], itemsOf(prior)?.[i])));
    case 'set': return setOf(value.element, value.items.map((item) => open(item, item, undefined)));
    case 'map': return mapOf(value.element, [...value.entries].map(([key, item]) => [key, open(item, membersOf(config)?.get(key), membersOf(prior)?.get(key))]));
    default: return value;
  }
}

/** Where values differ whose change replaces the object. */
function replacePaths({ attributes = {}, blocks = {} }: BlockDefinition, prior: Value, planned: Value): readonly ValuePath[] {
  const [before, after] = [membersOf(prior), membersOf(planned)];
  const paths: ValuePath[] = [];
  for (const [name, value] of after ?? []) {
    const was = before?.get(name);
    const below = (definition: BlockDefinition, from: Value | undefined, to: Value | undefined, path: ValuePath): void => {
      if (from !== undefined && to !== undefined) paths.push(...replacePaths(definition, from, to).map((rest) => [name, ...path, ...rest]));
    };
    const attribute = attributes[name];
    const block = blocks[name];
    if (attribute?.replace === true && was !== undefined && !equalValues(was, value)) paths.push([name]);
    const inner: BlockDefinition | undefined = attribute === undefined ? block : attribute.skip_nested_metadata === true ? undefined : { attributes: attributesBelow(attribute) };
    if (inner === undefined) continue;
    if (value.kind === 'object') below(inner, was, value, []);
    if (value.kind === 'list') value.items.forEach((item, i) => below(inner, itemsOf(was)?.[i], item, [i]));
    if (value.kind === 'map') value.entries.forEach((item, key) => below(inner, membersOf(was)?.get(key), item, [key]));
  }
  return paths;
}
