import { diagnostic, type Diagnostic, type Outcome, type SourceRange } from '../diagnostics';
import { evaluate, parseExpression, problemDiagnostic, type Expr, type Scope, type Span } from '../lang';
import { consoleType, consoleValue } from '../render';
import { typeOf, unmarkDeep } from '../values';

/** What a problem of a typed expression says it is in. */
export const INPUT = '<console-input>';

/** The answer to one expression: its value, or with `type(…)` around it its type, as the console prints it. */
export function answerTo(text: string, scope: Scope): Outcome<string> {
  const locate = (span: Span | undefined): SourceRange => rangeIn(text, span);
  const parsed = parseExpression(text);
  if (!parsed.ok) return { ok: false, diagnostics: parsed.problems.map((problem) => problemDiagnostic(problem, { range: locate(problem.span ?? { start: problem.offset, end: problem.offset }) })) };
  const { expr } = parsed;
  const ofType = expr.kind === 'call' && expr.name === TYPE;
  const [inner, second] = ofType ? expr.args : [expr];
  if (inner === undefined) return refused(diagnostic('lang_function_arguments_few', 'type() takes 1 argument, and there are 0. The value for "value" is missing.', { range: locate(expr.span) }));
  if (second !== undefined) return refused(diagnostic('lang_function_arguments_many', `type() takes 1 argument, and there are ${expr.kind === 'call' ? expr.args.length : 2}.`, { range: locate(second.span) }));
  const within = ofType && inner.kind === 'call' && inner.name === TYPE ? inner.args[0] : inner;
  if (within === undefined || calls(within, TYPE)) {
    return refused(diagnostic('cli_console_type', 'type() tells the type of a whole expression, in the console only, and cannot be a part of one. Ask for the type of the part by itself.', { range: locate(expr.span) }));
  }
  const plan = calls(within, 'plantimestamp');
  if (plan !== undefined) return refused(diagnostic(plan.name === 'plantimestamp' ? 'lang_function_unknown' : 'lang_function_provider_unknown', 'plantimestamp() is the time of a plan, and there is no plan here.', { range: locate(plan.nameSpan ?? plan.span) }));
  const result = evaluate(within, scope, (_path, span) => locate(span));
  if (!result.ok) return result;
  // The type of a type has no other name.
  if (within !== inner) return { ...result, value: TYPE };
  return { ...result, value: ofType ? consoleType(typeOf(unmarkDeep(result.value).value)) : consoleValue(result.value) };
}

const TYPE = 'type';

const refused = (problem: Diagnostic): Outcome<string> => ({ ok: false, diagnostics: [problem] });

/** A call of a function anywhere in an expression: it is plain data, so that all of it can be looked through. */
function calls(expr: Expr, wanted: string): Extract<Expr, { kind: 'call' }> | undefined {
  const waiting: unknown[] = [expr];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    if (Array.isArray(next)) {
      waiting.push(...(next as readonly unknown[]).filter((part) => part !== undefined));
      continue;
    }
    const { kind, name } = next as { readonly kind?: unknown; readonly name?: unknown };
    if (kind === 'literal') continue;
    if (kind === 'call' && (name === wanted || name === `core::${wanted}`)) return next as Extract<Expr, { kind: 'call' }>;
    waiting.push(...Object.values(next as Readonly<Record<string, unknown>>).filter((part) => typeof part === 'object' && part !== null));
  }
  return undefined;
}

/** Lines are counted from 1, and columns in characters. */
function rangeIn(text: string, span: Span | undefined): SourceRange {
  const position = (offset: number): SourceRange['start'] => {
    const before = text.slice(0, offset);
    const line = before.split('\n').length;
    return { line, column: [...before.slice(before.lastIndexOf('\n') + 1)].length + 1, byte: Buffer.byteLength(before) };
  };
  return { filename: INPUT, start: position(span?.start ?? 0), end: position(span?.end ?? text.length) };
}
