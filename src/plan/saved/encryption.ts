import { createCipheriv, createDecipheriv, scryptSync, timingSafeEqual } from 'node:crypto';
import { canonicalJson } from '../canonical';
import { ENCRYPTED_FORMAT, type EncryptionHeader, type Header } from './document';
import type { Json } from '../../values';

/** N, r, p: 32 MiB and about a tenth of a second for each try. */
const COST = [2 ** 15, 8, 1] as const;
const KEY_BYTES = 32;
const TAG_BYTES = 16;

/** Fresh random bytes for one plan. */
export interface Entropy {
  /** 32 bytes. */
  readonly salt: Buffer;
  /** 12 bytes. */
  readonly nonce: Buffer;
}

/**
 * 64 bytes of scrypt over the passphrase (UTF-8) and the salt: the first 32 are the key of AES-256-GCM, the last 32 tell whether it is
 * the right one. The header is authenticated with the body.
 */
function derived(passphrase: string, salt: Buffer, [N, r, p]: readonly [number, number, number]): { readonly key: Buffer; readonly check: Buffer } {
  const bytes = scryptSync(passphrase, salt, 2 * KEY_BYTES, { N, r, p, maxmem: 256 * N * r });
  return { key: bytes.subarray(0, KEY_BYTES), check: bytes.subarray(KEY_BYTES) };
}

const authenticated = (header: Header): Buffer => Buffer.from(canonicalJson({ ...header, ed25519: undefined, hmac: undefined } as unknown as Json), 'utf8');

/** The header and the body of an encrypted plan, the body as a JSON string: nonce apart, ciphertext and tag together, base64. */
export function encryptBody(body: string, digest: string, passphrase: string, { salt, nonce }: Entropy): { readonly header: Header; readonly body: string } {
  const { key, check } = derived(passphrase, salt, COST);
  const encryption: EncryptionHeader = {
    cipher: 'aes-256-gcm', kdf: 'scrypt', cost: COST, salt: salt.toString('base64'), nonce: nonce.toString('base64'), check: check.toString('base64'),
  };
  const header: Header = { digest, encryption, format: ENCRYPTED_FORMAT };
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(authenticated(header));
  const sealed = Buffer.concat([cipher.update(body, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { header, body: JSON.stringify(sealed.toString('base64')) };
}

export type Decrypted = { readonly ok: true; readonly body: string } | { readonly ok: false; readonly why: 'wrong-key' | 'damaged' };

/** The body in clear, by the first of the passphrases that fits. */
export function decryptBody(header: Header, encryption: EncryptionHeader, body: string, passphrases: readonly string[]): Decrypted {
  const expected = Buffer.from(encryption.check, 'base64');
  for (const passphrase of passphrases) {
    const { key, check } = derived(passphrase, Buffer.from(encryption.salt, 'base64'), encryption.cost);
    if (expected.length !== check.length || !timingSafeEqual(expected, check)) continue;
    try {
      const sealed = Buffer.from(JSON.parse(body) as string, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(encryption.nonce, 'base64')).setAAD(authenticated(header));
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      return { ok: true, body: Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8') };
    } catch {
      return { ok: false, why: 'damaged' };
    }
  }
  return { ok: false, why: 'wrong-key' };
}
