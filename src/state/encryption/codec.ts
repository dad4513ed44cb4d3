import { createCipheriv, createDecipheriv } from 'node:crypto';
import { diagnostic, fail, Failure, type Outcome } from '../../diagnostics';
import { decodeStateBytes, encodeState } from '../codec';
import type { State } from '../model';
import type { StateCodec, TextBox } from '../ports';
import { payloadText, readPayload, type Payload } from './payload';
import { metaBytes, pbkdf2Key, readMeta, type Pbkdf2Meta, type Pbkdf2Settings } from './pbkdf2';

/** One way to encrypt: AES-GCM with the key of a passphrase, or none at all. */
export type EncryptionMethod =
  | { readonly kind: 'aes_gcm'; readonly keys: Pbkdf2Settings; readonly aad: Buffer }
  | { readonly kind: 'unencrypted' };

/** What is asked of a state: written by the first method, read by any. */
export interface StateEncryption {
  readonly methods: readonly [EncryptionMethod, ...EncryptionMethod[]];
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * States as OpenTofu encrypts them: `{"serial":…,"lineage":…,"meta":{…},"encrypted_data":…,"encryption_version":"v0"}`, the data being
 * nonce, ciphertext and tag. Each write has a nonce of its own; the salt is one for each codec. @param bytes so many random bytes.
 */
export function encryptedCodec({ methods }: StateEncryption, bytes: (length: number) => Buffer): StateCodec {
  const keys = new Map<string, Promise<Buffer>>();
  const fresh = new Map<Pbkdf2Settings, Pbkdf2Meta>();
  let last: { readonly text: string; readonly bytes: Uint8Array } | undefined;

  const keyOf = (passphrase: string, meta: Pbkdf2Meta): Promise<Buffer> => {
    const id = JSON.stringify([passphrase, meta.salt.toString('base64'), meta.iterations, meta.keyLength, meta.hash]);
    const key = keys.get(id) ?? pbkdf2Key(passphrase, meta);
    keys.set(id, key);
    return key;
  };
  const metaOf = (settings: Pbkdf2Settings): Pbkdf2Meta => {
    const meta = fresh.get(settings) ?? { salt: bytes(settings.saltLength), iterations: settings.iterations, hash: settings.hash, keyLength: settings.keyLength };
    fresh.set(settings, meta);
    return meta;
  };

  const sealed = (text: string, { aad }: { readonly aad: Buffer }, meta: Pbkdf2Meta, key: Buffer): Buffer => {
    const nonce = bytes(NONCE_BYTES);
    const cipher = createCipheriv(cipherOf(meta), key, nonce).setAAD(aad);
    return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  };

  const encode = async (state: State): Promise<Uint8Array> => {
    const text = encodeState(state);
    const [method] = methods;
    if (method.kind === 'unencrypted') return Buffer.from(text);
    // The same state is the same bytes, so that a write that is asked for again is known to stand already.
    if (last?.text === text) return last.bytes;
    const meta = metaOf(method.keys);
    const data = sealed(text, method, meta, await keyOf(method.keys.passphrase, meta));
    last = { text, bytes: Buffer.from(payloadText({ serial: state.serial, lineage: state.lineage, meta: new Map([[method.keys.metadataKey, metaBytes(meta)]]), data })) };
    return last.bytes;
  };

  const opened = async (payload: Payload, method: EncryptionMethod): Promise<Buffer | string> => {
    if (method.kind === 'unencrypted') return 'the method "unencrypted" reads no encrypted state';
    const { metadataKey, passphrase } = method.keys;
    const written = payload.meta.get(metadataKey);
    if (written === undefined) return `${metadataKey} did not encrypt it (${[...payload.meta.keys()].join(', ') || 'no key provider'} did)`;
    const meta = readMeta(written);
    if (meta === undefined) return `what it says of ${metadataKey} is not understood`;
    const { data } = payload;
    if (data.length < NONCE_BYTES + TAG_BYTES) return 'it is too short';
    const key = await keyOf(passphrase, meta);
    try {
      const decipher = createDecipheriv(cipherOf(meta), key, data.subarray(0, NONCE_BYTES)).setAAD(method.aad).setAuthTag(data.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(data.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    } catch {
      return `the passphrase of ${metadataKey} is another one, or it was altered`;
    }
  };

  const decode = async (content: Uint8Array): Promise<Outcome<State>> => {
    const read = readPayload(content);
    if (read.kind === 'broken') return fail(diagnostic('state_undecryptable', `The state is encrypted, and cannot be read: ${read.why}.`));
    if (read.kind === 'other') {
      if (methods.some(({ kind }) => kind === 'unencrypted')) return decodeStateBytes(content);
      const decoded = decodeStateBytes(content);
      return decoded.ok ? fail(diagnostic('state_not_encrypted', 'The state is not encrypted, and the encryption that is configured lets no such state through. To encrypt it with the next write, add a method "unencrypted" and name it in a fallback block.')) : decoded;
    }
    const { payload } = read;
    const why: string[] = [];
    for (const method of methods) {
      const text = await opened(payload, method);
      if (typeof text !== 'string') return checked(decodeStateBytes(text), payload);
      why.push(text);
    }
    return fail(diagnostic('state_undecryptable', `The state is encrypted, and none of the methods that are configured reads it: ${why.join('; ')}. Give the key that it was written with, as the method or in a fallback block.`));
  };

  const box = async (): Promise<TextBox | undefined> => {
    const [method] = methods;
    if (method.kind === 'unencrypted') return undefined;
    const meta = metaOf(method.keys);
    const key = await keyOf(method.keys.passphrase, meta);
    return {
      seal: (text) => payloadText({ meta: new Map([[method.keys.metadataKey, metaBytes(meta)]]), data: sealed(text, method, meta, key) }),
      open: async (text) => {
        const read = readPayload(Buffer.from(text));
        for (const each of read.kind === 'payload' ? methods : []) {
          const plain = read.kind === 'payload' ? await opened(read.payload, each) : '';
          if (typeof plain !== 'string') return plain.toString('utf8');
        }
        throw new Failure([diagnostic('state_undecryptable', 'The journal of an interrupted run is encrypted with another key. Give the key that the run had, as the method or in a fallback block.')]);
      },
    };
  };
  return { encode, decode, box };
}

const cipherOf = ({ keyLength }: Pbkdf2Meta) => (keyLength === 32 ? 'aes-256-gcm' : keyLength === 24 ? 'aes-192-gcm' : 'aes-128-gcm');

/** What stands outside must be what stands within: else the ciphertext was put into another file. */
function checked(decoded: Outcome<State>, { serial, lineage }: Payload): Outcome<State> {
  if (!decoded.ok) return decoded;
  const { value } = decoded;
  if ((serial === undefined || serial === value.serial) && (lineage === undefined || lineage === value.lineage)) return decoded;
  return fail(diagnostic('state_undecryptable', `The serial or lineage beside the encrypted state is not that of the state within (serial ${serial} and ${value.serial}): somebody put the two together. Restore an earlier state.`));
}

/** States in clear. */
export const CLEAR_CODEC: StateCodec = {
  encode: (state) => Promise.resolve(Buffer.from(encodeState(state))),
  decode: (content) => Promise.resolve(decodeStateBytes(content)),
};
