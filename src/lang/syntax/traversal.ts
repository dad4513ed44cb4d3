import { parseNumber } from '../../values';
import type { Expr, Span, TraversalStep } from '../expr';
import type { Parser } from './parser';
import { recoverBehind } from './recover';
import * as t from './token';

const ITEM: Expr = Object.freeze({ kind: 'item' });
const SAFE_WHOLE = /^\d{1,15}$/;

/** An expression while parts of it are taken, with the height of its tree. The steps of a reference are gathered in one list. */
interface Taken {
  expr: Expr;
  steps: TraversalStep[] | undefined;
  height: number;
  readonly start: number;
}

/** Reads what is taken of an expression: `.name`, `[key]`, `.0`, `.*` and `[*]`, as many as follow. */
export function parseTraversals(p: Parser, of: Expr): Expr {
  const first = p.peek();
  if (first !== t.DOT && first !== t.OPEN_BRACKET) return of;
  const taken: Taken = {
    expr: of, steps: of.kind === 'traversal' && of.quoted === undefined ? [...of.steps] : undefined, height: p.height, start: (of.quoted ?? of.span)?.start ?? p.peekStart(),
  };
  for (;;) {
    const kind = p.peek();
    const more = kind === t.DOT ? takeDot(p, taken) : kind === t.OPEN_BRACKET ? takeBracket(p, taken) : false;
    if (!more) break;
  }
  closeSteps(taken);
  p.grown(taken.height);
  return taken.expr;
}

function takeDot(p: Parser, taken: Taken): boolean {
  const dot = p.startOf(p.read());
  switch (p.peek()) {
    case t.IDENT: {
      const name = p.read();
      attr(taken, p.textOf(name), { start: dot, end: p.endOf(name) });
      return true;
    }
    case t.NUMBER: return takeLegacyIndex(p, taken, dot);
    case t.STAR: return takeAttributeSplat(p, taken, dot);
    default:
      p.report('lang_attribute_name_invalid', 'The name of an attribute is wanted behind the dot.', p.peekSpan(), { start: dot, end: p.peekSpan().end });
      p.recovery = true;
      return true;
  }
}

/** `.0`. Of two, `.0.1` is one number to the scanner, and refused. */
function takeLegacyIndex(p: Parser, taken: Taken, dot: number, at?: Span): boolean {
  const span = p.spanOf(p.read());
  const value = parseNumber(p.textOf(p.previous()));
  if (value === undefined || p.text.slice(span.start, span.end).includes('.')) {
    p.report('lang_legacy_index_invalid', 'An index behind a dot is one whole number. Write indexes in brackets: [0][1].', at ?? span, { start: dot, end: span.end });
    return true;
  }
  index(p, taken, { kind: 'literal', value: { kind: 'number', value }, span }, { start: dot, end: span.end }, true);
  return true;
}

/** `.*` with the attributes that follow. */
function takeAttributeSplat(p: Parser, taken: Taken, dot: number): boolean {
  const marker = p.spanOf(p.read());
  let { end } = marker;
  const each: Taken = { expr: ITEM, steps: undefined, height: 1, start: end };
  while (p.peek() === t.DOT) {
    const next = p.startOf(p.read());
    const kind = p.peek();
    if (kind === t.IDENT) attr(each, p.textOf(p.read()), { start: next, end: p.endOf(p.previous()) });
    else if (kind === t.NUMBER) takeLegacyIndex(p, each, next, marker);
    else {
      const at = p.peekSpan();
      if (kind === t.STAR) p.report('lang_splat_in_splat', 'A splat ".*" takes attributes only, and not another splat. Use [*].', at, { start: dot, end: at.end });
      else p.report('lang_attribute_name_invalid', 'The name of an attribute is wanted behind the dot.', marker, { start: dot, end: at.end });
      p.recovery = true;
      return false;
    }
    end = p.endOf(p.previous());
  }
  grow(taken, { kind: 'splat', style: 'attr-only', of: closeSteps(taken), each: each.expr, span: { start: taken.start, end } }, each.height);
  return true;
}

function takeBracket(p: Parser, taken: Taken): boolean {
  const before = p.errors;
  const open = p.startOf(p.read());
  p.pushNewlines(false);
  const more = p.peek() === t.STAR ? takeFullSplat(p, taken) : takeIndex(p, taken, open, before);
  return more;
}

/** `[*]` with all that follows. */
function takeFullSplat(p: Parser, taken: Taken): boolean {
  p.read();
  if (p.peek() !== t.CLOSE_BRACKET) {
    const told = !p.recovery;
    const close = p.spanOf(recoverBehind(p, t.CLOSE_BRACKET));
    p.popNewlines();
    if (told) p.report('lang_splat_unclosed', 'A splat is written [*]: the closing bracket is wanted right behind the star.', close);
    return false;
  }
  p.read();
  p.popNewlines();
  p.height = 1;
  const each = p.enter() ? parseTraversals(p, ITEM) : ITEM;
  p.leave();
  grow(taken, { kind: 'splat', style: 'full', of: closeSteps(taken), each, span: { start: taken.start, end: p.endOf(p.previous()) } }, p.height);
  return true;
}

function takeIndex(p: Parser, taken: Taken, open: number, before: number): boolean {
  const key = p.expression();
  if (p.lost(before)) {
    recoverBehind(p, t.CLOSE_BRACKET);
    p.popNewlines();
    return true;
  }
  let close = p.read();
  if (p.kindOf(close) !== t.CLOSE_BRACKET && !p.recovery) {
    close = recoverBehind(p, t.CLOSE_BRACKET);
    p.report('lang_index_unclosed', 'The bracket of an index is to be closed by here.', p.spanOf(close));
  }
  p.popNewlines();
  index(p, taken, key, { start: open, end: p.endOf(close) }, false);
  return true;
}

function attr(taken: Taken, name: string, part: Span): void {
  if (taken.steps !== undefined) taken.steps.push({ kind: 'attr', name, span: part });
  else grow(taken, { kind: 'attr', of: taken.expr, name, part, span: { start: taken.start, end: part.end } }, 0);
}

function index(p: Parser, taken: Taken, key: Expr, part: Span, legacy: boolean): void {
  const constant = constantKey(key);
  if (taken.steps === undefined || constant === undefined) {
    grow(taken, { kind: 'index', of: closeSteps(taken, key.kind === 'literal' ? part : undefined), key, part, span: { start: taken.start, end: part.end } }, legacy ? 0 : p.height);
  } else taken.steps.push(legacy ? { kind: 'index', key: constant, legacy, span: part } : { kind: 'index', key: constant, span: part });
}

/** The key that a step of a reference can have: a text, or a whole number that JavaScript counts exactly. */
function constantKey(key: Expr): string | number | undefined {
  if (key.kind !== 'literal') return undefined;
  if (key.value.kind === 'string') return key.value.value;
  return key.value.kind === 'number' && SAFE_WHOLE.test(key.value.value) ? Number(key.value.value) : undefined;
}

function grow(taken: Taken, expr: Expr, beside: number): void {
  const own = (taken.expr.kind === 'index' || taken.expr.kind === 'attr') && expr.kind !== 'splat' ? taken.height : taken.height + 1;
  taken.expr = expr;
  taken.height = Math.max(own, beside + 1);
}

/** The reference with all steps gathered; what is taken from here on is taken of its value. */
function closeSteps(taken: Taken, odd?: Span): Expr {
  const { expr, steps } = taken;
  if (steps === undefined || expr.kind !== 'traversal') return expr;
  taken.steps = undefined;
  const { root, span } = expr;
  if (steps.length > 0 || odd !== undefined) taken.expr = { kind: 'traversal', root, steps, span: steps.length === 0 ? span : { start: taken.start, end: steps.at(-1)?.span?.end ?? taken.start }, ...(odd === undefined ? {} : { odd }) };
  return taken.expr;
}
