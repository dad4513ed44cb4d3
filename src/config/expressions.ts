import { diagnostic, type Diagnostic, type Place } from '../diagnostics';
import { evaluate, jsonToExpr, parseReference, parseTemplate, problemDiagnostic, referencesOf, type Expr, type Reference, type Scope } from '../lang';
import type { ExactJson, Value } from '../values';
import { literalValue } from './literal';
import { parseSource } from './read-json';
import { isObject, type Spot } from './spot';
import { ConstraintProblem } from './type-constraint';

/** The expression of a member of a block; what is wrong in it is told, and stands in it as an unknown value. */
export function readExpr(json: ExactJson, block: Spot, name: string, place: Place, problems: Diagnostic[]): Expr {
  return jsonToExpr(json, (problem) => {
    const path = [name, ...problem.path];
    problems.push(problemDiagnostic(problem, { ...place, attribute: path.join('.'), range: block.locate(path) }));
  });
}

/** The whole thing that a text refers to, bare or as a lone `${…}`. */
export function readReference(item: Spot, what: string, place: Place, problems: Diagnostic[]): Reference | undefined {
  const text = typeof item.json === 'string' ? item.json : '';
  const parsed = parseReference(text);
  const at: Place = { ...place, range: item.locate() };
  if (!parsed.ok) {
    problems.push(diagnostic(parsed.code, `${what} has "${text}". ${parsed.message}`, at));
    return undefined;
  }
  if (parsed.rest.length === 0) return parsed.reference;
  problems.push(diagnostic('lang_reference_invalid', `${what} names whole resources and data sources, and "${text}" is a part of one. Leave out what follows the name.`, at));
  return undefined;
}

const NOTHING_DECLARED: Scope = { lookup: () => undefined, localExpr: () => undefined };

/** The value of a member that may not refer to anything; undefined, and told, when it does. */
export function literalOf(block: Spot, name: string, what: string, place: Place, problems: Diagnostic[]): Value | undefined {
  const json = isObject(block.json) ? block.json[name] : undefined;
  const before = problems.length;
  const expr = readExpr(json ?? null, block, name, place, problems);
  if (problems.length > before) return undefined;
  const [reference] = referencesOf(expr);
  if (reference !== undefined) {
    problems.push(diagnostic('config_literal_needed', `${what} refers to something, and must be a value itself: it is needed before anything is evaluated. Use a local instead.`,
      { ...place, range: block.locate([name]) }));
    return undefined;
  }
  const evaluated = evaluate(expr, NOTHING_DECLARED, (path) => block.locate([name, ...path]));
  problems.push(...evaluated.diagnostics.map((d) => ({ ...d, ...place })));
  return evaluated.ok ? evaluated.value : undefined;
}

/** The value of a text on the command line, in the environment or in a type: a plain value of the language, lists and objects as JSON. */
export function literalFromText(text: string): Value | ConstraintProblem {
  if (/^\s*[[{]/.test(text)) {
    const source = parseSource('The text', Buffer.from(text), 'Correct it there.');
    if (source.ok) return literalValue(source.value.json);
    return new ConstraintProblem(`cannot be read; lists and objects are written as JSON here, such as '["a", "b"]' or '{"k": 1}'. ${clause(source.diagnostics[0]?.detail)}`);
  }
  const parsed = parseTemplate(`\${${text}}`);
  if (!parsed.ok) return new ConstraintProblem(`cannot be read: ${clause(parsed.message)}`);
  if (referencesOf(parsed.expr).length > 0) return new ConstraintProblem(`must be a value itself, and "${text}" refers to something; a text stands in double quotes here`);
  const evaluated = evaluate(parsed.expr, NOTHING_DECLARED);
  return evaluated.ok ? evaluated.value : new ConstraintProblem(`cannot be read: ${clause(evaluated.diagnostics[0]?.detail)}`);
}

/** A sentence to end another with. */
function clause(sentence = ''): string {
  return sentence.replace(/\.$/, '');
}
