import { str } from '../../values';
import type { Expr, ObjectItem, Span } from '../expr';
import { parseFor } from './for';
import type { Parser } from './parser';
import { recoverBehind } from './recover';
import * as t from './token';

/** Reads `[a, b]` or `[for …]`. */
export function parseTuple(p: Parser): Expr {
  const open = p.spanOf(p.read());
  p.pushNewlines(false);
  const expr = p.looksAt('for') ? parseFor(p, open, t.CLOSE_BRACKET) : parseItems(p, open);
  p.popNewlines();
  return expr;
}

function parseItems(p: Parser, open: Span): Expr {
  const items: Expr[] = [];
  let height = 0;
  for (;;) {
    if (p.peek() === t.CLOSE_BRACKET) {
      p.read();
      break;
    }
    const before = p.errors;
    items.push(p.expression());
    height = Math.max(height, p.height);
    if (p.lost(before)) {
      recoverBehind(p, t.CLOSE_BRACKET);
      break;
    }
    const next = p.peek();
    if (next === t.COMMA || next === t.CLOSE_BRACKET) {
      p.read();
      if (next === t.COMMA) continue;
      break;
    }
    if (next === t.END) p.suspect('lang_tuple_unterminated', 'The bracket of this list is not closed before the end of the text.', open);
    else p.suspect('lang_item_separator_missing', 'A comma is wanted here, or the closing bracket of the list.', p.peekSpan(), { start: open.start, end: p.peekSpan().end });
    recoverBehind(p, t.CLOSE_BRACKET);
    break;
  }
  p.grown(height + 1);
  return { kind: 'tuple', items, span: { start: open.start, end: p.endOf(p.previous()) } };
}

/** Reads `{a = b}` or `{for …}`. */
export function parseObject(p: Parser): Expr {
  const open = p.spanOf(p.read());
  p.pushNewlines(false);
  const isFor = p.looksAt('for');
  const expr = isFor ? parseFor(p, open, t.CLOSE_BRACE) : undefined;
  p.popNewlines();
  if (expr !== undefined) return expr;
  p.pushNewlines(true);
  const object = parseMembers(p, open);
  p.popNewlines();
  return object;
}

function parseMembers(p: Parser, open: Span): Expr {
  const items: ObjectItem[] = [];
  let height = 0;
  for (;;) {
    const kind = p.peek();
    if (kind === t.NEWLINE) {
      p.read();
      continue;
    }
    if (kind === t.CLOSE_BRACE) {
      p.read();
      break;
    }
    const item = parseMember(p, open);
    if (item === undefined) {
      recoverBehind(p, t.CLOSE_BRACE);
      break;
    }
    items.push(item);
    height = Math.max(height, p.height);
    const next = p.peek();
    if (next === t.CLOSE_BRACE) {
      p.read();
      break;
    }
    if (next === t.COMMA || next === t.NEWLINE) {
      p.read();
      continue;
    }
    if (next === t.END) unterminated(p, open);
    else p.suspect('lang_attribute_separator_missing', 'A comma or a new line is wanted here, to begin the next attribute.', p.peekSpan(), { start: open.start, end: p.peekSpan().end });
    recoverBehind(p, t.CLOSE_BRACE);
    break;
  }
  p.grown(height + 1);
  return { kind: 'object', items, span: { start: open.start, end: p.endOf(p.previous()) } };
}

/** A key, its sign and its value; undefined when the reading head is lost. */
function parseMember(p: Parser, open: Span): ObjectItem | undefined {
  const before = p.errors;
  const key = keyOf(p.expression(), p);
  const height = p.height;
  if (p.lost(before)) return undefined;
  const next = p.peek();
  if (next !== t.EQUALS && next !== t.COLON) {
    const at = p.peekSpan();
    const context = { start: open.start, end: at.end };
    if (next === t.END) unterminated(p, open);
    else if (next === t.NEWLINE || next === t.COMMA) p.suspect('lang_attribute_value_missing', 'The value of this attribute is missing: write it behind an equals sign.', at, context);
    else p.suspect('lang_key_separator_missing', 'An equals sign is wanted here, between the key and its value. A key with dots or blanks in it is written in quotes.', at, context);
    return undefined;
  }
  p.read();
  const value = p.expression();
  if (p.lost(before)) return undefined;
  p.height = Math.max(height, p.height);
  return { key, value };
}

function unterminated(p: Parser, open: Span): void {
  p.suspect('lang_object_unterminated', 'The brace of this object is not closed before the end of the text.', open);
}

/** A bare name is the text of the key, also where it is a keyword. */
function keyOf(key: Expr, p: Parser): Expr {
  const { span } = key;
  if (key.quoted !== undefined || span === undefined) return key;
  if (key.kind === 'traversal' && key.steps.length === 0) return { kind: 'literal', value: str(key.root), span };
  if (key.kind !== 'literal') return key;
  const isKeyword = key.value.kind === 'bool' || key.value.kind === 'null';
  return isKeyword ? { kind: 'literal', value: str(p.text.slice(span.start, span.end)), span } : key;
}
