import { str, STRING } from '../../../values';
import { parameter, quoted, textOf } from '../arguments';
import { FunctionFault, type FunctionSpec } from '../types';
import { utf8Text } from './base64';

/** Escaped as for a query: a space becomes a plus sign. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]|%20/g, (c) => (c === '%20' ? '+' : `%${c.charCodeAt(0).toString(16).toUpperCase()}`));
}

function decode(text: string): string | FunctionFault {
  const bad = /%(?![0-9A-Fa-f]{2})/.exec(text);
  if (bad !== null) return new FunctionFault(`${quoted(text.slice(bad.index, bad.index + 3))} is no escape of a URL: a percent sign and two hexadecimal digits are.`);
  const bytes = Buffer.from(text.replace(/\+/g, ' ')).toString('latin1').replace(/%(..)/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return utf8Text(Buffer.from(bytes, 'latin1'), 'What the URL stands for');
}

export const urlFunctions: readonly FunctionSpec[] = [
  {
    name: 'urldecode', description: 'The text that a text escaped for a URL stands for.', returns: STRING,
    parameters: [parameter('str', STRING, 'The escaped text.')],
    call: (args) => {
      const text = decode(textOf(args, 0));
      return text instanceof FunctionFault ? text : str(text);
    },
  },
  {
    name: 'urlencode', description: 'The text escaped so that it can stand in the query of a URL.', returns: STRING,
    parameters: [parameter('str', STRING, 'The text.')],
    call: (args) => str(encode(textOf(args, 0))),
  },
];
