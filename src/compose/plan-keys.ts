import { createPrivateKey, createPublicKey, randomBytes, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { VariableBlock } from '../config';
import { diagnostic, fail, ok, type Outcome } from '../diagnostics';
import { isSignedText, signText, type ReadingTerms, type Secrecy, type Signers } from '../plan';
import type { SessionOptions } from './options';

type From = Pick<SessionOptions, 'env' | 'planKeys'> & { readonly dir?: string };

/** As OpenTofu wants of a passphrase: 16 characters. */
const SHORTEST = 16;
/** A key file over this size is not one. */
const LONGEST = 64 * 1024;

/** What a reader of plans has: passphrases, the keys of who may sign, the digest that was reviewed. */
export async function readingTerms(from: From): Promise<Outcome<ReadingTerms>> {
  const passphrases = await passphrasesOf(from);
  if (!passphrases.ok) return passphrases;
  const verifiers = await each(from.planKeys?.verify ?? [], (file) => keyOf(from, file, 'public'));
  if (!verifiers.ok) return verifiers;
  const secrets = await secretsOf(from, from.planKeys?.verifySecrets);
  if (!secrets.ok) return secrets;
  const expectDigest = from.planKeys?.expectDigest;
  return ok({ passphrases: passphrases.value, verifiers: verifiers.value, secrets: secrets.value, ...(expectDigest === undefined ? {} : { expectDigest: withAlgorithm(expectDigest) }) });
}

/** People may leave out the algorithm, and write either case. */
const withAlgorithm = (digest: string): string => (/^[0-9a-f]{64}$/i.test(digest) ? `sha256:${digest.toLowerCase()}` : digest.toLowerCase());

/** What becomes of the secrets of a plan that is saved: with a key all of it is encrypted. */
export async function secrecyOf(from: From, declared: ReadonlyMap<string, VariableBlock>): Promise<Outcome<Secrecy>> {
  const passphrases = await passphrasesOf(from);
  if (!passphrases.ok) return passphrases;
  const [passphrase] = passphrases.value;
  return ok(passphrase === undefined ? { kind: 'leave-out', declared } : { kind: 'encrypt', passphrase, entropy: { salt: randomBytes(32), nonce: randomBytes(12) } });
}

export async function signersOf(from: From): Promise<Outcome<Signers>> {
  const keys = await each(from.planKeys?.sign ?? [], (file) => keyOf(from, file, 'private'));
  if (!keys.ok) return keys;
  const secrets = await secretsOf(from, from.planKeys?.signSecrets);
  return secrets.ok ? ok({ keys: keys.value, secrets: secrets.value }) : secrets;
}

/** Signatures of what is not a plan, by the keys that sign plans; none where there are no keys. @public The command's seam takes it. */
export async function sign(from: From, text: string): Promise<Outcome<readonly string[]>> {
  const signers = await signersOf(from);
  return signers.ok ? ok(signText(text, signers.value)) : signers;
}

/** Whether one of the keys that plans must be signed by has signed this. `unasked`: no such key is named. @public The command's seam takes it. */
export async function isSigned(from: From, text: string, signatures: readonly string[]): Promise<Outcome<'yes' | 'no' | 'unasked'>> {
  const terms = await readingTerms(from);
  if (!terms.ok) return terms;
  const keys = { keys: terms.value.verifiers ?? [], secrets: terms.value.secrets ?? [] };
  if (keys.keys.length === 0 && keys.secrets.length === 0) return ok('unasked');
  return ok(isSignedText(text, signatures, keys) ? 'yes' : 'no');
}

/** Where files are named only they count: the environment's secret both signs and is asked for. */
async function secretsOf(from: From, files: readonly string[] = []): Promise<Outcome<readonly string[]>> {
  const named = await each(files, async (file) => {
    const text = await textOf(from, file);
    return text.ok ? strong(text.value.replace(/\r?\n$/, ''), file) : text;
  });
  const own = from.env['HOLDFAST_SIGN_SECRET'];
  if (!named.ok || named.value.length > 0 || own === undefined || own === '') return named;
  const secret = strong(own, 'HOLDFAST_SIGN_SECRET');
  return secret.ok ? ok([secret.value]) : secret;
}

/** Files first: what the command line names wins over the environment. */
async function passphrasesOf(from: From): Promise<Outcome<readonly string[]>> {
  const files = await each(from.planKeys?.encryption ?? [], async (file) => {
    const text = await textOf(from, file);
    return text.ok ? strong(text.value.replace(/\r?\n$/, ''), file) : text;
  });
  if (!files.ok) return files;
  const own = from.env['HOLDFAST_PLAN_KEY'];
  if (own === undefined || own === '') return files;
  const passphrase = strong(own, 'HOLDFAST_PLAN_KEY');
  return passphrase.ok ? ok([...files.value, passphrase.value]) : passphrase;
}

function strong(passphrase: string, from: string): Outcome<string> {
  return passphrase.length >= SHORTEST ? ok(passphrase)
    : fail(diagnostic('plan_key_invalid', `The passphrase of ${from} has ${passphrase.length} characters, and could be guessed. Give one of ${SHORTEST} or more, as made by: openssl rand -base64 32`));
}

async function keyOf(from: From, file: string, kind: 'private' | 'public'): Promise<Outcome<KeyObject>> {
  const text = await textOf(from, file);
  if (!text.ok) return text;
  const wrong = (why: string) => fail(diagnostic('plan_key_invalid', `${file} ${why}. ${kind === 'private'
    ? 'Give an Ed25519 private key in PEM, as made by: openssl genpkey -algorithm ed25519' : 'Give an Ed25519 public key in PEM, as made by: openssl pkey -in KEY -pubout'}`));
  if (kind === 'public' && !text.value.includes('PUBLIC KEY')) return wrong('is no public key');
  try {
    const key = kind === 'private' ? createPrivateKey(text.value) : createPublicKey(text.value);
    return key.asymmetricKeyType === 'ed25519' ? ok(key) : wrong(`is a key of another kind (${key.asymmetricKeyType ?? 'unknown'})`);
  } catch {
    return wrong(`is no ${kind} key that can be read`);
  }
}

async function textOf({ dir = '.' }: From, file: string): Promise<Outcome<string>> {
  try {
    const bytes = await readFile(resolve(dir, file));
    if (bytes.length <= LONGEST) return ok(bytes.toString('utf8'));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    return fail(diagnostic('plan_key_invalid', `${file} cannot be read (${code}). Name the file of the key.`));
  }
  return fail(diagnostic('plan_key_invalid', `${file} is too long to be a key. Name the file of the key.`));
}

async function each<T>(files: readonly string[], read: (file: string) => Promise<Outcome<T>>): Promise<Outcome<readonly T[]>> {
  const all: T[] = [];
  for (const file of files) {
    const one = await read(file);
    if (!one.ok) return one;
    all.push(one.value);
  }
  return ok(all);
}
