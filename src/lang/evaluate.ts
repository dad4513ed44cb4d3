import { diagnostic, judged, unreachable, type Diagnostic, type Outcome, type SourceRange } from '../diagnostics';
import {
  aTypeName, convert, DYNAMIC, mark, marksOf, STRING, str, typeOf, unknownOf, unmark, type Mark, type Value, type ValuePath,
} from '../values';
import type { Expr, ObjectItem, Traversal } from './expr';
import type { LangCode } from './problem';
import { referenceText, resolveReference } from './reference';
import type { Scope } from './scope';
import { StepFault, stepText, takeStep } from './step';

/** Where something of an expression stands, given the keys and indexes that lead to it. */
export type Locate = (path: ValuePath) => SourceRange | undefined;

/** Told of each problem; `path` leads to it from where evaluation began. */
export type Tell = (code: LangCode, message: string, path: ValuePath) => void;

/** The value of an expression in a scope. Its problems come with the places that `locate` finds for them. */
export function evaluate(expr: Expr, scope: Scope, locate?: Locate): Outcome<Value> {
  if (expr.kind === 'literal') return { ok: true, value: expr.value, diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const value = valueOf(expr, scope, (code, message, path) => {
    const range = locate?.(path);
    diagnostics.push(diagnostic(code, message, range === undefined ? {} : { range }));
  }, []);
  return judged(value, diagnostics);
}

/** The value; unknown, and the problem told, where there is none. */
export function valueOf(expr: Expr, scope: Scope, tell: Tell, path: ValuePath): Value {
  switch (expr.kind) {
    case 'literal': return expr.value;
    case 'traversal': return traversalValue(expr, scope, tell, path);
    case 'template': return templateValue(expr.parts, scope, tell, path);
    case 'tuple': return { kind: 'tuple', items: expr.items.map((item, i) => valueOf(item, scope, tell, [...path, i])) };
    case 'object': return objectValue(expr.items, scope, tell, path);
    default: return unreachable(expr);
  }
}

const UNKNOWN = unknownOf(DYNAMIC);

function traversalValue(traversal: Traversal, scope: Scope, tell: Tell, path: ValuePath): Value {
  const resolved = resolveReference(traversal);
  if (!resolved.ok) {
    tell(resolved.code, resolved.message, path);
    return UNKNOWN;
  }
  const { reference, rest } = resolved;
  let subject = referenceText(reference);
  let value = scope.lookup(reference);
  if (value === undefined) {
    tell('lang_reference_undeclared', `${subject} is referred to, and the configuration declares nothing of that name.`, path);
    return UNKNOWN;
  }
  if (reference.kind === 'resource' && rest[0]?.kind === 'index') {
    tell('lang_reference_invalid', `${subject} has neither count nor for_each, so there is no instance ${stepText(rest[0])} of it. Remove the key.`, path);
    return UNKNOWN;
  }
  for (const step of rest) {
    const part = takeStep(value, step, subject);
    if (part instanceof StepFault) {
      tell(part.code, part.message, path);
      return UNKNOWN;
    }
    value = part;
    subject += stepText(step);
  }
  return value;
}

function templateValue(parts: readonly Expr[], scope: Scope, tell: Tell, path: ValuePath): Value {
  const marks = new Set<Mark>();
  let text = '';
  let known = true;
  for (const part of parts) {
    const value = valueOf(part, scope, tell, path);
    for (const own of marksOf(value)) marks.add(own);
    const bare = unmark(value);
    if (bare.kind === 'null') {
      tell('lang_template_value_invalid', 'A part of this text is null, which cannot stand in a text.', path);
      known = false;
      continue;
    }
    const converted = convert(bare, STRING);
    if (!converted.ok) {
      tell('lang_template_value_invalid', `A part of this text is ${aTypeName(typeOf(bare))}, and only strings, numbers and bools can stand in a text.`, path);
      known = false;
    } else if (converted.value.kind === 'string') {
      text += converted.value.value;
    } else {
      known = false;
    }
  }
  return mark(known ? str(text) : unknownOf(STRING), [...marks]);
}

function objectValue(items: readonly ObjectItem[], scope: Scope, tell: Tell, path: ValuePath): Value {
  const entries = new Map<string, Value>();
  const marks = new Set<Mark>();
  let keysKnown = true;
  for (const item of items) {
    const name = keyOf(item.key, scope, tell, path);
    keysKnown &&= name !== undefined;
    for (const own of name?.marks ?? []) marks.add(own);
    const value = valueOf(item.value, scope, tell, name === undefined ? path : [...path, name.text]);
    if (name !== undefined) entries.set(name.text, value);
  }
  return mark(keysKnown ? { kind: 'object', entries } : UNKNOWN, [...marks]);
}

/** The text of a key; undefined when it is not known, or is none and that was told. */
function keyOf(key: Expr, scope: Scope, tell: Tell, path: ValuePath): { readonly text: string; readonly marks: readonly Mark[] } | undefined {
  const value = valueOf(key, scope, tell, path);
  const bare = unmark(value);
  if (bare.kind === 'unknown') return undefined;
  const converted = bare.kind === 'null' ? undefined : convert(bare, STRING);
  if (converted?.ok === true && converted.value.kind === 'string') return { text: converted.value.value, marks: marksOf(value) };
  tell('lang_object_key_invalid', `A key of this object is ${bare.kind === 'null' ? 'null' : aTypeName(typeOf(bare))}, and a key is a string.`, path);
  return undefined;
}
