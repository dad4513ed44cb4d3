import { bool, BOOL, isWhollyKnown, listOf, NUMBER, str, STRING, unknownOf, type Type, type Value } from '../../../values';
import { notWhole, numberOf, parameter, textOf, wholeNumber, wholeOf } from '../arguments';
import { graphemes } from '../graphemes';
import { FunctionFault, type FunctionSpec } from '../types';

const TEXT = parameter('str', STRING, 'The text to look at.');
const LIST_OF_STRING: Type = { kind: 'list', element: STRING };
/** The longest text that a function makes, in UTF-16 units: more is a slip of the pen, and would fill the memory. */
const MAX_TEXT = 1 << 28;

function test(name: string, description: string, part: string, has: (text: string, part: string) => boolean): FunctionSpec {
  return {
    name, description, returns: BOOL,
    parameters: [TEXT, parameter(part, STRING, 'The text to look for.')],
    call: (args) => bool(has(textOf(args, 0), textOf(args, 1))),
  };
}

/** Of a text that is not known yet its known start may tell. */
function startsWith(args: readonly Value[]): Value {
  const part = textOf(args, 1);
  const [text] = args;
  if (text?.kind !== 'unknown') return bool(textOf(args, 0).startsWith(part));
  const { prefix = '' } = text;
  if (prefix.startsWith(part)) return bool(true);
  return Buffer.byteLength(part) <= Buffer.byteLength(prefix) ? bool(false) : unknownOf(BOOL);
}

function join(args: readonly Value[]): Value | FunctionFault {
  const lists = args.slice(1);
  if (lists.length === 0) return new FunctionFault('At least one list must be given to join.');
  if (!lists.every(isWhollyKnown)) return unknownOf(STRING);
  const texts: string[] = [];
  for (const [i, list] of lists.entries()) {
    if (list.kind !== 'list') throw new Error('join takes lists');
    for (const [at, item] of list.items.entries()) {
      if (item.kind !== 'string') return new FunctionFault(`Element ${at} of the list is null, and null cannot be joined.`, i + 1);
      texts.push(item.value);
    }
  }
  return str(texts.join(textOf(args, 0)));
}

function indent(args: readonly Value[]): Value | FunctionFault {
  const spaces = wholeOf(args, 0, 'spaces');
  if (spaces instanceof FunctionFault) return spaces;
  const lines = textOf(args, 1).split('\n');
  if (spaces < 0) return new FunctionFault('The number of spaces must not be negative.');
  if (spaces * lines.length > MAX_TEXT) return new FunctionFault('The number of spaces is too large.');
  return str(lines.join(`\n${' '.repeat(spaces)}`));
}

/** A negative offset counts from the end; a negative length takes the rest, and behind a negative offset zero does so too. */
function substr(args: readonly Value[]): Value | FunctionFault {
  const offset = wholeOf(args, 1, 'offset');
  if (offset instanceof FunctionFault) return offset;
  const length = wholeNumber(numberOf(args, 2));
  if (length === undefined) return new FunctionFault(notWhole('length', numberOf(args, 2)));
  const characters = graphemes(textOf(args, 0));
  const start = offset < 0 ? Math.max(0, characters.length + offset) : offset;
  const rest = length < 0n || (length === 0n && offset < 0);
  return str(characters.slice(start, rest ? undefined : start + Number(length)).join(''));
}

export const partFunctions: readonly FunctionSpec[] = [
  test('endswith', 'Whether a text ends with another.', 'suffix', (text, part) => text.endsWith(part)),
  {
    name: 'indent', description: 'The text with spaces put in front of each line but the first.', returns: STRING,
    parameters: [parameter('spaces', NUMBER, 'How many spaces.'), parameter('str', STRING, 'The text of several lines.')],
    call: indent,
  },
  {
    name: 'join', description: 'The strings of one list or several as one text, with a separator between them.', returns: STRING,
    parameters: [parameter('separator', STRING, 'What stands between two strings.')],
    variadic: parameter('lists', LIST_OF_STRING, 'The lists of strings, one or more.'),
    call: join,
  },
  {
    name: 'split', description: 'The parts of a text between the places where a separator stands in it.', returns: LIST_OF_STRING,
    parameters: [parameter('separator', STRING, 'What stands between two parts; the empty text parts all characters.'), parameter('str', STRING, 'The text to part.')],
    call: (args) => {
      const [separator, text] = [textOf(args, 0), textOf(args, 1)];
      return listOf(STRING, (separator === '' ? [...text] : text.split(separator)).map(str));
    },
  },
  {
    name: 'startswith', description: 'Whether a text begins with another.', returns: BOOL,
    parameters: [{ ...TEXT, unknown: true }, parameter('prefix', STRING, 'The text to look for.')],
    call: startsWith,
  },
  test('strcontains', 'Whether a text has another in it.', 'substr', (text, part) => text.includes(part)),
  {
    name: 'strrev', description: 'The characters of a text from the last to the first.', returns: STRING, parameters: [TEXT],
    call: (args) => str([...graphemes(textOf(args, 0))].reverse().join('')),
  },
  {
    name: 'substr', description: 'A part of a text, by its place and its length in characters.', returns: STRING,
    parameters: [
      TEXT, parameter('offset', NUMBER, 'The first character of the part, from 0; below zero it counts from the end.'),
      parameter('length', NUMBER, 'How many characters; -1 for all the rest.'),
    ],
    call: substr,
  },
];
