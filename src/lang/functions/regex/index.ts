import { DYNAMIC, listOf, nullOf, objectOf, objectType, str, STRING, tupleOf, unmark, type Type, type Value } from '../../../values';
import { parameter, textOf } from '../arguments';
import { FunctionFault, type FunctionSpec } from '../types';
import { allMatches, compilePattern, PatternFault, type Match, type Pattern } from './pattern';

/** What a match is as a value: the matched text, or what its groups matched, by number or by name. */
function matchType({ names }: Pattern): Type | FunctionFault {
  if (names.length === 0) return STRING;
  const named = names.filter((name) => name !== undefined);
  if (named.length === 0) return { kind: 'tuple', elements: names.map(() => STRING) };
  if (named.length < names.length) return new FunctionFault('Either all groups of a pattern have names or none has.', 0);
  return objectType(named.map((name) => [name, STRING]));
}

function matchValue({ names }: Pattern, match: Match, text: string): Value {
  const group = (i: number): Value => {
    const [start, end] = match[i] ?? [-1, -1];
    return start === -1 ? nullOf(STRING) : str(text.slice(start, end));
  };
  if (names.length === 0) return group(0);
  if (names[0] === undefined) return tupleOf(names.map((_, i) => group(i + 1)));
  return objectOf(names.map((name, i) => [name ?? '', group(i + 1)]));
}

function prepare(source: string): { readonly pattern: Pattern; readonly type: Type } | FunctionFault {
  const pattern = compilePattern(source);
  if (pattern instanceof PatternFault) return new FunctionFault(pattern.message, 0);
  const type = matchType(pattern);
  return type instanceof FunctionFault ? type : { pattern, type };
}

/** The type of one match; not known where the pattern is not. */
function typeOfMatch(args: readonly Value[]): Type | FunctionFault {
  const source = args[0] === undefined ? undefined : unmark(args[0]);
  if (source?.kind !== 'string') return DYNAMIC;
  const prepared = prepare(source.value);
  return prepared instanceof FunctionFault ? prepared : prepared.type;
}

const PARAMETERS = [
  parameter('pattern', STRING, 'A regular expression in the syntax of RE2.'),
  parameter('string', STRING, 'The text to look at.'),
];

export const regexFunctions: readonly FunctionSpec[] = [
  {
    name: 'regex', description: 'The first match of a regular expression in a text, or what its groups matched; an error where nothing matches.',
    returns: DYNAMIC, typeOf: typeOfMatch, parameters: PARAMETERS,
    call: (args) => {
      const prepared = prepare(textOf(args, 0));
      if (prepared instanceof FunctionFault) return prepared;
      const text = textOf(args, 1);
      const match = prepared.pattern.find(text, 0);
      return match === undefined ? new FunctionFault('The pattern matches no part of the text.') : matchValue(prepared.pattern, match, text);
    },
  },
  {
    name: 'regexall', description: 'All matches of a regular expression in a text, or what its groups matched in each.',
    returns: { kind: 'list', element: DYNAMIC }, parameters: PARAMETERS,
    typeOf: (args) => {
      const element = typeOfMatch(args);
      return element instanceof FunctionFault ? element : { kind: 'list', element };
    },
    call: (args) => {
      const prepared = prepare(textOf(args, 0));
      if (prepared instanceof FunctionFault) return prepared;
      const text = textOf(args, 1);
      return listOf(prepared.type, allMatches(prepared.pattern, text).map((match) => matchValue(prepared.pattern, match, text)));
    },
  },
];
