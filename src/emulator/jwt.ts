import { constants, createPublicKey, verify } from 'node:crypto';
import type { AuthorizedKey } from './model';

const LONGEST_LIFE_S = 3600;
/** Clocks may differ by this much. */
const LEEWAY_S = 60;
const AUDIENCE = /^https:\/\/iam\.[a-z0-9.-]+(?::\d+)?\/iam\/v1\/tokens$/;

/**
 * Checks a JWT that is to be exchanged for an IAM token: PS256, `kid`, `iss`, `aud`, `iat`, `exp` (at most an hour on).
 * Where keys are known, `kid` must be one of them, belong to `iss`, and the signature must be its; otherwise any signature will do.
 */
export function judgeJwt(jwt: string, keys: readonly AuthorizedKey[], nowMs: number): { readonly subject: string } | { readonly problem: string } {
  const [head, body, signature, ...more] = jwt.split('.');
  if (head === undefined || body === undefined || signature === undefined || signature === '' || more.length > 0) return { problem: 'it does not have three parts' };
  const header = parse(head);
  const claims = parse(body);
  if (header === undefined || claims === undefined) return { problem: 'its parts are not JSON objects' };
  const { alg, kid } = header;
  const { iss, aud, iat, exp } = claims;
  if (alg !== 'PS256') return { problem: 'alg must be PS256' };
  if (typeof kid !== 'string' || kid === '') return { problem: 'kid must be the id of a key' };
  if (typeof iss !== 'string' || iss === '') return { problem: 'iss must be the id of a service account' };
  if (typeof aud !== 'string' || !AUDIENCE.test(aud)) return { problem: 'aud must be the address of the token service' };
  if (typeof iat !== 'number' || typeof exp !== 'number') return { problem: 'iat and exp must be numbers' };
  const now = nowMs / 1000;
  if (exp <= now - LEEWAY_S) return { problem: 'it has expired' };
  if (iat > now + LEEWAY_S) return { problem: 'iat is in the future' };
  if (exp - iat > LONGEST_LIFE_S) return { problem: 'it lives longer than an hour' };
  if (keys.length === 0) return { subject: iss };
  const key = keys.find((candidate) => candidate.id === kid && candidate.serviceAccountId === iss);
  if (key === undefined) return { problem: 'its key is not known' };
  return signed(`${head}.${body}`, signature, key) ? { subject: iss } : { problem: 'its signature is wrong' };
}

function parse(part: string): Readonly<{ [name in 'alg' | 'kid' | 'iss' | 'aud' | 'iat' | 'exp']?: unknown }> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function signed(text: string, signature: string, key: AuthorizedKey): boolean {
  try {
    const publicKey = createPublicKey(key.publicKey);
    const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
    return verify('sha256', Buffer.from(text), { key: publicKey, ...padding }, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}
