import { createHash, hash } from 'node:crypto';
import { canonicalJson } from '../canonical';
import type { Json } from '../../values';

/** A plan as it lies in the file. */
export const CLEAR_FORMAT = 'holdfast-plan/1';
/** A plan whose body is encrypted. */
export const ENCRYPTED_FORMAT = 'holdfast-plan-encrypted/1';

/** One person's or pipeline's word for a plan. */
export interface Endorsement {
  /** DER of the public key (SPKI), base64. */
  readonly key: string;
  /** Ed25519 over `endorsed(digest)`, base64. */
  readonly signature: string;
}

/** How the body of an encrypted plan was made: what is needed besides the key to read it. All base64. */
export interface EncryptionHeader {
  readonly cipher: 'aes-256-gcm';
  readonly kdf: 'scrypt';
  /** scrypt's N, r and p. */
  readonly cost: readonly [number, number, number];
  readonly salt: string;
  readonly nonce: string;
  /** Tells a wrong key from damage. */
  readonly check: string;
}

/** What stands before the body and can be read by anyone: what this is, whose, and how to check it. */
export interface Header {
  /** `sha256:…` over the plan's canonical JSON, also where that is encrypted. */
  readonly digest: string;
  readonly ed25519?: readonly Endorsement[];
  readonly encryption?: EncryptionHeader;
  readonly format: string;
  /** Of what signatures are of, by shared secrets: see `sealWith`. */
  readonly hmac?: readonly string[];
}

const BODY = '"plan":';
const CHECKSUM = /^\{"checksum":"sha256:([0-9a-f]{64})",/;

export const sha256 = (text: string): string => `sha256:${hash('sha256', text, 'hex')}`;

/** The same of a text that is there in pieces. */
export function sha256Of(pieces: Iterable<string>): string {
  const sum = createHash('sha256');
  for (const piece of pieces) sum.update(piece);
  return `sha256:${sum.digest('hex')}`;
}

/** `documentText` of a plan in clear, in pieces as its body is. */
export function documentPieces(header: Header, body: readonly string[]): readonly string[] {
  return [`${canonicalJson(header as unknown as Json).slice(0, -1)},${BODY}`, ...body, '}\n'];
}

/**
 * The one text of a plan file: members in the order of their names, the body (canonical JSON) last. That of an encrypted plan begins
 * with a checksum of all the rest, so that damage is told from a wrong key.
 */
export function documentText(header: Header, body: string): string {
  const head = canonicalJson(header as unknown as Json);
  const rest = `${head.slice(1, -1)},${BODY}${body}}\n`;
  return header.encryption === undefined ? `{${rest}` : `{"checksum":"${sha256(rest)}",${rest}`;
}

export type ReadDocument =
  | { readonly ok: true; readonly header: Header; readonly body: string }
  | { readonly ok: false; readonly why: 'no-plan' | 'cut' | 'damaged' }
  | { readonly ok: false; readonly why: 'format'; readonly format: string };

/** Takes a file apart. What is not written as `documentText` writes it is refused; the body is not looked into. */
export function readDocument(text: string): ReadDocument {
  if (!text.startsWith('{"checksum":') && !text.startsWith('{"digest":')) return { ok: false, why: isOther(text) ? 'no-plan' : 'damaged' };
  const at = text.indexOf(`,${BODY}`);
  if (at < 0) return { ok: false, why: endsEarly(text) ? 'cut' : 'damaged' };
  const checksum = CHECKSUM.exec(text.slice(0, 100));
  const start = checksum === null ? 1 : checksum[0].length;
  let header: unknown;
  try {
    header = JSON.parse(`{${text.slice(start, at)}}`);
  } catch {
    return { ok: false, why: 'damaged' };
  }
  if (!isHeader(header)) return { ok: false, why: 'damaged' };
  if (header.format !== CLEAR_FORMAT && header.format !== ENCRYPTED_FORMAT) return { ok: false, why: 'format', format: header.format };
  if (!text.endsWith('}\n')) return { ok: false, why: endsEarly(text) ? 'cut' : 'damaged' };
  if ((header.encryption !== undefined) !== (checksum !== null) || (header.encryption !== undefined) !== (header.format === ENCRYPTED_FORMAT)) return { ok: false, why: 'damaged' };
  if (checksum !== null && sha256(text.slice(start)) !== `sha256:${checksum[1] ?? ''}`) return { ok: false, why: 'damaged' };
  // One spelling only: else a byte could be another one and nothing would tell.
  if (canonicalJson(header as unknown as Json).slice(1, -1) !== text.slice(start, at)) return { ok: false, why: 'damaged' };
  return { ok: true, header, body: text.slice(at + 1 + BODY.length, -2) };
}

/** Whether more of the same would make JSON of it. */
function endsEarly(text: string): boolean {
  try {
    JSON.parse(text);
    // All but the line's end.
    return text.endsWith('}');
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    return /end of JSON|Unterminated|Bad Unicode escape/.test(message) || Number(/at position (\d+)/.exec(message)?.[1]) === text.length;
  }
}

function isOther(text: string): boolean {
  try {
    const document: unknown = JSON.parse(text);
    return typeof document !== 'object' || document === null || !('plan' in document);
  } catch {
    return true;
  }
}

function isHeader(header: unknown): header is Header {
  if (typeof header !== 'object' || header === null) return false;
  const { digest, format, ed25519, encryption, hmac, ...more } = header as { readonly [name: string]: unknown };
  return typeof digest === 'string' && typeof format === 'string' && Object.keys(more).length === 0
    && (ed25519 === undefined || (Array.isArray(ed25519) && ed25519.length > 0 && ed25519.every(isEndorsement)))
    && (hmac === undefined || (Array.isArray(hmac) && hmac.length > 0 && hmac.every(isBase64)))
    && (encryption === undefined || isEncryption(encryption));
}

function isEndorsement(part: unknown): boolean {
  return typeof part === 'object' && part !== null && Object.keys(part).length === 2
    && 'key' in part && isBase64(part.key) && 'signature' in part && isBase64(part.signature);
}

/** scrypt's memory is 128 N r bytes: a header cannot ask for more than 128 MiB of it. */
const MOST_COST = 2 ** 17;

function isEncryption(part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return false;
  const { cipher, kdf, cost, salt, nonce, check, ...more } = part as { readonly [name: string]: unknown };
  return cipher === 'aes-256-gcm' && kdf === 'scrypt' && Object.keys(more).length === 0 && isBase64(salt) && isBase64(nonce) && isBase64(check)
    && Array.isArray(cost) && cost.length === 3 && isCost(cost[0]) && cost[1] === 8 && cost[2] === 1;
}

const isCost = (n: unknown): boolean => typeof n === 'number' && Number.isInteger(Math.log2(n)) && n >= 2 && n <= MOST_COST;

/** As `Buffer` writes it, to the bit. */
function isBase64(text: unknown): text is string {
  return typeof text === 'string' && text.length > 0 && Buffer.from(text, 'base64').toString('base64') === text;
}
