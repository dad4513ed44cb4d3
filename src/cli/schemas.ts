import type { BlockSchema, ProviderSchema } from '../schema';
import type { SchemaLookup, SensitivePaths } from '../render';
import type { ValuePath } from '../values';

type Schemas = ReadonlyMap<string, ProviderSchema>;

/** Schemas by source, mode and type, for the renderers. */
export function schemaLookup(schemas: Schemas): SchemaLookup {
  return (source, mode, type) => {
    const schema = schemas.get(source);
    return mode === 'data' ? schema?.dataSources.get(type) : schema?.resources.get(type);
  };
}

/** Paths of the attributes that a type's schema calls sensitive, for state JSON, where there are no values to look at. */
export function sensitiveIn(lookup: SchemaLookup): SensitivePaths {
  return (source, mode, type) => {
    const block = lookup(source, mode, type)?.block;
    return block === undefined ? [] : pathsOf(block);
  };
}

function pathsOf(block: BlockSchema): readonly ValuePath[] {
  const own = [...block.attributes].flatMap(([name, attribute]): ValuePath[] => (attribute.sensitive === true ? [[name]] : []));
  const nested = [...block.blocks].flatMap(([name, { nesting, block: inner }]) => (nesting === 'single' ? pathsOf(inner).map((path) => [name, ...path]) : []));
  return [...own, ...nested];
}
