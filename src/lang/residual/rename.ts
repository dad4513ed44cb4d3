import type { Expr, ForExpr } from '../expr';
import { rebuilt } from './rebuild';

/** The same `for` with other names for what it binds. */
export function renamed(expr: ForExpr, fresh: (name: string) => string): ForExpr {
  const names = new Map<string, string>();
  const keyName = expr.keyName === undefined ? undefined : fresh(expr.keyName);
  if (expr.keyName !== undefined && keyName !== undefined) names.set(expr.keyName, keyName);
  const valueName = expr.valueName === expr.keyName ? keyName ?? fresh(expr.valueName) : fresh(expr.valueName);
  names.set(expr.valueName, valueName);
  const inner = (part: Expr | undefined): Expr | undefined => (part === undefined ? undefined : rename(part, names, []));
  return { ...expr, keyName, valueName, key: inner(expr.key), value: rename(expr.value, names, []), condition: inner(expr.condition) };
}

function rename(expr: Expr, names: ReadonlyMap<string, string>, hidden: readonly string[]): Expr {
  if (expr.kind !== 'traversal') return rebuilt(expr, hidden, (part, bound) => rename(part, names, bound));
  const name = hidden.includes(expr.root) ? undefined : names.get(expr.root);
  return name === undefined ? expr : { ...expr, root: name };
}
