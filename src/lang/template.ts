import { str } from '../values';
import { Cursor } from './cursor';
import { parseExpression } from './expression';
import type { Expr } from './expr';
import { corruptedToken, literal, parseEscape } from './literal';
import type { SyntaxProblem } from './problem';

export type Parsed = { readonly ok: true; readonly expr: Expr } | ({ readonly ok: false } & SyntaxProblem);

/** Up to the next character that may mean something in a template. */
const PLAIN = /[^$%]+/y;
const PLAIN_QUOTED = /[^$%"\\\n\r]+/y;

/**
 * Parses the text of a JSON string as the language does: `${…}` is an expression, `$${` and `%%{` stand for `${` and `%{`,
 * all else is as it is. A text that is one `${…}` and nothing else is that expression and keeps its type.
 */
export function parseTemplate(text: string): Parsed {
  const corrupted = corruptedToken(text);
  if (corrupted !== undefined) return { ok: false, code: 'lang_token_corrupted', ...corrupted };
  if (!text.includes('${') && !text.includes('%{')) return { ok: true, expr: literal(str(text)) };
  const cursor = new Cursor(text);
  const expr = parseParts(cursor, false);
  return expr === undefined ? problemOf(cursor) : { ok: true, expr };
}

/** The problem that made parsing end; there is one wherever nothing was parsed. */
export function problemOf(cursor: Cursor): Parsed & { readonly ok: false } {
  return { ok: false, ...(cursor.problem ?? { code: 'lang_syntax', message: 'The expression cannot be read.', offset: cursor.at }) };
}

/** What `~` asks for is done when the text beside it is complete. */
interface Parts {
  readonly exprs: Expr[];
  text: string;
  trimNext: boolean;
}

/** The parts up to the end of the text, or in a quoted string up to behind its closing quote. */
function parseParts(cursor: Cursor, quoted: boolean): Expr | undefined {
  const parts: Parts = { exprs: [], text: '', trimNext: false };
  const start = cursor.at;
  let alone = true;
  for (;;) {
    const c = cursor.peek();
    if (c === '') {
      if (quoted) return cursor.fail('A quoted string is not closed.', start - 1);
      break;
    }
    if (quoted && c === '"') {
      cursor.at++;
      break;
    }
    if ((c === '$' || c === '%') && cursor.peek(1) === '{') {
      if (c === '%') return refuseDirective(cursor);
      alone &&= parts.exprs.length === 0 && parts.text === '';
      if (!parseInterpolation(cursor, parts)) return undefined;
      continue;
    }
    const piece = parsePiece(cursor, c, quoted);
    if (piece === undefined) return undefined;
    alone &&= parts.exprs.length === 0;
    parts.text += piece;
  }
  flush(parts, false);
  const [first] = parts.exprs;
  if (first === undefined) return literal(str(''));
  return parts.exprs.length === 1 && (alone || first.kind === 'literal') ? first : { kind: 'template', parts: parts.exprs };
}

function parsePiece(cursor: Cursor, c: string, quoted: boolean): string | undefined {
  if ((c === '$' || c === '%') && cursor.peek(1) === c && cursor.peek(2) === '{') {
    cursor.at += 3;
    return `${c}{`;
  }
  if (quoted && c === '\\') return parseEscape(cursor);
  if (quoted && (c === '\n' || c === '\r')) return cursor.fail('A quoted string has a line break in it; write \\n.');
  const plain = cursor.match(quoted ? PLAIN_QUOTED : PLAIN);
  if (plain === undefined) cursor.at++;
  return plain ?? c;
}

function flush(parts: Parts, trimEnd: boolean): void {
  let text = parts.trimNext ? parts.text.trimStart() : parts.text;
  if (trimEnd) text = text.trimEnd();
  if (text !== '') parts.exprs.push(literal(str(text)));
  parts.text = '';
  parts.trimNext = false;
}

function parseInterpolation(cursor: Cursor, parts: Parts): boolean {
  const start = cursor.at;
  cursor.at += 2;
  flush(parts, cursor.take('~'));
  const expr = parseExpression(cursor, parseQuoted);
  if (expr === undefined) return false;
  cursor.skipSpace();
  parts.trimNext = cursor.take('~');
  if (!cursor.take('}')) {
    cursor.fail(cursor.peek() === '' ? 'A ${ is not closed: the } is missing.' : `The expression should end here, and there is ${JSON.stringify(cursor.peek())}.`,
      cursor.peek() === '' ? start : cursor.at);
    return false;
  }
  parts.exprs.push(expr);
  return true;
}

/** The template of a quoted string, whose opening quote was taken. */
export function parseQuoted(cursor: Cursor): Expr | undefined {
  return parseParts(cursor, true);
}

function refuseDirective(cursor: Cursor): undefined {
  const start = cursor.at;
  cursor.at += 2;
  cursor.take('~');
  cursor.skipSpace();
  return cursor.refuse('lang_directive_not_built', start, cursor.name() ?? '…');
}
