import { str, STRING, type Value } from '../../../../values';
import { parameter, quoted, textOf } from '../../arguments';
import { FunctionFault, type FunctionSpec } from '../../types';
import { fromBase64 } from '../base64';
import { codecNamed } from './codec';
import type { Codec } from './types';
import { encodingNamed } from './names';

function codecOf(args: readonly Value[]): Codec | FunctionFault {
  const name = encodingNamed(textOf(args, 1));
  const codec = name === undefined ? undefined : codecNamed(name);
  return codec ?? new FunctionFault(`${quoted(textOf(args, 1))} is not among the encodings that are supported under their IANA names.`, 1);
}

const ENCODING = parameter('encoding', STRING, 'The name of the encoding in the registry of IANA, such as UTF-16LE.');

export const textFunctions: readonly FunctionSpec[] = [
  {
    name: 'textdecodebase64', description: 'The text that bytes, given in base64, stand for in an encoding.', returns: STRING,
    parameters: [parameter('source', STRING, 'The bytes in base64.'), ENCODING],
    call: (args) => {
      const codec = codecOf(args);
      if (codec instanceof FunctionFault) return codec;
      const bytes = fromBase64(textOf(args, 0));
      if (bytes === undefined) return new FunctionFault(`${quoted(textOf(args, 0))} is not base64.`, 0);
      const text = codec.decode(bytes);
      return text === undefined ? new FunctionFault(`These bytes stand for no text in ${quoted(textOf(args, 1))}.`, 0) : str(text);
    },
  },
  {
    name: 'textencodebase64', description: 'The bytes of a text in an encoding, as base64.', returns: STRING,
    parameters: [parameter('string', STRING, 'The text.'), ENCODING],
    call: (args) => {
      const codec = codecOf(args);
      if (codec instanceof FunctionFault) return codec;
      const bytes = codec.encode(textOf(args, 0));
      if (bytes !== undefined) return str(Buffer.from(bytes).toString('base64'));
      return new FunctionFault(`The text has characters that ${quoted(textOf(args, 1))} has no bytes for.`, 0);
    },
  },
];
