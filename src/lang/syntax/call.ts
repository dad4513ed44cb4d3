import type { Expr, Span } from '../expr';
import { typeText } from '../type-expr';
import { UNREAD, type Parser } from './parser';
import { recoverBehind } from './recover';
import * as t from './token';

/** Reads a call whose first name was taken; `::` or `(` follows. */
export function parseCall(p: Parser, first: number): Expr {
  const nameStart = p.startOf(first);
  let name = p.textOf(first);
  let nameEnd = p.endOf(first);
  while (p.peek() === t.DOUBLE_COLON) {
    const colons = p.spanOf(p.read());
    if (p.peek() !== t.IDENT) {
      p.report('lang_function_name_missing', 'A name is wanted behind the double colon, as in provider::NAME::FUNCTION.', p.peekSpan(), { start: nameStart, end: p.peekSpan().end });
      recoverOver(p);
      return { ...UNREAD, span: { start: nameStart, end: colons.end } };
    }
    const part = p.read();
    name += `::${p.textOf(part)}`;
    nameEnd = p.endOf(part);
  }
  const nameSpan = { start: nameStart, end: nameEnd };
  if (p.peek() !== t.OPEN_PAREN) {
    p.report('lang_call_parenthesis_missing', 'The name of a function with a double colon in it is followed by its arguments in parentheses.', p.peekSpan(),
      { start: nameStart, end: p.peekSpan().end });
    recoverOver(p);
    return { ...UNREAD, span: nameSpan };
  }
  const open = p.spanOf(p.read());
  p.pushNewlines(false);
  const args: Expr[] = [];
  const expand = parseArguments(p, args, nameStart, open.end);
  p.popNewlines();
  takeType(name, args);
  return { kind: 'call', name, nameSpan, args, expand, span: { start: nameStart, end: p.endOf(p.previous()) } };
}

/** `convert(value, list(string))`: the type is no value that anything else could look at, and is kept as its text. */
function takeType(name: string, args: Expr[]): void {
  const [, type] = args;
  const text = type === undefined || args.length !== 2 || (name !== 'convert' && name !== 'core::convert') ? undefined : typeText(type);
  if (type !== undefined && text !== undefined) args[1] = { kind: 'literal', value: { kind: 'string', value: text }, span: type.span };
}

/** Reads on behind the next parentheses, wherever they are. */
function recoverOver(p: Parser): void {
  p.recovery = true;
  while (p.peek() !== t.OPEN_PAREN && p.peek() !== t.END) p.read();
  p.read();
  recoverBehind(p, t.CLOSE_PAREN);
}

/** Reads the arguments and the closing parenthesis; answers whether the last one is expanded. */
function parseArguments(p: Parser, args: Expr[], nameStart: number, openEnd: number): boolean {
  let height = 0;
  for (;;) {
    if (p.peek() === t.CLOSE_PAREN) {
      p.read();
      p.grown(height + 1);
      return false;
    }
    const before = p.errors;
    args.push(p.expression());
    height = Math.max(height, p.height);
    if (p.lost(before)) {
      recoverBehind(p, t.CLOSE_PAREN);
      return false;
    }
    const separator = p.spanOf(p.read());
    const kind = p.kindOf(p.previous());
    if (kind === t.COMMA) continue;
    p.grown(height + 1);
    if (kind === t.CLOSE_PAREN) return false;
    if (kind === t.ELLIPSIS) {
      closeExpanded(p, nameStart, separator);
      return true;
    }
    if (kind === t.END) {
      p.report('lang_call_unterminated', 'The parenthesis of this call is not closed before the end of the text.', { start: nameStart, end: openEnd });
    } else {
      p.report('lang_argument_separator_missing', 'A comma is wanted between the arguments of a function.', separator, { start: nameStart, end: separator.end });
    }
    recoverBehind(p, t.CLOSE_PAREN);
    return false;
  }
}

function closeExpanded(p: Parser, nameStart: number, dots: Span): void {
  if (p.peek() === t.CLOSE_PAREN) {
    p.read();
    return;
  }
  p.suspect('lang_call_expansion_not_last', 'Only the last argument can be expanded with "...": a closing parenthesis is wanted right behind it.', dots,
    { start: nameStart, end: p.peekSpan().end });
  recoverBehind(p, t.CLOSE_PAREN);
}
