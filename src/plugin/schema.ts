import type { AttributeSchema, BlockSchema, NestedBlockSchema, ResourceSchema } from '../schema';
import { typeToJson, type Type } from '../values';
import type { ProtocolVersion } from './methods';
import type { WireAttribute, WireBlock, WireSchema } from './wire';

const NESTING = { single: 1, list: 2, set: 3, map: 4 } as const satisfies Record<NestedBlockSchema['nesting'], number>;

/** A schema as Terraform takes it. Version 5 knows no attributes within attributes: theirs are told as one object type. */
export function sendSchema(schema: ResourceSchema, version: ProtocolVersion): WireSchema {
  return { version: schema.version, block: sendBlock(schema.block, version) };
}

export function sendType(type: Type): Buffer {
  return Buffer.from(JSON.stringify(typeToJson(type)));
}

function sendBlock(block: BlockSchema, version: ProtocolVersion): WireBlock {
  return {
    version: 0,
    description: block.description,
    attributes: [...block.attributes].map(([name, attribute]) => sendAttribute(name, attribute, version)),
    blockTypes: [...block.blocks].map(([typeName, nested]) => ({
      typeName, block: sendBlock(nested.block, version), nesting: NESTING[nested.nesting], minItems: nested.minItems ?? 0, maxItems: nested.maxItems ?? 0,
    })),
  };
}

function sendAttribute(name: string, attribute: AttributeSchema, version: ProtocolVersion): WireAttribute {
  const { nested } = attribute;
  return {
    name,
    ...(nested === undefined || version === 5 ? { type: sendType(attribute.type) } : {
      nestedType: { attributes: [...nested.attributes].map(([inner, own]) => sendAttribute(inner, own, version)), nesting: NESTING[nested.nesting] },
    }),
    description: attribute.description,
    required: attribute.required === true, optional: attribute.optional === true, computed: attribute.computed === true,
    sensitive: attribute.sensitive === true, deprecated: attribute.deprecated === true,
  };
}
