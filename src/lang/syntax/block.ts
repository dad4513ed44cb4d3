import type { Span } from '../expr';
import { bodyOf, parseAttribute, type Items } from './attribute';
import { decodeText } from './escape';
import type { NativeBlock, NativeBody, NativeLabel } from './native';
import type { Parser } from './parser';
import { recoverBehind, recoverItem } from './recover';
import * as t from './token';

/** Reads the content of braces: handed in, since it holds blocks again. */
export type ReadBody = (p: Parser, close: number) => NativeBody;

/** Reads a block whose type was taken, up to behind its line break. */
export function parseBlock(p: Parser, token: number, readBody: ReadBody): NativeBlock {
  const typeSpan = p.spanOf(token);
  const type = p.textOf(token);
  const labels: NativeLabel[] = [];
  const opens = parseLabels(p, typeSpan, labels);
  const header = { start: typeSpan.start, end: labels.at(-1)?.span.end ?? typeSpan.end };
  if (!opens) {
    const none = { start: header.end, end: header.end };
    return { type, typeSpan, labels, header, openBrace: none, closeBrace: none, span: header, body: { attributes: new Map(), blocks: [], missing: none, span: none } };
  }
  const openBrace = p.spanOf(p.read());
  const body = parseBraces(p, openBrace, readBody);
  const closeBrace = p.spanOf(p.previous());
  endLine(p, typeSpan);
  return { type, typeSpan, labels, header, openBrace, closeBrace, body, span: { start: typeSpan.start, end: closeBrace.end } };
}

/** Whether the brace that opens the body follows; what is wrong otherwise is told. */
function parseLabels(p: Parser, type: Span, labels: NativeLabel[]): boolean {
  for (;;) {
    const kind = p.peek();
    if (kind === t.OPEN_BRACE) return true;
    if (kind === t.IDENT) {
      const token = p.read();
      labels.push({ text: p.textOf(token), span: p.spanOf(token), quoted: false });
      continue;
    }
    if (kind !== t.OPEN_QUOTE) {
      wrongHeader(p, kind, type);
      recoverItem(p);
      return false;
    }
    labels.push(parseLabel(p));
  }
}

function wrongHeader(p: Parser, kind: number, type: Span): void {
  const at = p.peekSpan();
  const context = { start: type.start, end: at.end };
  if (kind === t.EQUALS) p.report('lang_block_invalid_header', 'An equals sign belongs to an argument, and this begins like a block. An argument has one name and no labels.', at, context);
  else if (kind === t.NEWLINE) p.report('lang_block_invalid_header', 'The opening brace of a block stands on the line of its type.', at, context);
  else p.suspect('lang_block_invalid_header', 'A label in quotes or the opening brace of the block is wanted here.', at, context);
}

/** A label in quotes: plain text with escapes. */
function parseLabel(p: Parser): NativeLabel {
  const open = p.spanOf(p.read());
  let text = '';
  for (;;) {
    const token = p.read();
    const span = p.spanOf(token);
    const kind = p.kindOf(token);
    if (kind === t.CLOSE_QUOTE) break;
    if (kind === t.QUOTED_TEXT) {
      text += decodeText(p, token, true);
      continue;
    }
    if (kind === t.OPEN_INTERPOLATION || kind === t.OPEN_DIRECTIVE) {
      p.report('lang_label_template', 'A label is plain text: nothing is put into it by ${ or %{. A literal ${ is written $${.', span, { start: open.start, end: span.end });
      recoverBehind(p, t.CLOSE_TEMPLATE);
      // No name has this in it, so that none is taken for the label's.
      text += kind === t.OPEN_INTERPOLATION ? '${ ... }' : '%{ ... }';
      continue;
    }
    const context = { start: open.start, end: span.end };
    if (kind === t.END) p.report('lang_string_unterminated', 'The label is not closed before the end of the file: its closing quote is missing.', span, context);
    else {
      p.report('lang_label_invalid', 'A label ends on its line.', span, context);
      recoverBehind(p, t.CLOSE_QUOTE);
    }
    break;
  }
  return { text, span: { start: open.start, end: p.endOf(p.previous()) }, quoted: true };
}

function parseBraces(p: Parser, openBrace: Span, readBody: ReadBody): NativeBody {
  const kind = p.peek();
  const body = p.enter() ? (kind === t.NEWLINE || kind === t.END || kind === t.CLOSE_BRACE ? readBody(p, t.CLOSE_BRACE) : parseSingleLine(p, openBrace)) : bodyOf(p, noItems(), openBrace);
  p.leave();
  return body;
}

function noItems(): Items {
  return { attributes: new Map(), blocks: [] };
}

/** `{ name = value }` on one line: one argument and nothing else. What is wrong with the end of the line is told first. */
function parseSingleLine(p: Parser, openBrace: Span): NativeBody {
  const items = noItems();
  const before = p.problems.length;
  parseSingleItem(p, items);
  const within = p.problems.splice(before);
  endSingleLine(p, openBrace);
  p.problems.push(...within);
  return bodyOf(p, items, openBrace);
}

function parseSingleItem(p: Parser, items: Items): void {
  const token = p.read();
  const span = p.spanOf(token);
  const next = p.peek();
  if (p.kindOf(token) !== t.IDENT) p.report('lang_item_required', 'An argument (NAME = VALUE) is wanted here.', span);
  else if (next === t.EQUALS) return parseAttribute(p, items, token, true);
  else if (next === t.OPEN_QUOTE || next === t.OPEN_BRACE || next === t.IDENT) {
    p.report('lang_argument_required', 'A block on one line has one argument in it: NAME = VALUE. Write a block in it on a line of its own.', { start: span.start, end: p.peekSpan().end });
  } else p.report('lang_item_required', 'An argument is wanted here: it has an equals sign behind its name.', span);
  recoverItem(p);
}

function endSingleLine(p: Parser, openBrace: Span): void {
  const kind = p.peek();
  if (kind === t.CLOSE_BRACE) {
    p.read();
    return;
  }
  const at = p.peekSpan();
  if (kind === t.COMMA) p.report('lang_single_line_block', 'A block on one line has one argument. Write several on lines of their own, without commas.', at);
  else if (kind === t.NEWLINE) p.report('lang_single_line_block', 'A block whose argument stands on the line of its opening brace is closed on that line too.', at);
  else if (kind === t.END) p.suspect('lang_block_unclosed', 'The brace of this block is not closed before the end of the file.', openBrace);
  else p.suspect('lang_single_line_block', 'A block on one line ends with a closing brace right behind its one argument.', at);
  recoverBehind(p, t.CLOSE_BRACE);
}

function endLine(p: Parser, type: Span): void {
  const kind = p.peek();
  if (kind === t.NEWLINE || kind === t.END) {
    p.read();
    return;
  }
  p.suspect('lang_block_newline_missing', 'A block ends with its line, and there is more.', p.peekSpan(), { start: type.start, end: p.peekSpan().end });
  recoverItem(p);
}
