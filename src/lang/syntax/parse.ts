import { str } from '../../values';
import type { Expr } from '../expr';
import type { SyntaxProblem } from '../problem';
import { assemble } from './assemble';
import { parseBody } from './body';
import { CORRUPTED, corruptedToken } from './corrupted';
import { parseExpression as expressionOf } from './expression';
import type { NativeFile } from './native';
import { Parser } from './parser';
import { readParts } from './parts';
import { scan } from './scan';
import { tellStrange } from './strange';
import * as t from './token';

/** An expression, or what is wrong: the first problem, and all of them in `problems`. */
export type Parsed = { readonly ok: true; readonly expr: Expr } | ({ readonly ok: false; readonly problems: readonly SyntaxProblem[] } & SyntaxProblem);

/**
 * Parses the text of a JSON string as the language does: `${…}` is an expression, `$${` and `%%{` stand for `${` and `%{`,
 * all else is as it is. A text that is one `${…}` and nothing else is that expression and keeps its type.
 * What is left of a cdktf token is an error.
 */
export function parseTemplate(text: string): Parsed {
  const corrupted = corruptedToken(text);
  if (corrupted !== undefined) return refused([{ code: 'lang_token_corrupted', message: CORRUPTED, offset: corrupted, span: { start: corrupted, end: text.length } }]);
  if (!text.includes('${') && !text.includes('%{')) return { ok: true, expr: { kind: 'literal', value: str(text) } };
  const p = parserOf(text, 'template', true);
  const expr = assemble(p, readParts(p, t.END), { start: 0, end: text.length });
  return answer(p, expr);
}

/** Parses a text that is one expression as a whole; line breaks are blanks in it. */
export function parseExpression(text: string): Parsed {
  const p = parserOf(text, 'code', false);
  p.pushNewlines(false);
  const expr = p.expression();
  if (p.peek() !== t.END) p.suspect('lang_expression_extra', 'The expression ends before this, and there is more.', p.peekSpan());
  return answer(p, expr);
}

/** Parses a file in native syntax (`.tf`, `.tfvars`). What could be read is there beside the problems. */
export function parseNative(text: string): NativeFile {
  const p = parserOf(text, 'code', false);
  const body = parseBody(p, t.END);
  return { body, problems: p.problems };
}

function parserOf(text: string, as: 'code' | 'template', fromProgram: boolean): Parser {
  const tokens = scan(text, as);
  const p = new Parser(text, tokens, expressionOf, fromProgram);
  tellStrange(p, tokens);
  return p;
}

function answer(p: Parser, expr: Expr): Parsed {
  return p.errors === 0 ? { ok: true, expr } : refused(p.problems);
}

function refused(problems: readonly SyntaxProblem[]): Parsed {
  const [first = { code: 'lang_syntax', message: 'The expression cannot be read.', offset: 0, span: { start: 0, end: 0 } } as const] = problems;
  return { ok: false, ...first, problems };
}
