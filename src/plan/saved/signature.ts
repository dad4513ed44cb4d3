import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
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
