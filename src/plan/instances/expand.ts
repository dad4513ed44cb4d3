import type { Located, Repetition } from '../../config';
import { diagnostic, type Diagnostic, type DiagnosticCode } from '../../diagnostics';
import { evaluate, type Expr, type Scope } from '../../lang';
import { aTypeName, compareText, convert, isSensitive, isWhollyKnown, marksOf, marksWithin, NUMBER, typeOf, unmark, type Value } from '../../values';
import { locator } from '../locate';
import { SINGLE, type Expansion } from './repetition';

export type Expanded =
  | { readonly ok: true; readonly value: Expansion; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

const ONCE: Expanded = Object.freeze({ ok: true, value: SINGLE, diagnostics: [] });

/** More instances than this are a mistake, not a wish. */
const MOST = 1_000_000;

/**
 * How often a block is made. What cannot be told before apply is an error, as in Terraform: nobody could approve such a plan.
 * `unknown: 'allow'` is for validation, where nearly nothing is known: it counts as one then.
 */
export function expand(block: Repetition & Located, address: string, scope: Scope, unknown: 'refuse' | 'allow' = 'refuse'): Expanded {
  if (block.count !== undefined) return expandCount(block.count, block, address, scope, unknown);
  if (block.forEach !== undefined) return expandForEach(block.forEach, block, address, scope, unknown);
  return ONCE;
}

function refuse(code: DiagnosticCode, detail: string, block: Located, address: string, argument: 'count' | 'for_each', expr: Expr): Expanded {
  return { ok: false, diagnostics: [diagnostic(code, detail, { address, range: block.locate([argument], expr.span) })] };
}

function valueOf(expr: Expr, argument: 'count' | 'for_each', block: Located, address: string, scope: Scope) {
  const result = evaluate(expr, scope, locator(block, argument));
  return { ...result, diagnostics: result.diagnostics.map((d) => ({ ...d, address: d.address ?? address })) };
}

function expandCount(expr: Expr, block: Located, address: string, scope: Scope, unknown: 'refuse' | 'allow'): Expanded {
  const result = valueOf(expr, 'count', block, address, scope);
  if (!result.ok) return result;
  const no = (detail: string): Expanded => refuse('plan_count_invalid', detail, block, address, 'count', expr);
  if (marksOf(result.value).includes('ephemeral')) return no(`The count of ${address} comes from something ephemeral, which may be another value when the plan is applied. Take the number from what is kept.`);
  const value = unmark(result.value);
  if (value.kind === 'null') return no(`The count of ${address} is null. It must be a whole number of 0 or more; leave the argument out for one instance.`);
  const converted = convert(value, NUMBER);
  if (!converted.ok) {
    return refuse('plan_count_type', `The count of ${address} must be a number: ${converted.message}. Give a whole number of 0 or more.`, block, address, 'count', expr);
  }
  const number = unmark(converted.value);
  if (number.kind !== 'number' && unknown === 'allow') return { ...ONCE, diagnostics: result.diagnostics };
  if (number.kind !== 'number') {
    return no(`The count of ${address} depends on attributes that are known only after apply, so that nobody can tell how many instances there will be. `
      + 'Take the number from a variable or a local, or apply first what it depends on.');
  }
  const count = Number(number.value);
  if (!Number.isSafeInteger(count)) return no(`The count of ${address} is ${number.value}, which is not a whole number of instances. Round it with floor or ceil.`);
  if (count < 0) return no(`The count of ${address} is ${number.value}. There cannot be fewer than 0 instances.`);
  if (count > MOST) return no(`The count of ${address} is ${number.value}, and at most ${MOST} instances of one block are made.`);
  return { ok: true, value: { kind: 'count', count }, diagnostics: result.diagnostics };
}

function expandForEach(expr: Expr, block: Located, address: string, scope: Scope, unknown: 'refuse' | 'allow'): Expanded {
  const result = valueOf(expr, 'for_each', block, address, scope);
  if (!result.ok) return result;
  const no = (detail: string, code: 'plan_for_each_invalid' | 'plan_for_each_set' = 'plan_for_each_invalid'): Expanded => refuse(code, detail, block, address, 'for_each', expr);
  const value = unmark(result.value);
  const hidden = result.value.kind === 'marked' || (value.kind === 'set' && isSensitive(value));
  if (hidden) {
    if (marksWithin([result.value]).includes('ephemeral')) return no(`The for_each of ${address} comes from something ephemeral, which may be another value when the plan is applied. Take the keys from what is kept.`);
    return no(`The for_each of ${address} is sensitive, and keys of instances are shown everywhere. Use keys that are no secret, or nonsensitive() where they are not one.`);
  }
  switch (value.kind) {
    case 'null': return no(`The for_each of ${address} is null. It takes a map, an object or a set of strings; an empty one makes no instance.`);
    case 'unknown':
      if (unknown === 'allow' && isSuitable(value.type.kind)) return { ...ONCE, diagnostics: result.diagnostics };
      return value.type.kind === 'set' ? unknownSet(no, address) : isSuitable(value.type.kind) ? unknownMap(no, address) : unsuitable(no, address, value);
    case 'map': case 'object': return done(value.entries, result.diagnostics);
    case 'set':
      if (unknown === 'allow' && !value.items.every(isWhollyKnown)) return { ...ONCE, diagnostics: result.diagnostics };
      return forEachSet(value.items, value.element.kind, address, no, result.diagnostics);
    case 'string': case 'number': case 'bool': case 'list': case 'tuple': return unsuitable(no, address, value);
  }
}

type No = (detail: string, code?: 'plan_for_each_invalid' | 'plan_for_each_set') => Expanded;

// As in Terraform, a string that is not known yet is told as unknown keys: what it will be is not looked at.
const isSuitable = (kind: string): boolean => kind !== 'list' && kind !== 'tuple';

function unsuitable(no: No, address: string, value: Value): Expanded {
  const hint = value.kind === 'tuple' || value.kind === 'list' ? ' Make a set of it with toset().' : '';
  return no(`The for_each of ${address} is ${aTypeName(typeOf(value))}. It takes a map, an object or a set of strings.${hint}`);
}

function unknownMap(no: No, address: string): Expanded {
  return no(`The for_each of ${address} is a map with keys that are known only after apply, so that nobody can tell which instances there will be. `
    + 'Write the keys in the configuration, and let only the values come from what is known after apply; or apply first what the keys depend on.');
}

function unknownSet(no: No, address: string): Expanded {
  return no(`The for_each of ${address} is a set of values that are known only after apply, so that nobody can tell which instances there will be. `
    + 'Use a map whose keys are written in the configuration, and let only its values come from what is known after apply; or apply first what the set depends on.');
}

function forEachSet(items: readonly Value[], element: string, address: string, no: No, diagnostics: readonly Diagnostic[]): Expanded {
  const each = new Map<string, Value>();
  if (!items.every(isWhollyKnown)) return unknownSet(no, address);
  if (element !== 'string' && items.length > 0) {
    return no(`The for_each of ${address} is a set whose elements are not strings. Instances are known by strings: convert the elements with tostring().`, 'plan_for_each_set');
  }
  for (const item of items) {
    if (item.kind !== 'string') return no(`The for_each of ${address} is a set with a null in it. Leave out what has no value, as compact() does.`, 'plan_for_each_set');
    each.set(item.value, item);
  }
  return done(each, diagnostics);
}

function done(entries: ReadonlyMap<string, Value>, diagnostics: readonly Diagnostic[]): Expanded {
  const each = new Map([...entries].sort(([a], [b]) => compareText(a, b)));
  return { ok: true, value: { kind: 'for_each', each }, diagnostics };
}
