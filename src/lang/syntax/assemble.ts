import { str } from '../../values';
import type { Expr, Span } from '../expr';
import type { Parser } from './parser';
import { MAX_NESTING } from './parser';
import type { Part } from './parts';

type IfPart = Part & { readonly kind: 'if' };
type ForPart = Part & { readonly kind: 'for' };

/** A template under construction: the whole, or what a directive holds. */
interface Frame {
  readonly opened: IfPart | ForPart | undefined;
  exprs: Expr[];
  /** Text that goes on: pieces that stand side by side become one literal. */
  text: string | undefined;
  textSpan: Span | undefined;
  /** What stood before the `else`. */
  then: Expr | undefined;
  height: number;
}

function frameOf(opened: Frame['opened']): Frame {
  return { opened, exprs: [], text: undefined, textSpan: undefined, then: undefined, height: opened?.height ?? 1 };
}

/** Puts the parts of a template together. A lone `${…}` is that expression itself. */
export function assemble(p: Parser, parts: readonly Part[], span: Span): Expr {
  const [only] = parts;
  if (only?.kind === 'interpolation' && parts.length === 2) {
    p.height = only.height;
    return only.expr;
  }
  if (only?.kind === 'text' && parts.length === 2) {
    p.height = 1;
    return { kind: 'literal', value: str(only.value), span };
  }
  const frames: [Frame, ...Frame[]] = [frameOf(undefined)];
  for (const part of parts) place(p, frames, part);
  const [root] = frames;
  const whole = closeFrame(root, span);
  p.grown(root.height + 1);
  return whole;
}

function place(p: Parser, frames: [Frame, ...Frame[]], part: Part): void {
  const frame = frames.at(-1) ?? frames[0];
  switch (part.kind) {
    case 'text':
      frame.text = (frame.text ?? '') + part.value;
      frame.textSpan = frame.textSpan === undefined ? part.span : { start: frame.textSpan.start, end: part.span.end };
      return;
    case 'interpolation': return add(frame, part.expr, part.height);
    case 'if': case 'for':
      if (frames.length >= MAX_NESTING) p.tooDeep();
      else frames.push(frameOf(part));
      return;
    case 'else': case 'endif': case 'endfor': return closeDirective(p, frames, frame, part.kind, part.span);
    case 'end':
      while (frames.length > 1) {
        const { opened } = frames.pop() ?? frames[0];
        const word = opened?.kind ?? 'if';
        p.report('lang_template_end_unexpected', `The text ends, and its %{ ${word} } is not closed by %{ end${word} }.`, part.span);
      }
      return;
  }
}

function closeDirective(p: Parser, frames: [Frame, ...Frame[]], frame: Frame, word: 'else' | 'endif' | 'endfor', span: Span): void {
  const { opened } = frame;
  if (word === 'else' && opened?.kind === 'if' && frame.then === undefined) {
    frame.then = closeFrame(frame, spanOfContent(frame, opened.span.end));
    frame.exprs = [];
    return;
  }
  const closes = word !== 'else' && opened !== undefined && word === `end${opened.kind}`;
  if (!closes) {
    const code = word === 'else' ? 'lang_else_unexpected' : word === 'endif' ? 'lang_endif_unexpected' : 'lang_endfor_unexpected';
    const open = opened === undefined ? 'No directive is open here' : word === 'else' ? `The %{ ${opened.kind} } here takes no else, or has one already` : `Here %{ end${opened.kind} } is wanted first`;
    p.report(code, `${open}: %{ if } … %{ else } … %{ endif } and %{ for } … %{ endfor } are written in pairs.`, span);
  }
  if (opened === undefined) return;
  frames.pop();
  const outer = frames.at(-1) ?? frames[0];
  if (closes) add(outer, closed(frame, opened, span), frame.height + 2);
}

function closed(frame: Frame, opened: IfPart | ForPart, end: Span): Expr {
  const span = { start: opened.span.start, end: end.end };
  const content = closeFrame(frame, spanOfContent(frame, opened.span.end));
  if (opened.kind === 'if') {
    const { then } = frame;
    return { kind: 'conditional', condition: opened.condition, then: then ?? content, otherwise: then === undefined ? { kind: 'literal', value: str('') } : content, span };
  }
  const { keyName, valueName, collection } = opened;
  return { kind: 'join', of: { kind: 'for', keyName, valueName, collection, key: undefined, value: content, condition: undefined, group: false, span }, opening: opened.span, span };
}

function spanOfContent(frame: Frame, start: number): Span {
  return { start, end: frame.textSpan?.end ?? frame.exprs.at(-1)?.span?.end ?? start };
}

function add(frame: Frame, expr: Expr, height: number): void {
  flush(frame);
  frame.exprs.push(expr);
  frame.height = Math.max(frame.height, height);
}

function flush(frame: Frame): void {
  if (frame.text !== undefined) frame.exprs.push({ kind: 'literal', value: str(frame.text), span: frame.textSpan });
  frame.text = undefined;
  frame.textSpan = undefined;
}

/** The content of a frame: always a text, whatever its one part would be alone. */
function closeFrame(frame: Frame, span: Span): Expr {
  flush(frame);
  const [first] = frame.exprs;
  if (first === undefined) return { kind: 'literal', value: str(''), span };
  if (frame.exprs.length === 1 && first.kind === 'literal' && first.value.kind === 'string') return { ...first, span };
  return { kind: 'template', parts: frame.exprs, span };
}
