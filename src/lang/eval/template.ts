import {
  aTypeName, convert, mark, marksOf, STRING, str, typeOf, unknownNotNull, unknownOf, unknownText, unmark, type Mark, type Value, type ValuePath,
} from '../../values';
import type { Expr } from '../expr';
import { fault, spanOf, valueOf, type Evaluation } from './evaluation';

/** Texts and values one behind the other; unknown where a part is. Never null. */
export function templateValue(expr: Extract<Expr, { kind: 'template' }>, at: Evaluation, path: ValuePath): Value {
  let marks: Mark[] | undefined;
  let text = '';
  let known = true;
  const before = at.problems.count;
  for (const part of expr.parts) {
    const value = valueOf(part, at, path);
    const bare = unmark(value);
    if (bare.kind === 'null') {
      fault(at, 'lang_template_value_invalid', 'A part of this text is null, which cannot stand in a text.', path, spanOf(part));
      continue;
    }
    if (value.kind === 'marked') (marks ??= []).push(...value.marks);
    if (bare.kind === 'string') text += known ? bare.value : '';
    else if (bare.kind === 'unknown') known = false;
    else {
      const converted = convert(bare, STRING);
      if (converted.ok && converted.value.kind === 'string') text += known ? converted.value.value : '';
      else fault(at, 'lang_template_value_invalid', `A part of this text is ${aTypeName(typeOf(bare))}, and only strings, numbers and bools can stand in a text.`, path, spanOf(part));
    }
  }
  const result = known ? str(text) : at.problems.count > before ? unknownNotNull(STRING) : unknownText(text);
  return marks === undefined ? result : mark(result, marks);
}

/** The texts that a `%{ for }` made, one behind the other. */
export function joinValue(expr: Extract<Expr, { kind: 'join' }>, at: Evaluation, path: ValuePath): Value {
  const of = valueOf(expr.of, at, path);
  const bare = unmark(of);
  if (bare.kind !== 'tuple' && bare.kind !== 'list' && bare.kind !== 'set') return mark(unknownOf(STRING), marksOf(of));
  const marks = [...marksOf(of)];
  let text = '';
  for (const item of bare.items) {
    const own = unmark(item);
    if (own.kind === 'null') {
      fault(at, 'lang_template_value_invalid', 'What was made for one element is null, which cannot stand in a text.', path, spanOf(expr.of));
      continue;
    }
    marks.push(...marksOf(item));
    if (own.kind === 'unknown') return mark(unknownOf(STRING), marks);
    const converted = convert(own, STRING);
    if (converted.ok && converted.value.kind === 'string') text += converted.value.value;
    else fault(at, 'lang_template_value_invalid', `What was made for one element is ${aTypeName(typeOf(own))}, and only strings, numbers and bools can stand in a text.`, path, spanOf(expr.of));
  }
  return mark(str(text), marks);
}
