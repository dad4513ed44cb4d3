import { gunzipSync } from 'node:zlib';
import { str, STRING } from '../../../values';
import { parameter, quoted, textOf } from '../arguments';
import { FunctionFault, type FunctionSpec } from '../types';
import { fromBase64, utf8Text } from './base64';
import { gzip } from './gzip';

/** More is a bomb. */
const MAX_BYTES = 256 * 1024 * 1024;

function gunzip(bytes: Uint8Array): Buffer | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_BYTES });
  } catch {
    return undefined;
  }
}

export const gzipFunctions: readonly FunctionSpec[] = [
  {
    name: 'base64gunzip', description: 'The text that a text in base64 stands for, compressed with gzip.', returns: STRING,
    parameters: [parameter('str', STRING, 'The compressed text in base64.')],
    call: (args) => {
      const packed = fromBase64(textOf(args, 0));
      if (packed === undefined) return new FunctionFault(`${quoted(textOf(args, 0))} is not base64.`);
      const bytes = gunzip(packed);
      if (bytes === undefined) return new FunctionFault('What the base64 stands for is not compressed with gzip, or longer than 256 MiB.');
      const text = utf8Text(bytes, 'What was compressed');
      return text instanceof FunctionFault ? text : str(text);
    },
  },
  {
    name: 'base64gzip', description: 'The bytes of a text in UTF-8, compressed with gzip, as base64.', returns: STRING,
    parameters: [parameter('str', STRING, 'The text.')],
    call: (args) => str(Buffer.from(gzip(Buffer.from(textOf(args, 0)))).toString('base64')),
  },
];
