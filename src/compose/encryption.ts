import type { EncryptionBlock, EncryptionPart, EncryptionTarget } from '../config';
import { diagnostic, fail, ok, type Diagnostic, type Outcome } from '../diagnostics';
import { evaluate, type Scope } from '../lang';
import { PBKDF2, type EncryptionMethod, type Pbkdf2Settings, type StateEncryption } from '../state';
import { isNull, unmarkDeep, type BareValue } from '../values';

/** What an encryption block asks of the state, evaluated and judged by OpenTofu's rules; undefined where it asks nothing. */
export function encryptionOf(block: EncryptionBlock, scope: Scope): Outcome<StateEncryption | undefined> {
  const { state } = block;
  if (state === undefined) return ok(undefined);
  const methods: EncryptionMethod[] = [];
  for (let target: EncryptionTarget | undefined = state; target !== undefined; target = target.fallback) {
    const method = methodOf(target, block, scope);
    if (!method.ok) return method;
    methods.push(method.value);
  }
  const [first, ...others] = methods;
  if (first === undefined) return ok(undefined);
  if (state.enforced && methods.some(({ kind }) => kind === 'unencrypted')) {
    return fail(wrong('The encryption of the state is enforced, and a method "unencrypted" or a block without a method would let it lie in clear. Name a method that encrypts everywhere, or leave out enforced.', state));
  }
  return ok({ methods: [first, ...others] });
}

function wrong(detail: string, at: { locate: EncryptionTarget['locate'] }): Diagnostic {
  return diagnostic('compose_encryption', detail, { range: at.locate() });
}

function methodOf(target: EncryptionTarget, { methods, keyProviders }: EncryptionBlock, scope: Scope): Outcome<EncryptionMethod> {
  if (target.method === undefined) return ok({ kind: 'unencrypted' });
  const part = methods.get(target.method);
  if (part === undefined) return fail(wrong(`There is no ${target.method}: ${list([...methods.keys()], 'no method is declared')}. A method is named as method.aes_gcm.NAME.`, target));
  if (part.type === 'unencrypted') return ok({ kind: 'unencrypted' });
  if (part.type !== 'aes_gcm') return fail(wrong(`There is no method "${part.type}" in this release. It has "aes_gcm" and "unencrypted".`, part));
  const unknown = [...part.body.keys()].find((name) => name !== 'aad');
  if (unknown !== undefined) return fail(wrong(`The method "aes_gcm" has no argument "${unknown}". It takes keys and aad.`, part));
  const named = part.references.get('keys') ?? '';
  const provider = keyProviders.get(named);
  if (provider === undefined) return fail(wrong(`The keys of ${target.method} are to be those of ${named === '' ? 'no key provider' : named}, and there is none such: ${list([...keyProviders.keys()], 'none is declared')}.`, part));
  const keys = keysOf(named, provider, scope);
  if (!keys.ok) return keys;
  const aad = argument(part, 'aad', scope);
  if (!aad.ok) return aad;
  const bytes = aad.value !== undefined && 'items' in aad.value ? aad.value.items.map((item) => (item.kind === 'number' ? Number(item.value) : -1)) : [];
  if (bytes.some((byte) => !Number.isInteger(byte) || byte < 0 || byte > 255)) return fail(wrong('The aad of a method is a list of bytes: numbers from 0 to 255.', part));
  return ok({ kind: 'aes_gcm', keys: keys.value, aad: Buffer.from(bytes) });
}

const list = (names: readonly string[], none: string): string => (names.length === 0 ? none : `there are ${names.join(', ')}`);

const ARGUMENTS: ReadonlySet<string> = new Set(['passphrase', 'key_length', 'iterations', 'salt_length', 'hash_function', 'encrypted_metadata_alias']);

function keysOf(address: string, part: EncryptionPart, scope: Scope): Outcome<Pbkdf2Settings> {
  if (part.type !== 'pbkdf2') return fail(wrong(`There is no key provider "${part.type}" in this release. It has "pbkdf2".`, part));
  const unknown = [...part.body.keys()].find((name) => !ARGUMENTS.has(name)) ?? (part.references.has('chain') ? 'chain' : undefined);
  if (unknown !== undefined) return fail(wrong(`The key provider "pbkdf2" has no argument "${unknown}" here. It takes ${[...ARGUMENTS].join(', ')}.`, part));
  const values = new Map<string, BareValue>();
  for (const name of part.body.keys()) {
    const value = argument(part, name, scope);
    if (!value.ok) return value;
    if (value.value !== undefined) values.set(name, value.value);
  }
  const text = (name: string): string | undefined => { const v = values.get(name); return v?.kind === 'string' ? v.value : undefined; };
  const number = (name: string, otherwise: number): number => { const v = values.get(name); return v === undefined ? otherwise : Number(v.kind === 'number' || v.kind === 'string' ? v.value : Number.NaN); };
  const passphrase = text('passphrase');
  if (passphrase === undefined) return fail(wrong(`${address} has no passphrase, which is a text.`, part));
  if (passphrase.length < PBKDF2.leastPassphrase) return fail(wrong(`The passphrase of ${address} is too short (at least ${PBKDF2.leastPassphrase} characters).`, part));
  const keyLength = number('key_length', PBKDF2.keyLength);
  if (![16, 24, 32].includes(keyLength)) return fail(wrong(`The key_length of ${address} must be 16, 24 or 32 bytes for AES.`, part));
  const iterations = number('iterations', PBKDF2.iterations);
  if (!Number.isInteger(iterations) || iterations < PBKDF2.leastIterations) return fail(wrong(`The iterations of ${address} are too few (at least ${PBKDF2.leastIterations}).`, part));
  const saltLength = number('salt_length', PBKDF2.saltLength);
  if (!Number.isInteger(saltLength) || saltLength < 1 || saltLength > 1024) return fail(wrong(`The salt_length of ${address} must be a number of bytes from 1 to 1024.`, part));
  const hash = text('hash_function') ?? PBKDF2.hash;
  if (hash !== 'sha512' && hash !== 'sha256') return fail(wrong(`The hash_function of ${address} must be "sha512" or "sha256".`, part));
  return ok({ metadataKey: text('encrypted_metadata_alias') ?? address, passphrase, keyLength, iterations, saltLength, hash });
}

/** undefined for an argument that is not there, or null. */
function argument(part: EncryptionPart, name: string, scope: Scope): Outcome<BareValue | undefined> {
  const expr = part.body.get(name);
  if (expr === undefined) return ok(undefined);
  const value = evaluate(expr, scope, () => part.locate([name]));
  if (!value.ok) return value;
  const { value: plain } = unmarkDeep(value.value);
  return ok(isNull(plain) ? undefined : plain);
}
