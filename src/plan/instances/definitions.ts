import { residualize, type Expr, type Scope } from '../../lang';
import type { Definition } from '../types';
import { definedKeys } from '../residual/defined-keys';
import type { VariableShape } from './variable-value';

/** A value that several things share and that is not wholly known: how it is made, in which module instance. */
export interface Defining {
  readonly expr: Expr;
  readonly scope: Scope;
  /** Path of the module instance that the expression stands in; undefined for the root. */
  readonly module: string | undefined;
  /** Of an input of a module: what its declaration makes of it. */
  readonly variable?: VariableShape | undefined;
}

/** Shared values by key. Told when something refers to them; made only for what is left in the end. */
export class Definitions {
  private readonly known = new Map<string, { readonly expr: Expr; readonly make: () => Defining }>();

  /** The expression that stands for the value of `key`. */
  refer(key: string, make: () => Defining): Expr {
    const before = this.known.get(key);
    if (before !== undefined) return before.expr;
    const expr: Expr = { kind: 'defined', key };
    this.known.set(key, { expr, make });
    return expr;
  }

  /** Definitions of everything that the expressions refer to, and that these refer to in turn, by key. */
  close(exprs: Iterable<Expr>): readonly Definition[] {
    const made = new Map<string, Definition>();
    const open: string[] = [];
    for (const expr of exprs) open.push(...definedKeys(expr));
    for (let key = open.pop(); key !== undefined; key = open.pop()) {
      const entry = this.known.get(key);
      if (made.has(key) || entry === undefined) continue;
      const { expr, scope, module, variable } = entry.make();
      const left = residualize(expr, scope);
      const prefix = module === undefined ? '' : `${module}.`;
      made.set(key, { key, module, expr: left.expr, uses: left.uses.map((address) => `${prefix}${address}`), variable });
      open.push(...definedKeys(left.expr));
    }
    return [...made.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  }
}
