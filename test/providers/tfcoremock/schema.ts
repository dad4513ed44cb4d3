import { BOOL, nestedAttribute, NUMBER, objectType, STRING, type AttributeSchema, type BlockSchema, type NestedAttributes, type NestedBlockSchema, type ProviderSchema, type ResourceSchema, type Type } from '../../../src/provider-kit';
import type { AttributeDefinition, AttributeDefinitions, BlockDefinition } from './definition';

export type Definitions = Readonly<Record<string, BlockDefinition>>;

const LIST: AttributeSchema = { type: { kind: 'list', element: STRING }, description: 'Ids of objects that this fails for.', optional: true };

const SETTINGS: BlockSchema = {
  description: 'Objects as files.',
  attributes: new Map<string, AttributeSchema>([
    ['resource_directory', { type: STRING, description: 'Where the objects are: terraform.resource.', optional: true }],
    ['data_directory', { type: STRING, description: 'What data sources read: terraform.data.', optional: true }],
    ['use_only_state', { type: BOOL, description: 'Keeps no files: the state alone tells what there is.', optional: true }],
    ...['fail_on_create', 'fail_on_update', 'fail_on_read', 'fail_on_delete', 'defer_changes'].map((name): [string, AttributeSchema] => [name, LIST]),
  ]),
  blocks: new Map(),
};

export function providerSchema(definitions: Definitions): ProviderSchema {
  const each = (mode: 'managed' | 'data') => new Map(Object.entries(definitions).map(([type, definition]) => [type, typeSchema(definition, mode)] as const));
  return { provider: { version: 0, block: SETTINGS }, resources: each('managed'), dataSources: each('data') };
}

function typeSchema(definition: BlockDefinition, mode: 'managed' | 'data'): ResourceSchema {
  const block = blockSchema(definition, mode);
  const id: AttributeSchema = mode === 'managed'
    ? { type: STRING, description: 'The name of the file.', optional: true, computed: true } : { type: STRING, description: 'The name of the file.', required: true };
  return { version: 0, block: { ...block, attributes: new Map([...block.attributes, ['id', id]]) } };
}

function blockSchema({ attributes = {}, blocks = {} }: BlockDefinition, mode: 'managed' | 'data'): BlockSchema {
  const nested = Object.entries(blocks).map(([name, block]): [string, NestedBlockSchema] => [name, { nesting: block.mode === 'set' ? 'set' : 'list', block: blockSchema(block, mode) }]);
  return { description: '', attributes: attributesSchema(attributes, mode), blocks: new Map(nested) };
}

function attributesSchema(attributes: AttributeDefinitions, mode: 'managed' | 'data'): ReadonlyMap<string, AttributeSchema> {
  return new Map(Object.entries(attributes).map(([name, attribute]) => [name, attributeSchema(attribute, mode)]));
}

function attributeSchema(definition: AttributeDefinition, mode: 'managed' | 'data'): AttributeSchema {
  const { optional, required, computed, sensitive } = definition;
  const rules = {
    description: '', ...(sensitive === true ? { sensitive } : {}),
    ...(mode === 'data' ? { computed: true } : { ...(optional === true ? { optional } : {}), ...(required === true ? { required } : {}), ...(computed === true ? { computed } : {}) }),
  };
  const nested = definition.skip_nested_metadata === true ? undefined : nestedOf(definition, mode);
  return nested === undefined ? { type: typeOf(definition, mode), ...rules } : nestedAttribute(nested, rules);
}

function nestedOf({ type, list, set, map, object }: AttributeDefinition, mode: 'managed' | 'data'): NestedAttributes | undefined {
  if (type === 'object') return { nesting: 'single', attributes: attributesSchema(object ?? {}, mode) };
  const element = type === 'list' ? list : type === 'set' ? set : type === 'map' ? map : undefined;
  if (element?.type !== 'object' || (type !== 'list' && type !== 'set' && type !== 'map')) return undefined;
  return { nesting: type, attributes: attributesSchema(element.object ?? {}, mode) };
}

/** The type of values where there are no rules below. */
function typeOf(definition: AttributeDefinition, mode: 'managed' | 'data'): Type {
  const { type } = definition;
  switch (type) {
    case 'boolean': return BOOL;
    case 'float': case 'integer': case 'number': return NUMBER;
    case 'string': return STRING;
    case 'object': return objectType(Object.entries(definition.object ?? {}).map(([name, attribute]) => [name, typeOf(attribute, mode)]));
    case 'list': case 'set': case 'map': {
      const element = definition[type];
      if (element === undefined) throw new Error(`an attribute of type ${type} has no ${type}`);
      return { kind: type, element: typeOf(element, mode) };
    }
    default: throw new Error(`there is no attribute type ${JSON.stringify(type)}`);
  }
}
