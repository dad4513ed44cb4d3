import type { Expr } from './expr';

/** A dynamic block as it is written, in either syntax. */
export interface Dynamic {
  readonly forEach: Expr | undefined;
  /** The name that its content knows the element by: `NAME.key`, `NAME.value`. undefined where `iterator` is no plain name. */
  readonly iterator: string | undefined;
  readonly labels: Expr | undefined;
  /** One is wanted. */
  readonly contents: readonly ReadonlyMap<string, Expr>[];
  /** Names of arguments that a dynamic block has not. */
  readonly others: readonly string[];
}

const ARGUMENTS: ReadonlySet<string> = new Set(['for_each', 'iterator', 'labels', 'content', '//']);

/** Reads the body of a `dynamic` block for blocks of a type. */
export function dynamicOf(type: string, body: ReadonlyMap<string, Expr>): Dynamic {
  const iterator = body.get('iterator');
  return {
    forEach: body.get('for_each'), labels: body.get('labels'), contents: contentsOf(body.get('content')),
    iterator: iterator === undefined ? type : plainName(iterator), others: [...body.keys()].filter((name) => !ARGUMENTS.has(name)),
  };
}

function plainName(expr: Expr): string | undefined {
  if (expr.kind === 'literal' && expr.value.kind === 'string') return expr.value.value;
  return expr.kind === 'traversal' && expr.steps.length === 0 ? expr.root : undefined;
}

function contentsOf(expr: Expr | undefined): readonly ReadonlyMap<string, Expr>[] {
  if (expr === undefined) return [];
  if (expr.kind === 'blocks') return expr.blocks.map(({ body }) => body);
  return objectsOf(expr).map(membersOf);
}

/** Whether a body is that of a dynamic block: what tells one from other blocks and objects where no schema is at hand. */
export function isDynamic(body: ReadonlyMap<string, Expr>): boolean {
  if (!body.has('for_each') || !body.has('content')) return false;
  for (const name of body.keys()) if (!ARGUMENTS.has(name)) return false;
  return true;
}

export type ObjectExpr = Extract<Expr, { kind: 'object' }>;

/** The objects of JSON that stand for one block or several: an object, or an array of such. */
export function objectsOf(expr: Expr): readonly ObjectExpr[] {
  if (expr.kind === 'object') return [expr];
  return expr.kind === 'tuple' ? expr.items.filter((item): item is ObjectExpr => item.kind === 'object') : [];
}

/** Members of an object by name. Names of arguments are no templates: one that has an expression in it names nothing. */
export function membersOf(expr: ObjectExpr): ReadonlyMap<string, Expr> {
  return new Map(expr.items.map(({ key, value }) => [memberName(key), value]));
}

export function memberName(key: Expr): string {
  return key.kind === 'literal' && key.value.kind === 'string' ? key.value.value : '${…}';
}
