import type { Cursor } from './cursor';
import type { Expr, TraversalStep } from './expr';
import { FALSE_LITERAL, NULL_LITERAL, parseNumberToken, TRUE_LITERAL } from './literal';
import { resolveReference } from './reference';

/** Parses the template of a quoted string whose opening quote was taken: handed in, since templates hold expressions and these hold strings. */
export type ParseQuoted = (cursor: Cursor) => Expr | undefined;

const OPERATOR = /==|!=|<=|>=|&&|\|\||[-+*/%<>]/y;
const DIGIT = /\d/;

/** Parses one expression and what may follow it; stops at what closes it. */
export function parseExpression(cursor: Cursor, quoted: ParseQuoted): Expr | undefined {
  return cursor.nested(() => {
    cursor.skipSpace();
    const expr = parseTerm(cursor, quoted);
    if (expr === undefined) return undefined;
    cursor.skipSpace();
    const start = cursor.at;
    if (cursor.peek() === '?') return cursor.refuse('lang_conditional_not_built', start);
    if (cursor.looksAt('~}')) return expr;
    const operator = cursor.match(OPERATOR);
    return operator === undefined ? expr : cursor.refuse('lang_operator_not_built', start, operator);
  });
}

function parseTerm(cursor: Cursor, quoted: ParseQuoted): Expr | undefined {
  const start = cursor.at;
  const c = cursor.peek();
  if (c === '(') {
    cursor.at++;
    const inner = parseExpression(cursor, quoted);
    if (inner === undefined) return undefined;
    cursor.skipSpace();
    if (!cursor.take(')')) return cursor.fail('A closing ) is missing here.');
    return plainEnd(cursor, inner);
  }
  if (c === '"') {
    cursor.at++;
    const text = cursor.nested(() => quoted(cursor));
    return text === undefined ? undefined : plainEnd(cursor, text);
  }
  if (DIGIT.test(c)) return parseNumberToken(cursor, false);
  if (c === '-' || c === '!') {
    cursor.at++;
    return c === '-' && DIGIT.test(cursor.peek()) ? parseNumberToken(cursor, true) : cursor.refuse('lang_operator_not_built', start, c);
  }
  if (c === '[' || c === '{') {
    cursor.at++;
    cursor.skipSpace();
    if (cursor.name() === 'for') return cursor.refuse('lang_for_not_built', start);
    return cursor.refuse('lang_constructor_not_built', start, c === '[' ? 'A list' : 'An object');
  }
  if (cursor.looksAt('<<')) return cursor.refuse('lang_heredoc_not_built', start);
  const name = cursor.name();
  return name === undefined ? cursor.fail(expected(c)) : parseNamed(cursor, name, start, quoted);
}

function expected(c: string): string {
  if (c === '') return 'The text ends where an expression is wanted: a ${ is not closed.';
  return `An expression is wanted here, not ${JSON.stringify(c)}.`;
}

/** What was parsed, unless a part of it is taken: only references have parts in this build. */
function plainEnd(cursor: Cursor, expr: Expr): Expr | undefined {
  cursor.skipSpace();
  const c = cursor.peek();
  return c === '.' || c === '[' ? cursor.refuse('lang_index_not_built', cursor.at, 'A part of an expression is taken') : expr;
}

function parseNamed(cursor: Cursor, name: string, start: number, quoted: ParseQuoted): Expr | undefined {
  if (name === 'true') return TRUE_LITERAL;
  if (name === 'false') return FALSE_LITERAL;
  if (name === 'null') return NULL_LITERAL;
  cursor.skipSpace();
  if (cursor.looksAt('::') || cursor.peek() === '(') {
    return cursor.refuse('lang_function_not_built', start, name + (cursor.match(/(?:::[\p{ID_Start}_][\p{ID_Continue}-]*)*/uy) ?? ''));
  }
  return parseTraversal(cursor, name, start, quoted);
}

/** A reference whose root was taken, with the parts that follow. */
export function parseTraversal(cursor: Cursor, root: string, start: number, quoted: ParseQuoted): Expr | undefined {
  const steps: TraversalStep[] = [];
  for (cursor.skipSpace(); cursor.peek() === '.' || cursor.peek() === '['; cursor.skipSpace()) {
    if (cursor.looksAt('...')) break;
    const step = cursor.peek() === '.' ? parseDotStep(cursor) : parseIndexStep(cursor, quoted);
    if (step === undefined) return undefined;
    steps.push(step);
  }
  const traversal = { kind: 'traversal', root, steps } as const;
  const resolved = resolveReference(traversal);
  return resolved.ok ? traversal : cursor.fail(resolved.message, start, resolved.code);
}

function parseDotStep(cursor: Cursor): TraversalStep | undefined {
  const start = cursor.at;
  cursor.at++;
  cursor.skipSpace();
  const digits = cursor.match(/\d{1,15}(?!\d)/y);
  if (digits !== undefined) return { kind: 'index', key: Number(digits) };
  if (cursor.peek() === '*') return cursor.refuse('lang_splat_not_built', start, '.*');
  const name = cursor.name();
  return name === undefined ? cursor.fail('The name of an attribute is wanted behind the dot.') : { kind: 'attr', name };
}

function parseIndexStep(cursor: Cursor, quoted: ParseQuoted): TraversalStep | undefined {
  const start = cursor.at;
  cursor.at++;
  cursor.skipSpace();
  if (cursor.peek() === '*') return cursor.refuse('lang_splat_not_built', start, '[*]');
  const index = parseExpression(cursor, quoted);
  if (index === undefined) return undefined;
  cursor.skipSpace();
  if (!cursor.take(']')) return cursor.fail('A closing ] is missing here.');
  const key = index.kind === 'literal' ? index.value : undefined;
  if (key?.kind === 'string') return { kind: 'index', key: key.value };
  if (key?.kind === 'number') {
    return /^\d{1,15}$/.test(key.value) ? { kind: 'index', key: Number(key.value) } : cursor.fail('An index is a whole number from 0 on.', start);
  }
  return cursor.refuse('lang_index_not_built', start, 'An index is given by an expression');
}
