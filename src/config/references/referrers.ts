import type { Place } from '../../diagnostics';
import type { Expr, Reference } from '../../lang';
import type { CallDraft, Draft } from '../draft';
import type { Body, CheckBlock, Condition, ImportBlock, Located, Repetition, ResourceBlock } from '../types';
import type { Path } from './traversals';

/** What may be referred to besides what a module declares. */
export interface Context {
  readonly each: boolean;
  readonly count: boolean;
  readonly self: boolean;
  /** The block itself, where referring to it would make it depend on itself. */
  readonly own?: string | undefined;
  /** The check whose data source is known here. */
  readonly check?: CheckBlock | undefined;
}

/** An expression, or the arguments of a block, at a place. */
export interface Referrer {
  readonly place: Place;
  readonly at: Located;
  readonly path: Path;
  readonly from: { readonly kind: 'expr'; readonly expr: Expr } | { readonly kind: 'body'; readonly body: Body } | { readonly kind: 'static'; readonly references: readonly Reference[] };
  readonly context: Context;
  /** Of a condition of an output or a check: both of its expressions, which Terraform looks up together. */
  readonly rule?: { readonly of: 'output' | 'check'; readonly condition: Condition; readonly part: 'condition' | 'error_message' } | undefined;
}

const PLAIN: Context = { each: false, count: false, self: false };

/** All that refers to something in a module, in the order in which Terraform's readers would look. */
export function* referrersOf(draft: Draft): Iterable<Referrer> {
  for (const block of draft.variables.values()) {
    if (block.validations.length > 0) yield* conditions(block.validations, { address: `var.${block.name}` }, PLAIN);
  }
  for (const block of draft.providers.values()) yield ofBody(block.body, block, { address: `provider.${block.localName}` }, PLAIN);
  for (const block of draft.locals.values()) {
    if (block.expr.kind !== 'literal') yield ofExpr(block.expr, block, [], { address: `local.${block.name}` }, { ...PLAIN, own: `local.${block.name}` });
  }
  // Of very many blocks most hold nothing but literals.
  for (const block of draft.resources.values()) if (!isPlain(block)) yield* ofResource(block, PLAIN);
  for (const call of draft.calls.values()) yield* ofCall(call);
  for (const block of draft.outputs.values()) {
    const place: Place = { address: `output.${block.name}` };
    if (block.value.kind !== 'literal') yield ofExpr(block.value, block, ['value'], place, PLAIN);
    if (block.preconditions.length > 0) yield* conditions(block.preconditions, place, PLAIN, 'output');
    if (block.dependsOn.length > 0) yield ofStatic(block.dependsOn, block, place);
  }
  for (const check of draft.checks.values()) yield* ofCheck(check);
  for (const block of draft.imports) yield* ofImport(block);
}

function ofExpr(expr: Expr, at: Located, path: Path, place: Place, context: Context): Referrer {
  return { place, at, path, from: { kind: 'expr', expr }, context };
}

function ofBody(body: Body, at: Located, place: Place, context: Context): Referrer {
  return { place, at, path: [], from: { kind: 'body', body }, context };
}

function ofStatic(references: readonly Reference[], at: Located, place: Place): Referrer {
  return { place, at, path: ['depends_on'], from: { kind: 'static', references }, context: PLAIN };
}

function* conditions(all: readonly Condition[], place: Place, context: Context, of?: 'output' | 'check'): Iterable<Referrer> {
  for (const condition of all) {
    const rule = (part: 'condition' | 'error_message'): Referrer['rule'] => (of === undefined ? undefined : { of, condition, part });
    yield { ...ofExpr(condition.condition, condition, ['condition'], place, context), rule: rule('condition') };
    yield { ...ofExpr(condition.errorMessage, condition, ['error_message'], place, context), rule: rule('error_message') };
  }
}

/** What says how often a thing is made cannot use which of them it is. */
function* repetition({ count, forEach }: Repetition, at: Located, place: Place, context: Context): Iterable<Referrer> {
  if (count !== undefined) yield ofExpr(count, at, ['count'], place, context);
  if (forEach !== undefined) yield ofExpr(forEach, at, ['for_each'], place, context);
}

function* ofResource(block: ResourceBlock, outer: Context): Iterable<Referrer> {
  const { body, lifecycle, dependsOn } = block;
  const place: Place = { address: block.address, constructPath: block.constructPath };
  const within: Context = { ...outer, each: block.forEach !== undefined, count: block.count !== undefined };
  yield* repetition(block, block, place, { ...outer, own: block.address });
  if (!isLiteral(body)) yield ofBody(body, block, place, { ...within, own: block.address });
  if (lifecycle.preconditions.length > 0) yield* conditions(lifecycle.preconditions, place, within);
  if (lifecycle.postconditions.length > 0) yield* conditions(lifecycle.postconditions, place, { ...within, self: true });
  for (const [index, expr] of lifecycle.replaceTriggeredBy.entries()) yield ofExpr(expr, block, ['lifecycle', 'replace_triggered_by', index], place, within);
  if (dependsOn.length > 0) yield ofStatic(dependsOn, block, place);
}

/** Whether nothing in a block refers to anything. */
function isPlain({ count, forEach, body, dependsOn, lifecycle }: ResourceBlock): boolean {
  return count === undefined && forEach === undefined && dependsOn.length === 0 && isLiteral(body)
    && lifecycle.preconditions.length === 0 && lifecycle.postconditions.length === 0 && lifecycle.replaceTriggeredBy.length === 0;
}

function isLiteral(body: Body): boolean {
  for (const expr of body.values()) if (expr.kind !== 'literal') return false;
  return true;
}

function* ofCall(call: CallDraft): Iterable<Referrer> {
  const place: Place = { address: `module.${call.name}`, constructPath: call.constructPath };
  yield* repetition(call, call, place, PLAIN);
  yield ofBody(call.inputs, call, place, { each: call.forEach !== undefined, count: call.count !== undefined, self: false });
  if (call.dependsOn.length > 0) yield ofStatic(call.dependsOn, call, place);
}

function* ofCheck(check: CheckBlock): Iterable<Referrer> {
  const within: Context = { ...PLAIN, check };
  if (check.data !== undefined) yield* ofResource(check.data, within);
  yield* conditions(check.asserts, { address: `check.${check.name}` }, within, 'check');
}

function* ofImport(block: ImportBlock): Iterable<Referrer> {
  const place: Place = { address: block.to.text };
  const within: Context = { ...PLAIN, each: block.forEach !== undefined };
  if (block.forEach !== undefined) yield ofExpr(block.forEach, block, ['for_each'], place, PLAIN);
  for (const key of [...block.to.module.map((step) => step.key), block.to.key]) {
    if (key !== undefined) yield ofExpr(key, block, ['to'], place, within);
  }
  yield ofExpr(block.id, block, ['id'], place, within);
}
