import type { Diagnostic } from '../diagnostics';
import { decodeBody } from '../lang';
import { impliedType, type ResourceSchema } from '../schema';
import { DYNAMIC, unknownOf, unmarkDeep } from '../values';
import { AnyInstance } from './instances/any-instance';
import { expand } from './instances/expand';
import type { ModuleScope } from './instances/module-scope';
import { isRepeated } from './instances/repetition';
import { locate, locator } from './locate';
import { sourceOf } from './static/provider-keys';
import type { NodeOf } from './static/nodes';
import { unknownType } from './unknown-type';
import { validateConditions, type Validation } from './validate';

/** Judges one resource or data source by its schema; what others find of it is unknown, of the type that it has. */
export function validateResource(at: Validation, node: NodeOf<'resource'>, scope: ModuleScope): void {
  const { block, module } = node;
  const source = sourceOf(block.provider.localName, module);
  const kind = at.providers.bySource(source);
  const types: ReadonlyMap<string, ResourceSchema> | undefined = block.mode === 'managed' ? kind?.schema().resources : kind?.schema().dataSources;
  const schema = types?.get(block.type);
  if (kind === undefined || types === undefined || schema === undefined) {
    scope.define(block.address, unknownOf(DYNAMIC));
    if (types !== undefined || !at.missing.has(source)) at.tell([unknownType(block, source, types)]);
    if (types === undefined) at.missing.add(source);
    return;
  }
  const type = impliedType(schema.block);
  scope.define(block.address, unknownOf(isRepeated(block) ? DYNAMIC : type));
  at.tell(expand(block, node.id, scope, 'allow').diagnostics);
  const place = { address: node.id, constructPath: block.constructPath, locate: locator(block) };
  const own = new AnyInstance(scope, block, unknownOf(type));
  const evaluated = decodeBody(block.body, schema.block, own, place);
  at.tell(evaluated.diagnostics);
  if (evaluated.ok) at.tell(kind.validateResource(block.mode, block.type, unmarkDeep(evaluated.value).value).map((d): Diagnostic => locate(d, block, node.id)));
  const { preconditions, postconditions } = block.lifecycle;
  validateConditions(at, preconditions, own.withoutSelf(), node.id, block.constructPath);
  validateConditions(at, postconditions, own, node.id, block.constructPath);
}
