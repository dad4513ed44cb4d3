import type { ResourceBlock } from '../../config';
import { diagnostic, didYouMean, type Diagnostic } from '../../diagnostics';
import { decodeBody } from '../../lang';
import { impliedType, type BlockSchema, type ResourceSchema } from '../../schema';
import { DYNAMIC, unknownOf, unmarkDeep, type Type, type Value } from '../../values';
import { placeOf } from '../declared';
import { AnyInstance } from '../instances/any-instance';
import { expand } from '../instances/expand';
import type { ModuleScope } from '../instances/module-scope';
import { locate } from '../locate';
import type { StaticModule } from '../static/modules';
import { sourceOf } from '../static/provider-keys';
import type { NodeOf } from '../static/nodes';
import { unknownType } from '../unknown-type';
import { validateConditions, type Validation } from './validation';

/** What others find of a resource while validating: nothing, not even its type. That its schema has an attribute is judged by name. Source of rule: measured. */
export const UNKNOWN_OBJECT: Value = unknownOf(DYNAMIC);

/** What one object of a block is by its schema; undefined where there is none. */
export function objectType(at: Pick<Validation, 'providers'>, module: StaticModule, block: ResourceBlock): Type | undefined {
  const schema = typesOf(at, module, block).types?.get(block.type);
  return schema === undefined ? undefined : impliedType(schema.block);
}

function typesOf(at: Pick<Validation, 'providers'>, module: StaticModule, block: ResourceBlock) {
  const source = sourceOf(block.provider.localName, module);
  const kind = at.providers.bySource(source);
  const types: ReadonlyMap<string, ResourceSchema> | undefined = block.mode === 'managed' ? kind?.schema().resources : kind?.schema().dataSources;
  return { source, kind, types };
}

/** Attributes that lifecycle.ignore_changes names have to be there. */
function ignoredProblems({ block, id }: NodeOf<'resource'>, schema: BlockSchema): readonly Diagnostic[] {
  const { ignoreChanges } = block.lifecycle;
  if (ignoreChanges === 'all') return [];
  return ignoreChanges.flatMap(([name], i) => {
    if (typeof name !== 'string' || schema.attributes.has(name) || schema.blocks.has(name)) return [];
    const names = [...schema.attributes.keys(), ...schema.blocks.keys()];
    return [diagnostic('plan_ignored_unknown', `lifecycle.ignore_changes names "${name}", and ${block.type} has no such attribute.${didYouMean(name, names)} Name one of ${names.join(', ')}.`,
      { address: id, constructPath: block.constructPath, range: block.locate(['lifecycle', 'ignore_changes', i]) })];
  });
}

/** Judges one resource or data source by its schema. */
export function validateResource(at: Validation, node: NodeOf<'resource'>, scope: ModuleScope): void {
  const { block, module } = node;
  const { source, kind, types } = typesOf(at, module, block);
  const schema = types?.get(block.type);
  if (kind === undefined || types === undefined || schema === undefined) {
    if (types !== undefined || !at.missing.has(source)) at.tell([unknownType(block, source, types)]);
    if (types === undefined) at.missing.add(source);
    return;
  }
  at.tell(expand(block, node.id, scope, 'allow').diagnostics);
  const own = new AnyInstance(scope, block, unknownOf(impliedType(schema.block)));
  const evaluated = decodeBody(block.body, schema.block, own, placeOf(block, node.id));
  at.tell(evaluated.diagnostics);
  if (evaluated.ok) at.tell(kind.validateResource(block.mode, block.type, unmarkDeep(evaluated.value).value).map((d): Diagnostic => locate(d, block, node.id)));
  at.tell(ignoredProblems(node, schema.block));
  const { preconditions, postconditions } = block.lifecycle;
  validateConditions(at, preconditions, own.withoutSelf(), node.id, block.constructPath);
  validateConditions(at, postconditions, own, node.id, block.constructPath);
}
