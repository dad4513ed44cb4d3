import type { Expr } from '../../lang';
import { somePart } from '../residual/defined-keys';
import type { StaticNode } from '../static/nodes';

/** Whether something is made by more than naming and joining texts: then it can be right with the values of today alone. */
export function isComputed(node: StaticNode): boolean {
  return expressionsOf(node).some((expr) => expr.kind !== 'literal' && expr.kind !== 'traversal' && somePart(expr, computes));
}

function computes({ kind }: Expr): boolean {
  switch (kind) {
    case 'call': case 'conditional': case 'binary': case 'unary': case 'for': case 'splat': case 'index': case 'attr': case 'join': return true;
    case 'literal': case 'traversal': case 'template': case 'tuple': case 'object': case 'parens': case 'item': case 'blocks': case 'defined': return false;
  }
}

function expressionsOf(node: StaticNode): readonly Expr[] {
  switch (node.kind) {
    case 'resource': {
      const { body, count, forEach, lifecycle } = node.block;
      const conditions = [...lifecycle.preconditions, ...lifecycle.postconditions].flatMap((rule) => [rule.condition, rule.errorMessage]);
      return [...body.values(), ...conditions, ...(count === undefined ? [] : [count]), ...(forEach === undefined ? [] : [forEach])];
    }
    case 'local': return [node.block.expr];
    case 'output': return [node.block.value];
    case 'expand': {
      const { inputs, count, forEach } = node.block;
      return [...inputs.values(), ...(count === undefined ? [] : [count]), ...(forEach === undefined ? [] : [forEach])];
    }
    case 'check': return node.block.asserts.flatMap((rule) => [rule.condition, rule.errorMessage]);
    case 'provider': return [...node.block.body.values()];
    case 'variable': case 'validation': case 'close': case 'decided': return [];
  }
}
