import type { NestedBlockSchema } from '../schema';
import type { ValuePath } from '../values';
import type { Tell } from './evaluate';
import type { Expr } from './expr';

export interface BlockBody {
  /** The label, for blocks that are told apart by one; else empty. */
  readonly key: string;
  readonly body: ReadonlyMap<string, Expr>;
  readonly path: ValuePath;
}

type ObjectExpr = Extract<Expr, { kind: 'object' }>;

/**
 * The bodies that are written for one type of nested block: one object, or an array of them; below a label for each where the
 * schema wants one. undefined, and told, when something else is written.
 */
export function blockBodies(expr: Expr | undefined, nested: NestedBlockSchema, tell: Tell, path: ValuePath): readonly BlockBody[] | undefined {
  if (expr === undefined || isNullLiteral(expr)) return [];
  if (nested.nesting !== 'map') return plainBodies(expr, '', tell, path);
  if (expr.kind !== 'object') return notABlock(tell, path, 'an object with a member for each block');
  const all: BlockBody[] = [];
  for (const [label, inner] of members(expr)) {
    if (label === '//') continue;
    const bodies = plainBodies(inner, label, tell, [...path, label]);
    if (bodies === undefined) return undefined;
    if (bodies.length > 1) tell('lang_block_count', `There are ${bodies.length} blocks with the label ${JSON.stringify(label)}; one is allowed.`, [...path, label]);
    all.push(...bodies.slice(0, 1));
  }
  return all;
}

function plainBodies(expr: Expr, key: string, tell: Tell, path: ValuePath): readonly BlockBody[] | undefined {
  if (expr.kind === 'object') return [{ key, body: members(expr), path }];
  if (expr.kind !== 'tuple') return notABlock(tell, path, 'an object, or an array of objects');
  const bodies: BlockBody[] = [];
  for (const [i, item] of expr.items.entries()) {
    if (item.kind !== 'object') return notABlock(tell, [...path, i], 'an object');
    bodies.push({ key, body: members(item), path: [...path, i] });
  }
  return bodies;
}

function notABlock(tell: Tell, path: ValuePath, wanted: string): undefined {
  tell('lang_block_invalid', `${JSON.stringify(path.findLast((step) => typeof step === 'string') ?? '')} is a block here: it is written as ${wanted}, not as a value.`, path);
  return undefined;
}

function isNullLiteral(expr: Expr): boolean {
  return expr.kind === 'literal' && expr.value.kind === 'null';
}

/** Members of an object by name. Names of arguments are no templates: one that has an expression in it names nothing. */
function members(expr: ObjectExpr): ReadonlyMap<string, Expr> {
  return new Map(expr.items.map(({ key, value }) => [key.kind === 'literal' && key.value.kind === 'string' ? key.value.value : '${…}', value]));
}
