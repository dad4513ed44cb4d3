import type { Expr } from '../../../src/lang';

type Folded = string | number | boolean | null | readonly Folded[] | { readonly [key: string]: Folded };
type Names = Readonly<Record<string, Folded>>;

/** What an expression of literals, templates and loops means: enough to judge texts without the evaluator. */
export function fold(expr: Expr, names: Names = {}): Folded {
  switch (expr.kind) {
    case 'literal': {
      const { value } = expr;
      return value.kind === 'number' ? Number(value.value) : value.kind === 'string' || value.kind === 'bool' ? value.value : null;
    }
    case 'template': return expr.parts.map((part) => String(fold(part, names))).join('').normalize('NFC');
    case 'conditional': return fold(fold(expr.condition, names) === true ? expr.then : expr.otherwise, names);
    case 'join': return [fold(expr.of, names)].flat().join('');
    case 'for': {
      const of = fold(expr.collection, names);
      const { keyName = '', valueName, value } = expr;
      return Object.entries(of ?? {}).map(([key, element]: [string, Folded]) => fold(value, { ...names, [keyName]: key, [valueName]: element }));
    }
    case 'tuple': return expr.items.map((item) => fold(item, names));
    case 'object': return Object.fromEntries(expr.items.map(({ key, value }) => [String(fold(key, names)), fold(value, names)]));
    case 'traversal': return names[expr.root] ?? null;
    case 'parens': return fold(expr.inner, names);
    case 'index': {
      const of = fold(expr.of, names);
      return typeof of === 'object' && of !== null && !Array.isArray(of) ? (of as Names)[String(fold(expr.key, names))] ?? null : null;
    }
    default: throw new Error(`nothing folds ${expr.kind}`);
  }
}
