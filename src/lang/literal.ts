import type { Value } from '../values';
import type { Expr } from './expr';

export type Literal = Extract<Expr, { kind: 'literal' }>;

export function literal(value: Value): Literal {
  return { kind: 'literal', value };
}
