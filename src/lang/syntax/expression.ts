import type { BinaryOp, Expr, UnaryOp } from '../expr';
import { UNREAD, type Parser } from './parser';
import { parseTerm } from './term';
import * as t from './token';
import { parseTraversals } from './traversal';

interface Level {
  readonly op: BinaryOp;
  /** The higher, the tighter it binds. */
  readonly level: number;
}

const OPERATORS: ReadonlyMap<number, Level> = new Map<number, Level>([
  [t.OR, { op: '||', level: 1 }], [t.AND, { op: '&&', level: 2 }],
  [t.EQUAL, { op: '==', level: 3 }], [t.NOT_EQUAL, { op: '!=', level: 3 }],
  [t.GREATER, { op: '>', level: 4 }], [t.GREATER_EQUAL, { op: '>=', level: 4 }], [t.LESS, { op: '<', level: 4 }], [t.LESS_EQUAL, { op: '<=', level: 4 }],
  [t.PLUS, { op: '+', level: 5 }], [t.MINUS, { op: '-', level: 5 }],
  [t.STAR, { op: '*', level: 6 }], [t.SLASH, { op: '/', level: 6 }], [t.PERCENT, { op: '%', level: 6 }],
]);

interface Arm {
  readonly start: number;
  readonly condition: Expr;
  readonly then: Expr;
  readonly height: number;
}

/** Reads one expression; stops at what cannot go on with it. */
export function parseExpression(p: Parser): Expr {
  const expr = p.enter() ? parseConditional(p) : UNREAD;
  p.leave();
  return expr;
}

/** `a ? b : c ? d : e`: a loop, since such chains are written long. */
function parseConditional(p: Parser): Expr {
  const before = p.errors;
  const arms: Arm[] = [];
  for (;;) {
    const start = p.peekStart();
    const condition = parseBinary(p, 1);
    if (p.lost(before) || p.peek() !== t.QUESTION) return closeArms(p, arms, condition);
    const height = p.height;
    p.read();
    const then = p.expression();
    if (p.lost(before)) return condition;
    if (p.peek() !== t.COLON) {
      p.report('lang_conditional_colon_missing', 'A conditional is written condition ? value : other value, and the colon with the other value is missing here.', p.peekSpan(),
        { start, end: p.peekSpan().end });
      return condition;
    }
    p.read();
    arms.push({ start, condition, then, height: Math.max(height, p.height) });
  }
}

function closeArms(p: Parser, arms: readonly Arm[], last: Expr): Expr {
  let expr = last;
  for (let i = arms.length - 1; i >= 0; i--) {
    const arm = arms[i];
    if (arm === undefined) continue;
    expr = { kind: 'conditional', condition: arm.condition, then: arm.then, otherwise: expr, span: { start: arm.start, end: endOf(p, expr) } };
    // The tree leans to its last arm: as long as people write, and walked by loops.
    p.grown(Math.max(arm.height + 1, i === arms.length - 1 ? p.height + 1 : p.height));
  }
  return expr;
}

/** Operators of one level group from the left; the chain is read by a loop. */
function parseBinary(p: Parser, least: number): Expr {
  const before = p.errors;
  const start = p.peekStart();
  let left = parseUnary(p);
  for (;;) {
    if (p.lost(before)) return left;
    const operator = OPERATORS.get(p.peek());
    if (operator === undefined || operator.level < least) return left;
    const height = p.height;
    p.read();
    const right = parseBinary(p, operator.level + 1);
    const own = left.kind === 'binary' ? height : height + 1;
    left = { kind: 'binary', op: operator.op, left, right, span: { start, end: endOf(p, right) } };
    p.grown(Math.max(own, p.height + 1));
  }
}

function parseUnary(p: Parser): Expr {
  const signs: { readonly op: UnaryOp; readonly start: number }[] = [];
  for (let kind = p.peek(); kind === t.MINUS || kind === t.BANG; kind = p.peek()) signs.push({ op: kind === t.MINUS ? '-' : '!', start: p.startOf(p.read()) });
  let expr = parseTraversals(p, parseTerm(p));
  for (let sign = signs.pop(); sign !== undefined; sign = signs.pop()) {
    expr = { kind: 'unary', op: sign.op, operand: expr, span: { start: sign.start, end: endOf(p, expr) } };
    p.grown(p.height + 1);
  }
  return expr;
}

function endOf(p: Parser, expr: Expr): number {
  return (expr.quoted ?? expr.span)?.end ?? p.endOf(p.previous());
}
