import type { Expr, Span } from '../expr';
import type { LangCode } from '../problem';
import { decodeText } from './escape';
import { parseForNames, type ForIntroduction } from './for';
import type { Parser } from './parser';
import { recoverBehind } from './recover';
import * as t from './token';
import { trimEnd, trimStart } from './white-space';

/** The parts of a template, one behind the other; directives are not put together yet. */
export type Part =
  | { readonly kind: 'text'; value: string; readonly span: Span }
  | { readonly kind: 'interpolation'; readonly expr: Expr; readonly span: Span; readonly height: number }
  | { readonly kind: 'if'; readonly condition: Expr; readonly span: Span; readonly height: number }
  | ({ readonly kind: 'for'; readonly collection: Expr; readonly span: Span; readonly height: number } & ForIntroduction)
  | { readonly kind: 'else' | 'endif' | 'endfor'; readonly span: Span }
  | { readonly kind: 'end'; readonly span: Span };

const EXTRA = {
  if: 'lang_if_marker_extra', else: 'lang_else_marker_extra', endif: 'lang_endif_marker_extra', for: 'lang_for_marker_extra', endfor: 'lang_endfor_marker_extra',
} as const satisfies Record<string, LangCode>;

/** What is known while parts are read. `trim`: a `~}` was just closed. */
interface Reading {
  readonly p: Parser;
  readonly close: number;
  /** Where the content of the template begins. */
  readonly start: Span;
  readonly parts: Part[];
  trim: boolean;
}

/** Reads the parts of a template up to behind the token that closes it; the last part is its `end`. */
export function readParts(p: Parser, close: number): readonly Part[] {
  const reading: Reading = { p, close, start: p.peekSpan(), parts: [], trim: false };
  for (;;) {
    const token = p.read();
    const kind = p.kindOf(token);
    const trim = reading.trim;
    reading.trim = false;
    if (kind === close) {
      reading.parts.push({ kind: 'end', span: p.spanOf(token) });
      return reading.parts;
    }
    switch (kind) {
      case t.QUOTED_TEXT: case t.PLAIN_TEXT: {
        const value = decodeText(p, token, kind === t.QUOTED_TEXT);
        reading.parts.push({ kind: 'text', value: trim ? trimStart(value) : value, span: p.spanOf(token) });
        break;
      }
      case t.OPEN_INTERPOLATION: readInterpolation(reading, token); break;
      case t.OPEN_DIRECTIVE: readDirective(reading, token); break;
      default: return unterminated(reading, token);
    }
  }
}

function unterminated({ p, close, parts, start }: Reading, token: number): readonly Part[] {
  const span = p.spanOf(token);
  p.suspect('lang_template_unterminated', 'The text is not closed: its closing mark is missing.', span, { start: start.start, end: span.end });
  const last = p.kindOf(token) === t.END ? token : recoverBehind(p, close);
  p.recovery = true;
  parts.push({ kind: 'end', span: p.spanOf(last) });
  return parts;
}

/** A `${~` takes the blanks from the end of the text before it. */
function open({ p, parts }: Reading, token: number): void {
  const before = parts.at(-1);
  if (before?.kind === 'text' && p.endOf(token) - p.startOf(token) === 3) before.value = trimEnd(before.value);
}

function close(reading: Reading): void {
  const { p } = reading;
  const token = p.read();
  reading.trim = p.endOf(token) - p.startOf(token) === 2;
}

function readInterpolation(reading: Reading, token: number): void {
  const { p } = reading;
  open(reading, token);
  p.pushNewlines(false);
  const expr = p.expression();
  const height = p.height;
  if (p.peek() === t.CLOSE_TEMPLATE) close(reading);
  else {
    unclosed(reading);
    recoverBehind(p, t.CLOSE_TEMPLATE);
  }
  p.popNewlines();
  reading.parts.push({ kind: 'interpolation', expr, span: { start: p.startOf(token), end: p.endOf(p.previous()) }, height });
}

function unclosed({ p, close: end, start }: Reading): void {
  const kind = p.peek();
  const at = p.peekSpan();
  const context = { start: start.start, end: at.end };
  if (kind === t.END) p.suspect('lang_interpolation_unclosed', 'The brace of a ${ in this text is not closed before the end of the text.', start);
  else if ((kind === t.OPEN_QUOTE || kind === t.CLOSE_QUOTE) && end === t.CLOSE_QUOTE) {
    p.suspect('lang_interpolation_unclosed', 'The brace of a ${ in this text is not closed before the quote that ends its text.', start);
  } else if (kind === t.COLON) {
    p.suspect('lang_interpolation_extra', 'A colon is not expected in an expression here. If the text is for another language that has ${…} too, write $${ for it.', at, context);
  } else {
    p.suspect('lang_interpolation_extra', 'The expression should end with a closing brace here, and there is more. If the text is for another language that has ${…} too, write $${ for it.', at, context);
  }
}

function readDirective(reading: Reading, token: number): void {
  const { p } = reading;
  open(reading, token);
  p.pushNewlines(false);
  directive(reading, p.startOf(token));
  p.popNewlines();
}

function directive(reading: Reading, start: number): void {
  const { p } = reading;
  const at = p.peekSpan();
  if (p.peek() !== t.IDENT) {
    p.suspect('lang_directive_invalid', 'A directive begins with its word: if, else, endif, for or endfor. A literal %{ is written %%{.', at, { start, end: at.end });
    recoverBehind(p, t.CLOSE_TEMPLATE);
    return;
  }
  const word = p.textOf(p.read());
  switch (word) {
    case 'if': {
      const condition = p.expression();
      const { height } = p;
      return closeMarker(reading, word, start, (span) => ({ kind: 'if', condition, span, height }));
    }
    case 'for': {
      const names = parseForNames(p, start, 'directive');
      if (names === undefined) {
        recoverBehind(p, t.CLOSE_TEMPLATE);
        return;
      }
      const collection = p.expression();
      const { height } = p;
      return closeMarker(reading, word, start, (span) => ({ kind: 'for', ...names, collection, span, height }));
    }
    case 'else': case 'endif': case 'endfor': return closeMarker(reading, word, start, (span) => ({ kind: word, span }));
    default:
      p.suspect('lang_directive_unknown', 'There is no such directive: there are if, else, endif, for and endfor. A literal %{ is written %%{.', at, { start, end: at.end });
      recoverBehind(p, t.CLOSE_TEMPLATE);
  }
}

function closeMarker(reading: Reading, word: keyof typeof EXTRA, start: number, part: (span: Span) => Part): void {
  const { p } = reading;
  const { end } = p.peekSpan();
  if (p.peek() === t.CLOSE_TEMPLATE) close(reading);
  else {
    p.suspect(EXTRA[word], 'The directive should end with a closing brace here, and there is more.', p.peekSpan(), { start: reading.start.start, end: p.peekSpan().end });
    recoverBehind(p, t.CLOSE_TEMPLATE);
  }
  reading.parts.push(part({ start, end }));
}
