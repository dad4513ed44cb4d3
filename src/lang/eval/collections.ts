import {
  aTypeName, convert, mark, marksOf, STRING, typeOf, unmark, type Mark, type Value, type ValuePath,
} from '../../values';
import type { Expr } from '../expr';
import { fault, NO_VALUE, spanOf, valueOf, type Evaluation } from './evaluation';

/**
 * Elements of a JSON array stand at places of their own, told by their index; those of `[a, b]` within an expression by their spans.
 */
export function tupleValue(expr: Extract<Expr, { kind: 'tuple' }>, at: Evaluation, path: ValuePath): Value {
  const items = expr.items.map((item, i) => (item.kind === 'literal' ? item.value : valueOf(item, at, expr.span === undefined ? [...path, i] : path)));
  return { kind: 'tuple', items };
}

export function objectValue(expr: Extract<Expr, { kind: 'object' }>, at: Evaluation, path: ValuePath): Value {
  const entries = new Map<string, Value>();
  let marks: Mark[] | undefined;
  let known = true;
  for (const item of expr.items) {
    const key = keyValue(item.key, item.value, expr.span !== undefined, at, path);
    if (key === undefined) known = false;
    else if (key.marks.length > 0) (marks ??= []).push(...key.marks);
    const value = item.value.kind === 'literal' ? item.value.value : valueOf(item.value, at, key?.text === undefined || expr.span !== undefined ? path : [...path, key.text]);
    if (key?.text === undefined) known = false;
    else entries.set(key.text, value);
  }
  // With a key that is not known the whole is unknown, and as in Terraform nothing is said of secrets in other keys.
  if (!known) return NO_VALUE;
  const value: Value = { kind: 'object', entries };
  return marks === undefined ? value : mark(value, marks);
}

interface Key {
  /** undefined where it is not known yet. */
  readonly text: string | undefined;
  readonly marks: readonly Mark[];
}

const NO_MARKS: readonly Mark[] = [];

/** The key of an item; undefined where there is none, which was told. `inText`: the object is written in an expression, and is no JSON. */
function keyValue(expr: Expr, value: Expr, inText: boolean, at: Evaluation, path: ValuePath): Key | undefined {
  if (expr.kind === 'literal' && expr.value.kind === 'string') return { text: expr.value.value, marks: NO_MARKS };
  if (inText && expr.kind === 'traversal' && expr.steps.length > 0 && expr.quoted === undefined) {
    fault(at, 'lang_key_ambiguous', 'The key of this object may be meant as a reference or as a name with dots in it. Write a reference in parentheses, and a name in quotes.', path, expr.span);
    return undefined;
  }
  const before = at.problems.count;
  const key = valueOf(expr, at, path);
  if (at.problems.count > before) return undefined;
  const bare = unmark(key);
  if (bare.kind === 'null') {
    fault(at, 'lang_object_key_null', 'A key of this object is null, and a key is a string.', path, spanOf(value));
    return undefined;
  }
  const converted = convert(bare, STRING);
  if (!converted.ok) {
    fault(at, 'lang_object_key_type', `A key of this object is ${aTypeName(typeOf(bare))}, and a key is a string.`, path, spanOf(expr));
    return undefined;
  }
  return { text: converted.value.kind === 'string' ? converted.value.value : undefined, marks: marksOf(key) };
}
