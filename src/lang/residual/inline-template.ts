import { num } from '../../values';
import { readTemplate } from '../functions/string/template';
import { FunctionFault, type FunctionWorld } from '../functions/types';
import type { Expr, ForExpr } from '../expr';
import { literal } from '../literal';
import { packExpr } from '../pack-expr';
import { parseTemplate } from '../syntax';
import { unpackExpr } from '../unpack-expr';
import { eachReference } from '../walk';

/** What a call of `templatefile` whose path is known becomes: what is in the file, and the names that are bound around it. */
export interface InlinedTemplate {
  readonly bound: readonly string[];
  /** Of the file, with its variables as names. */
  readonly body: Expr;
  /** The whole of it, with `body` as it is given. */
  around(body: Expr): Expr;
}

/**
 * The template takes the place of its file, which may not be there any more when the plan is applied. undefined where the call is
 * none of that kind, or fails anyway.
 */
export function inlinedTemplate(expr: Expr, world: FunctionWorld): InlinedTemplate | undefined {
  if (expr.kind !== 'call' || !/^(?:core::)?templatefile$/.test(expr.name) || expr.expand) return undefined;
  const [path, variables] = expr.args;
  if (path?.kind !== 'literal' || path.value.kind !== 'string' || variables === undefined) return undefined;
  const text = readTemplate(path.value.value, world);
  const parsed = text instanceof FunctionFault ? undefined : parseTemplate(text);
  if (parsed?.ok !== true) return undefined;
  // Places in the file say nothing beside those of the configuration.
  const body = unpackExpr(packExpr(parsed.expr));
  const names = new Set<string>();
  eachReference(body, ({ root }) => { names.add(root); });
  let all = 'variables';
  while (names.has(all)) all += '_';
  const around = (inner: Expr): Expr => {
    const within = [...names].reduce((value, name) => binding(name, { kind: 'traversal', root: all, steps: [{ kind: 'attr', name }] }, value), inner);
    return binding(all, variables, within);
  };
  return { bound: [all, ...names], body, around };
}

/** `value` where `name` means `of`. */
function binding(name: string, of: Expr, value: Expr): Expr {
  const loop: ForExpr = { kind: 'for', keyName: undefined, valueName: name, collection: { kind: 'tuple', items: [of] }, key: undefined, value, condition: undefined, group: false };
  return { kind: 'index', of: loop, key: literal(num('0')) };
}
