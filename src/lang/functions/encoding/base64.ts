import { isUtf8 } from 'node:buffer';
import { str, STRING } from '../../../values';
import { parameter, quoted, textOf } from '../arguments';
import { FunctionFault, type FunctionSpec } from '../types';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The bytes of text in base64, line breaks anywhere; undefined for any other text. */
export function fromBase64(text: string): Buffer | undefined {
  const packed = text.replace(/[\r\n]/g, '');
  return BASE64.test(packed) ? Buffer.from(packed, 'base64') : undefined;
}

/** The bytes as a string of the language; a fault where they are not text in UTF-8. */
export function utf8Text(bytes: Uint8Array, what: string): string | FunctionFault {
  return isUtf8(bytes) ? Buffer.from(bytes).toString('utf8') : new FunctionFault(`${what} is not text in UTF-8, and strings hold nothing else.`);
}

export const base64Functions: readonly FunctionSpec[] = [
  {
    name: 'base64decode', description: 'The text that a text in base64 stands for.', returns: STRING,
    parameters: [parameter('str', STRING, 'The text in base64.')],
    call: (args) => {
      const bytes = fromBase64(textOf(args, 0));
      if (bytes === undefined) return new FunctionFault(`${quoted(textOf(args, 0))} is not base64.`);
      const text = utf8Text(bytes, 'What the base64 stands for');
      return text instanceof FunctionFault ? text : str(text);
    },
  },
  {
    name: 'base64encode', description: 'The bytes of a text in UTF-8 as base64.', returns: STRING,
    parameters: [parameter('str', STRING, 'The text.')],
    call: (args) => str(Buffer.from(textOf(args, 0)).toString('base64')),
  },
];
