import { posix } from 'node:path';
import { BOOL, bool, STRING, str } from '../../../values';
import { parameter, quoted, textOf } from '../arguments';
import { digest, type Algorithm } from '../crypto';
import { FunctionFault, type FileAnswer, type FunctionSpec, type FunctionWorld } from '../types';
import { expandHome } from './paths';

const PATH = [parameter('path', STRING, 'The path of the file; `path.module` starts one that is beside the configuration.')];
const LIMIT = '64 MiB';

/** What is there, for a path as it was written. */
function look(path: string, world: FunctionWorld): FileAnswer | FunctionFault {
  const expanded = expandHome(path, world);
  if (expanded instanceof FunctionFault) return expanded;
  return expanded.includes('\0') ? { kind: 'failed', reason: 'no path has a NUL character' } : world.readFile(posix.resolve(world.folder, expanded));
}

/** The bytes of a file, or a sentence about why there are none. */
export function readBytes(path: string, world: FunctionWorld): Uint8Array | string {
  const answer = look(path, world);
  if (answer instanceof FunctionFault) return answer.message;
  switch (answer.kind) {
    case 'file': return answer.bytes;
    case 'none': return `There is no file at ${quoted(path)}. Files that are made by the configuration itself cannot be read this way: they would have to be there before it is planned.`;
    case 'folder': return `${quoted(path)} is a folder, not a file.`;
    case 'too-large': return `The file at ${quoted(path)} is larger than ${LIMIT}.`;
    case 'failed': return `The file at ${quoted(path)} cannot be read: ${answer.reason}.`;
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of bytes; undefined when they are not UTF-8. */
export function utf8(bytes: Uint8Array): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}

const file: FunctionSpec = {
  name: 'file',
  description: 'Gives the content of a file as text, which must be UTF-8.',
  parameters: PATH,
  returns: STRING,
  call: (args, world) => {
    const path = textOf(args, 0);
    const bytes = readBytes(path, world);
    if (typeof bytes === 'string') return new FunctionFault(bytes, 0);
    const text = utf8(bytes);
    return text === undefined ? new FunctionFault(`The content of ${quoted(path)} is not UTF-8. Use filebase64 for it, or a function that takes its digest.`) : str(text);
  },
};

const filebase64: FunctionSpec = {
  name: 'filebase64',
  description: 'Gives the content of a file in Base64.',
  parameters: PATH,
  returns: STRING,
  call: (args, world) => {
    const bytes = readBytes(textOf(args, 0), world);
    return typeof bytes === 'string' ? new FunctionFault(bytes, 0) : str(Buffer.from(bytes).toString('base64'));
  },
};

const fileexists: FunctionSpec = {
  name: 'fileexists',
  description: 'Tells whether there is a file at a path. A folder there is an error.',
  parameters: PATH,
  returns: BOOL,
  call: (args, world) => {
    const path = textOf(args, 0);
    const answer = look(path, world);
    if (answer instanceof FunctionFault) return answer;
    switch (answer.kind) {
      case 'file': case 'too-large': return bool(true);
      case 'none': return bool(false);
      case 'folder': return new FunctionFault(`${quoted(path)} is a folder, not a file.`);
      case 'failed': return new FunctionFault(`What is at ${quoted(path)} cannot be told: ${answer.reason}.`);
    }
  },
};

function fileDigest(name: string, algorithm: Algorithm, encoding: 'hex' | 'base64'): FunctionSpec {
  return {
    name,
    description: `Gives the ${algorithm.toUpperCase()} digest of the content of a file, in ${encoding === 'hex' ? 'hexadecimal digits' : 'Base64'}.`,
    parameters: PATH,
    returns: STRING,
    call: (args, world) => {
      const bytes = readBytes(textOf(args, 0), world);
      return typeof bytes === 'string' ? new FunctionFault(bytes) : str(digest(algorithm, bytes, encoding));
    },
  };
}

export const contents: readonly FunctionSpec[] = [
  file, filebase64, fileexists,
  fileDigest('filemd5', 'md5', 'hex'),
  fileDigest('filesha1', 'sha1', 'hex'),
  fileDigest('filesha256', 'sha256', 'hex'),
  fileDigest('filesha512', 'sha512', 'hex'),
  fileDigest('filebase64sha256', 'sha256', 'base64'),
  fileDigest('filebase64sha512', 'sha512', 'base64'),
];
