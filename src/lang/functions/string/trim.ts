import { STRING, str } from '../../../values';
import { parameter, textOf } from '../arguments';
import type { FunctionSpec } from '../types';

const TEXT = parameter('str', STRING, 'The text to take from.');

/** The part of a text between the first and the last of its characters that are not among those of the set. */
function trimSet(text: string, set: string): string {
  const cut = new Set(set);
  const characters = [...text];
  let start = 0;
  let end = characters.length;
  while (start < end && cut.has(characters[start] ?? '')) start++;
  while (end > start && cut.has(characters[end - 1] ?? '')) end--;
  return characters.slice(start, end).join('');
}

function chomped(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === '\n' || text[end - 1] === '\r')) end--;
  return text.slice(0, end);
}

// Not String.trim: that also takes U+FEFF, and leaves U+0085.
const SPACE = /\p{White_Space}/u;

function spaceTrimmed(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && SPACE.test(text.charAt(start))) start++;
  while (end > start && SPACE.test(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

export const trimFunctions: readonly FunctionSpec[] = [
  {
    name: 'chomp', description: 'The text without the line breaks at its end.', returns: STRING, parameters: [TEXT],
    call: (args) => str(chomped(textOf(args, 0))),
  },
  {
    name: 'trim', description: 'The text without those characters at its start and end that are in a set.', returns: STRING,
    parameters: [TEXT, parameter('cutset', STRING, 'All the characters to take away, in any order.')],
    call: (args) => str(trimSet(textOf(args, 0), textOf(args, 1))),
  },
  {
    name: 'trimprefix', description: 'The text without a prefix, where it begins with that; else the text as it is.', returns: STRING,
    parameters: [TEXT, parameter('prefix', STRING, 'The prefix to take away, once.')],
    call: (args) => {
      const [text, prefix] = [textOf(args, 0), textOf(args, 1)];
      return str(text.startsWith(prefix) ? text.slice(prefix.length) : text);
    },
  },
  {
    name: 'trimspace', description: 'The text without the white space at its start and end.', returns: STRING, parameters: [TEXT],
    call: (args) => str(spaceTrimmed(textOf(args, 0))),
  },
  {
    name: 'trimsuffix', description: 'The text without a suffix, where it ends with that; else the text as it is.', returns: STRING,
    parameters: [TEXT, parameter('suffix', STRING, 'The suffix to take away, once.')],
    call: (args) => {
      const [text, suffix] = [textOf(args, 0), textOf(args, 1)];
      return str(text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text);
    },
  },
];
