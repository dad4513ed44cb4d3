import { diagnostic, type Diagnostic, type SourceRange } from '../diagnostics';
import { parseExpression, type Span } from '../lang';
import type { Value } from '../values';
import { Findings, literalOf } from './body';
import { positions } from './text-position';

/**
 * The value that a text on the command line or in the environment stands for: an expression that refers to nothing and
 * calls nothing. What is wrong with it is told, with places in the text.
 * @param name what the text is called where places in it are told, such as `<value for var.x>`.
 */
export function valueOfText(text: string, name: string, problems: Diagnostic[]): Value | undefined {
  const place = positions(text, 0);
  const range = (span: Span | undefined): SourceRange => ({ filename: name, start: place(span?.start ?? 0), end: place(span?.end ?? text.length) });
  const parsed = parseExpression(text);
  if (parsed.ok) return literalOf(parsed.expr, range, new Findings(problems));
  for (const problem of parsed.problems) problems.push(diagnostic(problem.code, problem.message, { range: range(problem.span) }));
  return undefined;
}
