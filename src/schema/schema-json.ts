import { defineMember, typeToJson, type Json } from '../values';
import type { AttributeSchema, BlockSchema, FunctionSignature, NestedBlockSchema, ProviderSchema, ResourceSchema } from './types';

/**
 * Schemas as `terraform providers schema -json` prints them, format version 1.0: what generators of bindings read.
 * Keys are full source addresses such as `registry.terraform.io/holdfast/cloudbackup`.
 */
export function schemaJson(providers: ReadonlyMap<string, ProviderSchema>): Json {
  return { format_version: '1.0', provider_schemas: sorted(providers, providerJson) };
}

function providerJson(schema: ProviderSchema): Json {
  return {
    provider: resourceJson(schema.provider),
    resource_schemas: sorted(schema.resources, resourceJson),
    data_source_schemas: sorted(schema.dataSources, resourceJson),
    ...(schema.ephemeral === undefined ? {} : { ephemeral_resource_schemas: sorted(schema.ephemeral, resourceJson) }),
    ...(schema.functions === undefined ? {} : { functions: sorted(schema.functions, functionJson) }),
  };
}

function functionJson({ description, summary, result, parameters }: FunctionSignature): Json {
  return {
    description, summary, return_type: typeToJson(result),
    ...(parameters.length === 0 ? {} : { parameters: parameters.map((parameter) => ({ name: parameter.name, description: parameter.description, type: typeToJson(parameter.type) })) }),
  };
}

function resourceJson(schema: ResourceSchema): Json {
  return { version: schema.version, block: blockJson(schema.block) };
}

function blockJson(block: BlockSchema): Json {
  return {
    ...(block.attributes.size === 0 ? {} : { attributes: sorted(block.attributes, attributeJson) }),
    ...(block.blocks.size === 0 ? {} : { block_types: sorted(block.blocks, nestedJson) }),
    ...(block.description === '' ? {} : { description: block.description }),
    description_kind: 'plain',
  };
}

function attributeJson(attribute: AttributeSchema): Json {
  return {
    ...(attribute.nested === undefined ? { type: typeToJson(attribute.type) }
      : { nested_type: { attributes: sorted(attribute.nested.attributes, attributeJson), nesting_mode: attribute.nested.nesting } }),
    ...(attribute.description === '' ? {} : { description: attribute.description }),
    description_kind: 'plain',
    ...(attribute.deprecated === true ? { deprecated: true } : {}),
    ...(attribute.required === true ? { required: true } : {}),
    ...(attribute.optional === true ? { optional: true } : {}),
    ...(attribute.computed === true ? { computed: true } : {}),
    ...(attribute.sensitive === true ? { sensitive: true } : {}),
  };
}

function nestedJson(nested: NestedBlockSchema): Json {
  return {
    nesting_mode: nested.nesting,
    block: blockJson(nested.block),
    ...((nested.minItems ?? 0) === 0 ? {} : { min_items: nested.minItems ?? 0 }),
    ...((nested.maxItems ?? 0) === 0 ? {} : { max_items: nested.maxItems ?? 0 }),
  };
}

function sorted<T>(map: ReadonlyMap<string, T>, json: (item: T) => Json): Json {
  const out: { [key: string]: Json } = {};
  for (const name of [...map.keys()].sort()) {
    const item = map.get(name);
    if (item !== undefined) defineMember(out, name, json(item));
  }
  return out;
}
