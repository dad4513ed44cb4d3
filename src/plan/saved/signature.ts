import { createHash, createHmac, createPublicKey, sign, timingSafeEqual, verify, type KeyObject } from 'node:crypto';
import type { Endorsement } from './document';

/** What is signed: the digest, and what it is the digest of, so that a signature serves for nothing else. */
const endorsed = (digest: string): Buffer => Buffer.from(`holdfast-plan-signature/1\n${digest}\n`, 'utf8');

/** Signs a plan's digest. @param key an Ed25519 private key. */
export function endorse(digest: string, key: KeyObject): Endorsement {
  return { key: publicText(createPublicKey(key)), signature: sign(null, endorsed(digest), key).toString('base64') };
}

/** The public key as an endorsement names it. */
export function publicText(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'der' }).toString('base64');
}

/** Whether an endorsement is by the key that it names, and for this digest. */
export function isEndorsedBy({ key, signature }: Endorsement, digest: string): boolean {
  try {
    const by = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
    return by.asymmetricKeyType === 'ed25519' && publicText(by) === key && verify(null, endorsed(digest), by, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

/**
 * The same word by a secret that signer and reader share: HMAC-SHA-256 and, so that damage is told without the secret, the first
 * 4 bytes of its SHA-256.
 */
export function sealWith(secret: string, digest: string): string {
  const mac = createHmac('sha256', secret).update(endorsed(digest)).digest();
  return Buffer.concat([mac, checkOf(mac)]).toString('base64');
}

const checkOf = (mac: Buffer): Buffer => createHash('sha256').update(mac).digest().subarray(0, 4);

/** As `sealWith` writes one, whosever it is. */
export function isSeal(text: string): boolean {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === 36 && checkOf(bytes.subarray(0, 32)).equals(bytes.subarray(32));
}

export function isSealedBy(seal: string, secret: string, digest: string): boolean {
  const [given, wanted] = [Buffer.from(seal, 'base64'), Buffer.from(sealWith(secret, digest), 'base64')];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** Keys that sign: Ed25519 private keys, and secrets for HMAC. */
export interface Signers {
  readonly keys: readonly KeyObject[];
  readonly secrets: readonly string[];
}

/** What is not a plan is signed by: `KIND:BASE64`, one for each key. @param text begins with what it is, so that a signature serves for nothing else. */
export function signText(text: string, { keys, secrets }: Signers): readonly string[] {
  return [
    ...keys.map((key) => `ed25519:${sign(null, Buffer.from(text, 'utf8'), key).toString('base64')}`),
    ...secrets.map((secret) => `hmac:${createHmac('sha256', secret).update(text).digest('base64')}`),
  ];
}

/** One of the signatures is by one of these keys. @param keys public ones. */
export function isSignedText(text: string, signatures: readonly string[], { keys, secrets }: Signers): boolean {
  return signatures.some((signature) => {
    const [kind, base64 = ''] = signature.split(':', 2);
    const given = Buffer.from(base64, 'base64');
    if (kind === 'ed25519') return keys.some((key) => verify(null, Buffer.from(text, 'utf8'), key, given));
    return kind === 'hmac' && secrets.some((secret) => {
      const wanted = createHmac('sha256', secret).update(text).digest();
      return given.length === wanted.length && timingSafeEqual(given, wanted);
    });
  });
}
