import { parseExpression } from '../lang';
import type { Value } from '../values';
import { Findings, literalOf } from './body';
import { ConstraintProblem } from './type-constraint';

const NOWHERE = { filename: '', start: { line: 1, column: 1, byte: 0 }, end: { line: 1, column: 1, byte: 0 } };

/** The value of a text on the command line or in the environment: an expression that refers to nothing. */
export function literalFromText(text: string): Value | ConstraintProblem {
  const parsed = parseExpression(text);
  if (!parsed.ok) return new ConstraintProblem(`cannot be read: ${clause(parsed.message)}`);
  const findings = new Findings([]);
  const value = literalOf(parsed.expr, () => NOWHERE, findings);
  return value ?? new ConstraintProblem(`cannot be read; a text stands in double quotes here. ${clause(findings.problems[0]?.detail)}`);
}

/** A sentence to end another with. */
function clause(sentence = ''): string {
  return sentence.replace(/\.$/, '');
}
