import { createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto';

const PEM = /-----BEGIN ([A-Z0-9 ]+)-----\r?\n([\s\S]*?)-----END \1-----/;
const OPENSSH = 'OPENSSH PRIVATE KEY';
const KINDS: readonly string[] = ['RSA PRIVATE KEY', 'PRIVATE KEY', OPENSSH];

/** An RSA key from the first PEM block of a text (PKCS #1, PKCS #8 or OpenSSH, without a passphrase); a sentence where it is none. */
export function parsePrivateKey(text: string): KeyObject | string {
  const match = PEM.exec(text);
  if (match === null) return 'There is no PEM block in it.';
  const [block, kind = '', body = ''] = match;
  if (!KINDS.includes(kind)) return `A PEM block of the kind ${JSON.stringify(kind)} holds no private key that can be read.`;
  if (/^Proc-Type:.*ENCRYPTED/m.test(body)) return 'It is protected by a passphrase.';
  try {
    const key = kind === OPENSSH ? opensshKey(Buffer.from(body, 'base64')) : createPrivateKey(`${block}\n`);
    if (typeof key === 'string') return key;
    return key.asymmetricKeyType === 'rsa' ? key : 'It is no key of RSA.';
  } catch {
    // Node tells of damage inside only by throwing.
    return 'Its content is damaged.';
  }
}

const MAGIC = 'openssh-key-v1\0';

interface Reader {
  readonly number: () => number;
  /** A field that starts with its length. */
  readonly field: () => Buffer;
}

/** Reads on from a place; numbers have four bytes. Throws a RangeError at the end of the bytes. */
function reader(bytes: Buffer, from: number): Reader {
  let at = from;
  const number = (): number => {
    at += 4;
    return bytes.readUInt32BE(at - 4);
  };
  const field = (): Buffer => {
    const length = number();
    if (at + length > bytes.length) throw new RangeError('a field ends after its bytes');
    at += length;
    return bytes.subarray(at - length, at);
  };
  return { number, field };
}

/** OpenSSH's own format: cipher, key derivation and its options, how many keys, the public one, and the private parts. */
function opensshKey(bytes: Buffer): KeyObject | string {
  if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) return 'Its content is damaged.';
  const outer = reader(bytes, MAGIC.length);
  if (outer.field().toString() !== 'none') return 'It is protected by a passphrase.';
  outer.field();
  outer.field();
  if (outer.number() !== 1) return 'It holds more than one key.';
  outer.field();
  const { number, field } = reader(outer.field(), 0);
  if (number() !== number()) return 'Its content is damaged.';
  if (field().toString() !== 'ssh-rsa') return 'It is no key of RSA.';
  const [n, e, d, qi, p, q] = [field(), field(), field(), field(), field(), field()].map((bits) => BigInt(`0x${bits.toString('hex')}`));
  if (n === undefined || e === undefined || d === undefined || qi === undefined || p === undefined || q === undefined) return 'Its content is damaged.';
  const jwk: JsonWebKey = { kty: 'RSA', n: url(n), e: url(e), d: url(d), p: url(p), q: url(q), qi: url(qi), dp: url(d % (p - 1n)), dq: url(d % (q - 1n)) };
  return createPrivateKey({ key: jwk, format: 'jwk' });
}

function url(number: bigint): string {
  const hex = number.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url');
}
