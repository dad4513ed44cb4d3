import type { Expr } from '../expr';
import { assemble } from './assemble';
import { stripIndent } from './heredoc';
import { UNREAD, type Parser } from './parser';
import { readParts } from './parts';
import * as t from './token';

/** Reads a quoted text. One that is nothing but `${…}` is that expression, and knows where its quotes are. */
export function parseQuoted(p: Parser): Expr {
  if (!p.enter()) return leave(p, UNREAD);
  const start = p.startOf(p.read());
  const parts = readParts(p, t.CLOSE_QUOTE);
  const span = { start, end: p.endOf(p.previous()) };
  const expr = assemble(p, parts, span);
  return leave(p, parts[0]?.kind === 'interpolation' && parts.length === 2 ? { ...expr, quoted: span } : expr);
}

/** Reads a heredoc; of one that opens with `<<-`, the indentation that all lines have is taken away. */
export function parseHeredoc(p: Parser): Expr {
  if (!p.enter()) return leave(p, UNREAD);
  const open = p.read();
  const parts = readParts(p, t.CLOSE_HEREDOC);
  if (p.textOf(open).startsWith('<<-')) stripIndent(parts);
  return leave(p, assemble(p, parts, { start: p.startOf(open), end: p.endOf(p.previous()) }));
}

function leave(p: Parser, expr: Expr): Expr {
  p.leave();
  return expr;
}
