import { bool, DYNAMIC, nullOf, parseNumber, type Value } from '../../values';
import type { Expr, Span } from '../expr';
import { parseCall } from './call';
import { parseObject, parseTuple } from './collection';
import { CORRUPTED, isCorruptedNumber } from './corrupted';
import { UNREAD, type Parser } from './parser';
import { parseHeredoc, parseQuoted } from './quoted';
import { recoverBehind } from './recover';
import * as t from './token';

const KEYWORDS: ReadonlyMap<string, Value> = new Map<string, Value>([['true', bool(true)], ['false', bool(false)], ['null', nullOf(DYNAMIC)]]);

/** Reads what stands between operators, without the parts that may be taken of it. */
export function parseTerm(p: Parser): Expr {
  p.height = 1;
  const kind = p.peek();
  switch (kind) {
    case t.IDENT: return parseNamed(p);
    case t.NUMBER: return parseNumberToken(p);
    case t.OPEN_QUOTE: return parseQuoted(p);
    case t.OPEN_HEREDOC: return parseHeredoc(p);
    case t.OPEN_PAREN: return parseParens(p);
    case t.OPEN_BRACKET: return parseTuple(p);
    case t.OPEN_BRACE: return parseObject(p);
    case t.END:
      p.suspect('lang_expression_missing', 'The text ends where an expression is wanted.', p.peekSpan());
      p.recovery = true;
      return UNREAD;
    default:
      p.suspect('lang_syntax', 'An expression is wanted here: a value, a reference such as var.NAME, or a call of a function.', p.peekSpan());
      p.recovery = true;
      return UNREAD;
  }
}

function parseNamed(p: Parser): Expr {
  const token = p.read();
  const next = p.peek();
  if (next === t.OPEN_PAREN || next === t.DOUBLE_COLON) return parseCall(p, token);
  const name = p.textOf(token);
  const value = KEYWORDS.get(name);
  const span = p.spanOf(token);
  return value === undefined ? { kind: 'traversal', root: name, steps: [], span } : { kind: 'literal', value, span };
}

function parseNumberToken(p: Parser): Expr {
  const token = p.read();
  const text = p.textOf(token);
  const span = p.spanOf(token);
  const value = parseNumber(text);
  if (value !== undefined) {
    if (p.fromProgram && isCorruptedNumber(value)) p.report('lang_token_corrupted', CORRUPTED, span);
    return { kind: 'literal', value: { kind: 'number', value }, span };
  }
  if (/^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)) p.report('lang_number_too_large', 'A number can have 4096 digits, written out without an exponent; this one has more.', span);
  else p.report('lang_number_invalid', 'This is no number: one is written as in 15, 2.5 or 1e6.', span);
  return UNREAD;
}

function parseParens(p: Parser): Expr {
  const open = p.spanOf(p.read());
  const before = p.errors;
  p.pushNewlines(false);
  const inner = p.expression();
  if (p.errors > before) {
    recoverBehind(p, t.CLOSE_PAREN);
    p.popNewlines();
    return { ...UNREAD, span: from(open, p) };
  }
  if (p.peek() !== t.CLOSE_PAREN) {
    const close = p.peekSpan();
    p.report('lang_parentheses_unbalanced', 'The parenthesis that opened is to be closed here.', close, { start: open.start, end: close.end });
    p.recovery = true;
  }
  p.read();
  p.popNewlines();
  p.grown(p.height + 1);
  return { kind: 'parens', inner, span: from(open, p) };
}

function from(open: Span, p: Parser): Span {
  return { start: open.start, end: p.endOf(p.previous()) };
}
