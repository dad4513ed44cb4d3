import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';

/** A passphrase and how a key is made of it; `name` is that of the metadata in an encrypted state. */
export interface Pbkdf2Settings {
  readonly metadataKey: string;
  readonly passphrase: string;
  readonly keyLength: number;
  readonly iterations: number;
  readonly saltLength: number;
  readonly hash: Pbkdf2Hash;
}

export type Pbkdf2Hash = 'sha512' | 'sha256';

/** OpenTofu's own defaults and limits. */
export const PBKDF2 = { keyLength: 32, iterations: 600_000, saltLength: 32, hash: 'sha512', leastIterations: 200_000, leastPassphrase: 16 } as const;
/** A state that asks for more would keep the command busy for minutes. */
const MOST_ITERATIONS = 20_000_000;

/** What is written beside the ciphertext: how its key was made. */
export interface Pbkdf2Meta {
  readonly salt: Buffer;
  readonly iterations: number;
  readonly hash: Pbkdf2Hash;
  readonly keyLength: number;
}

export function metaBytes({ salt, iterations, hash, keyLength }: Pbkdf2Meta): Buffer {
  return Buffer.from(JSON.stringify({ salt: salt.toString('base64'), iterations, hash_function: hash, key_length: keyLength }));
}

/** undefined for what no key can be made of. */
export function readMeta(bytes: Buffer): Pbkdf2Meta | undefined {
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
  if (typeof json !== 'object' || json === null) return undefined;
  const { salt, iterations, hash_function: hash, key_length: keyLength } = json as { readonly [name: string]: unknown };
  if (typeof salt !== 'string' || salt === '' || (hash !== 'sha512' && hash !== 'sha256')) return undefined;
  if (typeof iterations !== 'number' || !Number.isInteger(iterations) || iterations < 1 || iterations > MOST_ITERATIONS) return undefined;
  if (keyLength !== 16 && keyLength !== 24 && keyLength !== 32) return undefined;
  return { salt: Buffer.from(salt, 'base64'), iterations, hash, keyLength };
}

const derive = promisify(pbkdf2);

export function pbkdf2Key(passphrase: string, { salt, iterations, keyLength, hash }: Pbkdf2Meta): Promise<Buffer> {
  return derive(passphrase, salt, iterations, keyLength, hash);
}
