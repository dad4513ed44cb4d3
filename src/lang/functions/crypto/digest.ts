import { createHash } from 'node:crypto';
import { STRING, str } from '../../../values';
import { parameter, textOf } from '../arguments';
import type { FunctionSpec } from '../types';

export type Algorithm = 'md5' | 'sha1' | 'sha256' | 'sha512';

/** A digest of bytes, in hexadecimal digits or in Base64. */
export function digest(algorithm: Algorithm, bytes: Uint8Array | string, encoding: 'hex' | 'base64'): string {
  return createHash(algorithm).update(bytes).digest(encoding);
}

function digestFunction(name: string, algorithm: Algorithm, encoding: 'hex' | 'base64'): FunctionSpec {
  return {
    name,
    description: `Gives the ${algorithm.toUpperCase()} digest of the UTF-8 bytes of a string, in ${encoding === 'hex' ? 'hexadecimal digits' : 'Base64'}.`,
    parameters: [parameter('str', STRING, 'What to take the digest of.')],
    returns: STRING,
    call: (args) => str(digest(algorithm, textOf(args, 0), encoding)),
  };
}

export const digests: readonly FunctionSpec[] = [
  digestFunction('md5', 'md5', 'hex'),
  digestFunction('sha1', 'sha1', 'hex'),
  digestFunction('sha256', 'sha256', 'hex'),
  digestFunction('sha512', 'sha512', 'hex'),
  digestFunction('base64sha256', 'sha256', 'base64'),
  digestFunction('base64sha512', 'sha512', 'base64'),
];
