import { DYNAMIC, ExactNumber, nullOf, parseNumber, bool, type ExactJson, type ValuePath } from '../../values';
import type { Expr, ObjectItem } from '../expr';
import type { JsonProblem } from '../problem';
import { CORRUPTED, isCorruptedNumber } from './corrupted';
import { parseTemplate } from './parse';
import { UNREAD } from './parser';

const TRUE: Expr = Object.freeze({ kind: 'literal', value: bool(true) });
const FALSE: Expr = Object.freeze({ kind: 'literal', value: bool(false) });
const NULL: Expr = Object.freeze({ kind: 'literal', value: nullOf(DYNAMIC) });

/**
 * A JSON value of a configuration as an expression: its strings, and the keys of its objects, are templates, and spans count
 * in the content of each string. Each problem is reported with the path to where it is; in its place stands an unknown value,
 * so that the rest can be judged.
 */
export function jsonToExpr(json: ExactJson, report: (problem: JsonProblem) => void, path: ValuePath = []): Expr {
  if (json === null) return NULL;
  if (typeof json === 'boolean') return json ? TRUE : FALSE;
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
  for (const problem of parsed.problems) report({ ...problem, path });
  return UNREAD;
}

function numberToExpr(text: string, report: (problem: JsonProblem) => void, path: ValuePath): Expr {
  const value = parseNumber(text);
  if (value !== undefined && !isCorruptedNumber(value)) return { kind: 'literal', value: { kind: 'number', value } };
  const place = { offset: 0, span: { start: 0, end: text.length }, path };
  report(value === undefined
    ? { code: 'lang_number_too_large', message: 'A number can have 4096 digits, written out without an exponent; this one has more.', ...place }
    : { code: 'lang_token_corrupted', message: CORRUPTED, ...place });
  return UNREAD;
}
