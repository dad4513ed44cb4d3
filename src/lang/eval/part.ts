import type { Value, ValuePath } from '../../values';
import type { Expr, Span } from '../expr';
import { StepFault, takeAttribute, takeElement } from '../step';
import { fault, valueOf, type Evaluation } from './evaluation';

type Part = Extract<Expr, { kind: 'index' | 'attr' }>;

const SUBJECT = (): string => 'This value';

/** Parts of parts are walked from the innermost, not recursed into. */
export function partValue(expr: Part, at: Evaluation, path: ValuePath): Value {
  const chain: Part[] = [];
  let whole: Expr = expr;
  while (whole.kind === 'index' || whole.kind === 'attr') {
    chain.push(whole);
    whole = whole.of;
  }
  let value = valueOf(whole, at, path);
  let failed = false;
  for (let node = chain.pop(); node !== undefined; node = chain.pop()) {
    // Steps that are written out belong together: behind the first that fails nothing is told of the others.
    const isWritten = node.kind === 'attr' || node.key.kind === 'literal';
    if (failed && isWritten) continue;
    const part = node.kind === 'attr' ? takeAttribute(value, node.name, SUBJECT) : takeElement(value, valueOf(node.key, at, path), SUBJECT);
    failed = isWritten && part instanceof StepFault;
    value = part instanceof StepFault ? fault(at, part.code, part.message, path, node.part ?? behind(node.of.span, node.span)) : part;
  }
  return value;
}

/** What is written behind the whole: `.name`, `[key]`. */
function behind(whole: Span | undefined, part: Span | undefined): Span | undefined {
  return whole === undefined || part === undefined ? part : { start: whole.end, end: part.end };
}
