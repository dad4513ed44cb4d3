/** States as OpenTofu encrypts them. What is written is taken apart here by the documented format alone. */
import { createCipheriv, createDecipheriv, pbkdf2Sync, randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { CLEAR_CODEC, decodeState, encodeState, encryptedCodec, encryptedRuns, fileRunStore, type EncryptionMethod, type Pbkdf2Settings, type RunRecord } from '../../src/state';
import { ExactNumber } from '../../src/values';
import { CrashDisk } from '../support/crash-fs';
import { fakeClock } from '../support/clock';
import { instance, must, PROVIDER } from './support';

const TEXT = `{
  "version": 4,
  "terraform_version": "1.11.4",
  "serial": 7,
  "lineage": "6a1f3c1e-0b0d-4c7b-9a51-8f0f0e1d2c3b",
  "outputs": {
    "o": {
      "value": "hunter22 \\u003c☃",
      "type": "string"
    }
  },
  "resources": [],
  "check_results": null
}
`;
const state = (() => {
  const decoded = decodeState(TEXT);
  if (!decoded.ok) throw new Error('the state of this test is one');
  return decoded.value;
})();

// Fewer iterations than the command takes: this is about the format.
const keys = (passphrase: string, more: Partial<Pbkdf2Settings> = {}): Pbkdf2Settings => ({ metadataKey: 'key_provider.pbkdf2.mine', passphrase, keyLength: 32, iterations: 1000, saltLength: 32, hash: 'sha512', ...more });
const aes = (settings: Pbkdf2Settings, aad = Buffer.alloc(0)): EncryptionMethod => ({ kind: 'aes_gcm', keys: settings, aad });
const codec = (first: EncryptionMethod, ...others: EncryptionMethod[]) => encryptedCodec({ methods: [first, ...others] }, randomBytes);
const ONE = keys('the first passphrase');
const TWO = keys('the second passphrase', { metadataKey: 'key_provider.pbkdf2.other' });

/** As the documentation of the format says, and nothing of ours. */
function byHand(passphrase: string, plain: string, { hash = 'sha512', keyLength = 32, name = 'key_provider.pbkdf2.mine' } = {}): string {
  const salt = randomBytes(32);
  const nonce = randomBytes(12);
  const cipher = createCipheriv(`aes-${keyLength * 8}-gcm` as 'aes-256-gcm', pbkdf2Sync(passphrase, salt, 1000, keyLength, hash), nonce);
  const data = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  const meta = { [name]: Buffer.from(JSON.stringify({ salt: salt.toString('base64'), iterations: 1000, hash_function: hash, key_length: keyLength })).toString('base64') };
  return JSON.stringify({ serial: 7, lineage: '6a1f3c1e-0b0d-4c7b-9a51-8f0f0e1d2c3b', meta, encrypted_data: data.toString('base64'), encryption_version: 'v0' });
}

describe('an encrypted state', () => {
  it('is OpenTofu\'s payload, with the state within as Terraform writes it', async () => {
    const written = Buffer.from(await codec(aes(ONE)).encode(state)).toString();
    expect(written).not.toContain('hunter22');
    const payload = JSON.parse(written) as { meta: Record<string, string>; encrypted_data: string };
    expect(Object.keys(payload)).toEqual(['serial', 'lineage', 'meta', 'encrypted_data', 'encryption_version']);
    expect(payload).toMatchObject({ serial: 7, lineage: '6a1f3c1e-0b0d-4c7b-9a51-8f0f0e1d2c3b', encryption_version: 'v0' });
    expect(Object.keys(payload.meta)).toEqual(['key_provider.pbkdf2.mine']);
    const metaText = Buffer.from(payload.meta['key_provider.pbkdf2.mine'] ?? '', 'base64').toString();
    const meta = JSON.parse(metaText) as { salt: string; iterations: number; hash_function: string; key_length: number };
    expect(Object.keys(meta)).toEqual(['salt', 'iterations', 'hash_function', 'key_length']);
    const key = pbkdf2Sync('the first passphrase', Buffer.from(meta.salt, 'base64'), meta.iterations, meta.key_length, meta.hash_function);
    const data = Buffer.from(payload.encrypted_data, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, 12)).setAuthTag(data.subarray(-16));
    expect(Buffer.concat([decipher.update(data.subarray(12, -16)), decipher.final()]).toString()).toBe(TEXT);
  });

  it.each([['sha512', 32], ['sha256', 32], ['sha512', 16], ['sha512', 24]])('is read with %s and a key of %s bytes', async (hash, keyLength) => {
    const decoded = await codec(aes(ONE)).decode(Buffer.from(byHand('the first passphrase', TEXT, { hash, keyLength })));
    expect(decoded.ok && encodeState(decoded.value)).toBe(TEXT);
  });

  it('is read by its metadata key, also an alias', async () => {
    const text = Buffer.from(byHand('the first passphrase', TEXT, { name: 'an_alias' }));
    expect((await codec(aes({ ...ONE, metadataKey: 'an_alias' })).decode(text)).ok).toBe(true);
    expect(await codec(aes(ONE)).decode(text)).toMatchObject({ ok: false, diagnostics: [{ code: 'state_undecryptable' }] });
  });

  it('goes over to another key: the old one reads as a fallback, the new one writes', async () => {
    const old = await codec(aes(ONE)).encode(state);
    const rotating = codec(aes(TWO), aes(ONE));
    const read = await rotating.decode(old);
    if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
    const now = await rotating.encode(read.value);
    expect((await codec(aes(TWO)).decode(now)).ok).toBe(true);
    expect((await codec(aes(ONE)).decode(now)).ok).toBe(false);
  });

  it('begins from a state in clear, and goes back to one, only where a fallback says so', async () => {
    const clear = Buffer.from(TEXT);
    expect(await codec(aes(ONE)).decode(clear)).toMatchObject({ ok: false, diagnostics: [{ code: 'state_not_encrypted' }] });
    expect((await codec(aes(ONE), { kind: 'unencrypted' }).decode(clear)).ok).toBe(true);
    const back = codec({ kind: 'unencrypted' }, aes(ONE));
    const read = await back.decode(await codec(aes(ONE)).encode(state));
    expect(read.ok && Buffer.from(await back.encode(read.value)).toString()).toBe(TEXT);
  });

  it('is the same bytes when the same state is written again, and another nonce for another state', async () => {
    const one = codec(aes(ONE));
    const first = Buffer.from(await one.encode(state));
    expect(Buffer.from(await one.encode({ ...state })).equals(first)).toBe(true);
    const next = JSON.parse(Buffer.from(await one.encode({ ...state, serial: 8 })).toString()) as { encrypted_data: string };
    expect(next.encrypted_data.slice(0, 16)).not.toBe((JSON.parse(first.toString()) as { encrypted_data: string }).encrypted_data.slice(0, 16));
  });

  it('is bound to additional data where that is configured', async () => {
    const bound = await codec(aes(ONE, Buffer.from([1, 2, 3]))).encode(state);
    expect((await codec(aes(ONE, Buffer.from([1, 2, 3]))).decode(bound)).ok).toBe(true);
    expect((await codec(aes(ONE)).decode(bound)).ok).toBe(false);
  });

  it('is told from damage where no key is configured, and never read as nothing', async () => {
    expect(await CLEAR_CODEC.decode(Buffer.from(byHand('the first passphrase', TEXT)))).toMatchObject({ ok: false, diagnostics: [{ code: 'state_encrypted' }] });
  });

  it('is refused where serial or lineage beside it are of another state', async () => {
    const text = byHand('the first passphrase', TEXT);
    for (const altered of [text.replace('"serial":7', '"serial":8'), text.replace('6a1f3c1e', '7a1f3c1e')]) {
      expect(await codec(aes(ONE)).decode(Buffer.from(altered))).toMatchObject({ ok: false, diagnostics: [{ code: 'state_undecryptable' }] });
    }
  });

  it('is refused or the same state when a bit of it is another one', async () => {
    const text = Buffer.from(byHand('the first passphrase', TEXT));
    const one = codec(aes(ONE), { kind: 'unencrypted' });
    await fc.assert(fc.asyncProperty(fc.nat(text.length - 1), fc.nat(7), async (at, bit) => {
      const altered = Buffer.from(text);
      altered[at] = (altered[at] ?? 0) ^ (1 << bit);
      // A bit of base64 that stands for nothing may change.
      const decoded = await one.decode(altered);
      return !decoded.ok || encodeState(decoded.value) === TEXT;
    }), { numRuns: 400 });
  });
});

describe('the journal of a run beside an encrypted state', () => {
  const store = (disk: CrashDisk, one: EncryptionMethod, ...others: EncryptionMethod[]) =>
    encryptedRuns(fileRunStore({ folder: '/work/runs', assertWritable: () => Promise.resolve() }, { files: disk.process({}).files, clock: fakeClock() }), codec(one, ...others));
  const header = { runId: 'run-1', planId: 'plan-1', planDigest: 'sha256:x', lineage: 'l', startedAt: '2026-11-23T00:00:01Z', command: 'apply' };
  const records: RunRecord[] = [
    { type: 'accepted', step: 'a', operationId: 'op-a' },
    { type: 'object', step: 'a', address: 't.a', resource: { mode: 'managed', type: 't', name: 'a', provider: PROVIDER,
      instance: instance({ pw: 'hunter22', n: new ExactNumber('12345678901234567890') }, { sensitivePaths: [['pw']], private: 'aHVudGVyMjI=', extra: { more: 'hunter22' } }) } },
    { type: 'output', name: 'o', output: { value: 'hunter22', type: 'string' } },
    { type: 'object', step: 'b', address: 't.b', resource: null },
  ];
  const begun = async () => {
    const disk = new CrashDisk();
    disk.makeDurableFolder('/work');
    const run = await store(disk, aes(ONE)).begin(header, '{"digest":"sha256:x","format":"holdfast-plan/1","plan":{"pw":"hunter22"}}');
    for (const record of records) await run.append(record);
    await run.close();
    return disk;
  };

  it('holds nothing of objects, outputs and the plan in clear, and gives them back to the digit', async () => {
    const disk = await begun();
    const lies = JSON.stringify([...must(await fileRunStore({ folder: '/work/runs', assertWritable: () => Promise.resolve() }, { files: disk.process({}).files, clock: fakeClock() }).listOpen())]);
    expect(lies).not.toContain('hunter22');
    expect(lies).not.toContain('aHVudGVyMjI');
    expect(lies).toContain('op-a');
    const [run] = must(await store(disk, aes(TWO), aes(ONE)).listOpen());
    expect(run?.records).toEqual(records);
    expect(await run?.plan?.()).toContain('"pw":"hunter22"');
  });

  it('is refused with another key', async () => {
    const disk = await begun();
    await expect(store(disk, aes(TWO)).listOpen()).rejects.toThrow();
  });
});
