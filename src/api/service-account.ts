import { constants, createPrivateKey, sign, type KeyObject } from 'node:crypto';
import { diagnostic, fail, ok, type Outcome } from '../diagnostics';

/** An authorized key of a service account. The private key is held as a key object, which no text ever shows. */
export interface ServiceAccountKey {
  readonly id: string;
  readonly serviceAccountId: string;
  readonly privateKey: KeyObject;
}

const PEM = /-----BEGIN (?:RSA )?PRIVATE KEY-----[\s\S]+?-----END (?:RSA )?PRIVATE KEY-----/;
const LEAST_BITS = 2048;

/**
 * Reads an authorized key's JSON, with names in either case; a comment before the PEM is passed over.
 * `origin` names where it came from (a path, or "the setting"). No message repeats any of the content.
 */
export function parseServiceAccountKey(json: string, origin: string): Outcome<ServiceAccountKey> {
  const invalid = (why: string): Outcome<never> => fail(diagnostic('api_key_invalid',
    `The service account key from ${origin} cannot be used: ${why}. Make an authorized key, for instance with "yc iam key create", and use its JSON file as it is.`));
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return invalid('it is not JSON');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return invalid('it is not a JSON object');
  const fields = new Map<string, unknown>(Object.entries(parsed));
  const text = (...names: readonly string[]): string => {
    for (const name of names) {
      const value = fields.get(name);
      if (typeof value === 'string' && value !== '') return value;
    }
    return '';
  };
  if (fields.has('user_account_id') || fields.has('userAccountId')) {
    return fail(diagnostic('api_key_user_account', `The key from ${origin} belongs to a user account. Only keys of service accounts can be `
      + 'exchanged for tokens. Make an authorized key of a service account.'));
  }
  const id = text('id');
  const serviceAccountId = text('service_account_id', 'serviceAccountId');
  const pem = PEM.exec(text('private_key', 'privateKey'))?.[0];
  if (id === '') return invalid('the field "id" is missing');
  if (serviceAccountId === '') return invalid('the field "service_account_id" is missing');
  if (pem === undefined) return invalid('the field "private_key" holds no PEM private key');
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey(pem);
  } catch {
    return invalid('the private key is damaged or encrypted');
  }
  if (privateKey.asymmetricKeyType !== 'rsa' || (privateKey.asymmetricKeyDetails?.modulusLength ?? 0) < LEAST_BITS) {
    return invalid(`the private key is not an RSA key of at least ${LEAST_BITS} bits`);
  }
  return ok({ id, serviceAccountId, privateKey });
}

/** The longest that the IAM service allows. */
const LIFE_SECONDS = 3600;

/** A JWT (PS256) that the IAM service exchanges for a token. `nowMs` is wall time; `audience` is the URL of the exchange. */
export function signJwt(key: ServiceAccountKey, audience: string, nowMs: number): string {
  const issued = Math.floor(nowMs / 1000);
  const head = base64url({ typ: 'JWT', alg: 'PS256', kid: key.id });
  const body = base64url({ iss: key.serviceAccountId, aud: audience, iat: issued, exp: issued + LIFE_SECONDS });
  const signature = sign('sha256', Buffer.from(`${head}.${body}`), {
    key: key.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  });
  return `${head}.${body}.${signature.toString('base64url')}`;
}

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
