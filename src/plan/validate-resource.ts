import type { ResourceBlock } from '../config';
import type { Diagnostic } from '../diagnostics';
import { decodeBody } from '../lang';
import { impliedType, type ResourceSchema } from '../schema';
import { DYNAMIC, unknownOf, unmarkDeep } from '../values';
import { AnyInstance } from './instances/any-instance';
import { expand } from './instances/expand';
import type { ModuleScope } from './instances/module-scope';
import { isRepeated } from './instances/repetition';
import { locate, locator } from './locate';
import type { StaticModule } from './static/modules';
import { sourceOf } from './static/provider-keys';
import type { NodeOf } from './static/nodes';
import { unknownType } from './unknown-type';
import { validateConditions, type Validation } from './validate';

/** What others find of a resource while validating: unknown, of the type that it has. */
export function defineUnknown(at: Validation, module: StaticModule, block: ResourceBlock): void {
  const schema = typesOf(at, module, block).types?.get(block.type);
  at.scopeOf(module).define(block.address, unknownOf(schema === undefined || isRepeated(block) ? DYNAMIC : impliedType(schema.block)));
}

function typesOf(at: Validation, module: StaticModule, block: ResourceBlock) {
  const source = sourceOf(block.provider.localName, module);
  const kind = at.providers.bySource(source);
  const types: ReadonlyMap<string, ResourceSchema> | undefined = block.mode === 'managed' ? kind?.schema().resources : kind?.schema().dataSources;
  return { source, kind, types };
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
  const place = { address: node.id, constructPath: block.constructPath, locate: locator(block) };
  const own = new AnyInstance(scope, block, unknownOf(impliedType(schema.block)));
  const evaluated = decodeBody(block.body, schema.block, own, place);
  at.tell(evaluated.diagnostics);
  if (evaluated.ok) at.tell(kind.validateResource(block.mode, block.type, unmarkDeep(evaluated.value).value).map((d): Diagnostic => locate(d, block, node.id)));
  const { preconditions, postconditions } = block.lifecycle;
  validateConditions(at, preconditions, own.withoutSelf(), node.id, block.constructPath);
  validateConditions(at, postconditions, own, node.id, block.constructPath);
}
