import type { Span } from '../expr';
import type { NativeAttribute, NativeBlock, NativeBody } from './native';
import type { Parser } from './parser';
import { recoverItem } from './recover';
import * as t from './token';

/** Arguments and blocks while they are read. */
export interface Items {
  readonly attributes: Map<string, NativeAttribute>;
  readonly blocks: NativeBlock[];
}

/** @param open the token that opened the body */
export function bodyOf(p: Parser, items: Items, open: Span): NativeBody {
  return { attributes: items.attributes, blocks: items.blocks, missing: { start: open.start, end: open.start }, span: { start: open.start, end: p.endOf(p.previous()) } };
}

/** Reads an argument whose name was taken. `alone`: it shares its line with the braces of its block, and no line break follows. */
export function parseAttribute(p: Parser, items: Items, token: number, alone = false): void {
  const name = p.textOf(token);
  const nameSpan = p.spanOf(token);
  p.read();
  const before = p.errors;
  const start = p.peekStart();
  const expr = p.expression();
  const end = p.endOf(p.previous());
  if (p.lost(before)) recoverItem(p);
  else if (!alone) endLine(p, nameSpan);
  if (items.attributes.has(name)) p.report('lang_attribute_redefined', `The argument "${name}" was set before in this body. Each argument is set once.`, nameSpan);
  else items.attributes.set(name, { name, nameSpan, expr, exprSpan: expr.quoted ?? expr.span ?? { start: Math.min(start, end), end }, span: { start: nameSpan.start, end } });
}

function endLine(p: Parser, name: Span): void {
  const kind = p.peek();
  if (kind === t.NEWLINE || kind === t.END) {
    p.read();
    return;
  }
  const at = p.peekSpan();
  const context = { start: name.start, end: at.end };
  if (kind === t.COMMA) p.suspect('lang_argument_comma', 'Arguments are separated by new lines, and not by commas.', at, context);
  else p.suspect('lang_argument_newline_missing', 'An argument ends with its line, and there is more.', at, context);
  recoverItem(p);
}
