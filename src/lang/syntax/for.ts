import type { Expr, Span } from '../expr';
import type { LangCode } from '../problem';
import { UNREAD, type Parser } from './parser';
import { recoverBehind } from './recover';
import * as t from './token';

const NAMES = { for: ['lang_for_invalid', 'A for expression'], directive: ['lang_for_directive_invalid', 'A for directive'] } as const satisfies Record<string, readonly [LangCode, string]>;

export interface ForIntroduction {
  readonly keyName: string | undefined;
  readonly valueName: string;
}

/** Reads `k, v in` behind `for`; undefined, and told, where that is not what stands there. */
export function parseForNames(p: Parser, start: number, what: keyof typeof NAMES): ForIntroduction | undefined {
  const [code, subject] = NAMES[what];
  const missing = (wanted: string): undefined => {
    p.suspect(code, `${subject} ${wanted}`, p.peekSpan(), what === 'for' ? { start, end: p.peekSpan().end } : undefined);
    return undefined;
  };
  if (p.peek() !== t.IDENT) return missing('names its element behind "for": for NAME in COLLECTION.');
  const first = p.textOf(p.read());
  let second: string | undefined;
  if (p.peek() === t.COMMA) {
    p.read();
    if (p.peek() !== t.IDENT) return missing('names its value behind the comma: for KEY, VALUE in COLLECTION.');
    second = p.textOf(p.read());
  }
  if (!p.looksAt('in')) return missing('has the word "in" behind its names: for NAME in COLLECTION.');
  p.read();
  return second === undefined ? { keyName: undefined, valueName: first } : { keyName: first, valueName: second };
}

/** Reads a for expression whose bracket was taken, up to behind its closing bracket. */
export function parseFor(p: Parser, open: Span, close: number): Expr {
  p.read();
  const expr = parseBody(p, open, close);
  if (expr !== undefined) return expr;
  recoverBehind(p, close);
  return { ...UNREAD, span: { start: open.start, end: p.endOf(p.previous()) } };
}

function parseBody(p: Parser, open: Span, close: number): Expr | undefined {
  const before = p.errors;
  const names = parseForNames(p, open.start, 'for');
  if (names === undefined) return undefined;
  const collection = p.expression();
  let height = p.height;
  if (p.lost(before)) return undefined;
  if (p.peek() !== t.COLON) {
    p.suspect('lang_for_invalid', 'A for expression has a colon behind its collection, and then what it makes of each element.', p.peekSpan(), { start: open.start, end: p.peekSpan().end });
    return undefined;
  }
  p.read();
  const next = (): Expr | undefined => {
    const expr = p.expression();
    height = Math.max(height, p.height);
    return p.lost(before) ? undefined : expr;
  };
  let value = next();
  let key: Expr | undefined;
  if (value === undefined) return undefined;
  if (p.peek() === t.ARROW) {
    p.read();
    key = value;
    value = next();
    if (value === undefined) return undefined;
  }
  const group = p.peek() === t.ELLIPSIS ? p.spanOf(p.read()) : undefined;
  let condition: Expr | undefined;
  if (p.looksAt('if')) {
    p.read();
    condition = next();
    if (condition === undefined) return undefined;
  }
  if (p.peek() !== close) {
    p.suspect('lang_for_invalid', 'The for expression should end here, and there is more.', p.peekSpan(), { start: open.start, end: p.peekSpan().end });
    recoverBehind(p, close);
  } else p.read();
  p.grown(height + 1);
  const span = { start: open.start, end: p.endOf(p.previous()) };
  judge(p, key, value, group, close, span);
  return { kind: 'for', ...names, collection, key, value, condition, group: group !== undefined, span };
}

/** A list has no keys, an object has them. */
function judge(p: Parser, key: Expr | undefined, value: Expr, group: Span | undefined, close: number, span: Span): void {
  const at = (expr: Expr): Span => expr.quoted ?? expr.span ?? span;
  if (close === t.CLOSE_BRACE) {
    if (key === undefined) p.report('lang_for_invalid', 'A for expression in braces makes an object: it has KEY => VALUE behind its colon.', at(value), span);
    return;
  }
  if (key !== undefined) p.report('lang_for_invalid', 'A for expression in brackets makes a list: there is no key. Use braces to make an object.', at(key), span);
  if (group !== undefined) p.report('lang_for_invalid', 'Only an object groups its values with "...", and a for expression in brackets makes a list.', group, span);
}
