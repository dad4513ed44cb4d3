import { diagnostic, Failure } from '../../diagnostics';
import { impliedType, type BlockSchema, type ResourceSchema } from '../../schema';
import type { Type } from '../../values';
import { notConfigured, type Door, type Walk } from '../door';

/** Throws a Failure for a type that the provider has not: Terraform asks for types of the schema only. */
export function managedType(door: Door, name: string): { readonly block: BlockSchema; readonly type: Type } {
  return found(door.provider.schema().resources.get(name), name);
}

export function dataType(door: Door, name: string): { readonly block: BlockSchema; readonly type: Type } {
  return found(door.provider.schema().dataSources.get(name), name);
}

export function ephemeralType(door: Door, name: string): { readonly block: BlockSchema; readonly type: Type } {
  return found(door.provider.ephemeral?.get(name), name);
}

function found(schema: ResourceSchema | undefined, name: string): { readonly block: BlockSchema; readonly type: Type } {
  if (schema === undefined) throw new Failure([diagnostic('provider_type_unsupported', `The provider has no type "${name}".`)]);
  return { block: schema.block, type: impliedType(schema.block) };
}

/** Throws a Failure before the provider is configured. */
export function currentWalk(door: Door): Walk {
  const walk = door.walk();
  if (walk === undefined) throw new Failure([notConfigured()]);
  return walk;
}
