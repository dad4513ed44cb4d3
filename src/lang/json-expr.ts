import { ExactNumber, parseNumber, unknownOf, DYNAMIC, type ExactJson, type ValuePath } from '../values';
import type { Expr, ObjectItem } from './expr';
import { CORRUPTED_NUMBER, FALSE_LITERAL, isCorruptedNumber, literal, NULL_LITERAL, TRUE_LITERAL } from './literal';
import type { JsonProblem } from './problem';
import { parseTemplate } from './template';

/**
 * A JSON value of a configuration as an expression: its strings, and the keys of its objects, are templates.
 * Each problem is reported with the path to where it is; in its place stands an unknown value, so that the rest can be judged.
 */
export function jsonToExpr(json: ExactJson, report: (problem: JsonProblem) => void, path: ValuePath = []): Expr {
  if (json === null) return NULL_LITERAL;
  if (typeof json === 'boolean') return json ? TRUE_LITERAL : FALSE_LITERAL;
  if (typeof json === 'string') return textToExpr(json, report, path);
  if (typeof json === 'number' || json instanceof ExactNumber) return numberToExpr(typeof json === 'number' ? String(json) : json.text, report, path);
  if (isArray(json)) return { kind: 'tuple', items: json.map((item, i) => jsonToExpr(item, report, [...path, i])) };
  const items = Object.entries(json).map(([key, value]): ObjectItem => ({
    key: textToExpr(key, report, [...path, key]),
    value: jsonToExpr(value, report, [...path, key]),
  }));
  return { kind: 'object', items };
}

function isArray(json: ExactJson): json is readonly ExactJson[] {
  return Array.isArray(json);
}

function textToExpr(text: string, report: (problem: JsonProblem) => void, path: ValuePath): Expr {
  const parsed = parseTemplate(text);
  if (parsed.ok) return parsed.expr;
  report({ code: parsed.code, message: parsed.message, offset: parsed.offset, path });
  return literal(unknownOf(DYNAMIC));
}

function numberToExpr(text: string, report: (problem: JsonProblem) => void, path: ValuePath): Expr {
  const value = parseNumber(text);
  if (value !== undefined && !isCorruptedNumber(value)) return literal({ kind: 'number', value });
  report(value === undefined
    ? { code: 'lang_syntax', message: 'This number is too large or too long.', offset: 0, path }
    : { code: 'lang_token_corrupted', message: CORRUPTED_NUMBER, offset: 0, path });
  return literal(unknownOf(DYNAMIC));
}
