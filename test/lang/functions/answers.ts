import type { Diagnostic } from '../../../src/diagnostics';
import { evaluate, parseExpression, type FunctionWorld, type Scope } from '../../../src/lang';
import { consoleType, consoleValue } from '../../../src/render';
import { BOOL, DYNAMIC, NUMBER, objectOf, objectType, STRING, typeOf, unknownOf, type Type, type Value } from '../../../src/values';
import { quietWorld } from './world';

/** What an expression is answered with: its value and type as the console prints them, or the class of its error. */
export type Answer = string;

/** Variables without values: unknown, of these types. */
export const OPEN: ReadonlyMap<string, { readonly constraint: string; readonly type: Type }> = new Map([
  ['us', { constraint: 'string', type: STRING }],
  ['un', { constraint: 'number', type: NUMBER }],
  ['ub', { constraint: 'bool', type: BOOL }],
  ['ud', { constraint: 'any', type: DYNAMIC }],
  ['uls', { constraint: 'list(string)', type: { kind: 'list', element: STRING } }],
  ['uss', { constraint: 'set(string)', type: { kind: 'set', element: STRING } }],
  ['ums', { constraint: 'map(string)', type: { kind: 'map', element: STRING } }],
  ['uo', { constraint: 'object({ a = string, b = number })', type: objectType([['a', STRING], ['b', NUMBER]]) }],
  ['ut', { constraint: 'tuple([string, number])', type: { kind: 'tuple', elements: [STRING, NUMBER] } }],
] as const);

export function scopeWith(world: FunctionWorld): Scope {
  return {
    lookup: (reference) => {
      const open = reference.kind === 'variable' ? OPEN.get(reference.name) : undefined;
      return open === undefined ? undefined : unknownOf(open.type);
    },
    origin: () => undefined,
    functions: world,
  };
}

/** Line breaks and commas at the end of lines differ by how deep a value stands; the rest does not. */
export function flat(text: string): string {
  return text.replace(/,?\n\s*/g, ' ').trim().replace(/,$/, '');
}

/** An expression's value, or what is wrong with it. */
export function valueOf(text: string, world: FunctionWorld = quietWorld()): Value | readonly Diagnostic[] {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(`no expression: ${text}`);
  const outcome = evaluate(parsed.expr, scopeWith(world));
  return outcome.ok ? outcome.value : outcome.diagnostics;
}

/** A value as it is printed within an object: texts of several lines are written otherwise there. */
function printed(value: Value): string {
  return consoleValue(objectOf([['e', value]])).slice('{\n  "e" = '.length, -'\n}'.length);
}

/** `value : type`, or `! summary`. */
export function answer(text: string, world?: FunctionWorld): Answer {
  const value = valueOf(text, world);
  if ('kind' in value) return `${flat(printed(value))} : ${flat(consoleType(typeOf(value)))}`;
  return `! ${value[0]?.summary ?? 'nothing is wrong'}`;
}
