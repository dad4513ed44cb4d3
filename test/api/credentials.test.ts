import { generateKeyPairSync, verify, constants } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readServiceAccountKey } from '../../src/api/key-file';
import { metadataToken } from '../../src/api/metadata';
import { parseServiceAccountKey, signJwt } from '../../src/api/service-account';
import { fixedToken, issuedTokens, type IssuedToken } from '../../src/api/token-source';
import { judgeToken } from '../../src/api/token-text';
import { fakeClock } from '../support/clock';

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const good = { id: 'key1', service_account_id: 'aje1', created_at: '2025-01-01T00:00:00Z', key_algorithm: 'RSA_2048', public_key: 'x', private_key: pem };

describe('tokens from an issuer', () => {
  const issuing = (lifeMs = 3_600_000) => {
    const clock = fakeClock();
    let made = 0;
    const answers: (() => Promise<IssuedToken>)[] = [];
    const source = issuedTokens(clock, () => {
      made += 1;
      const token = `t${made}`;
      return answers.shift()?.() ?? Promise.resolve({ token, lifeMs });
    });
    return { clock, source, made: () => made, next: (answer: () => Promise<IssuedToken>) => answers.push(answer) };
  };

  it('are fetched once for all who ask at the same time', async () => {
    const { source, made } = issuing();
    expect(await Promise.all([source.current(), source.current(), source.current()])).toEqual(['t1', 't1', 't1']);
    expect(await source.current()).toBe('t1');
    expect(made()).toBe(1);
  });

  it('are renewed at 80 % of their life', async () => {
    const { clock, source } = issuing(1_000_000);
    await source.current();
    await clock.advance(799_000);
    expect(await source.current()).toBe('t1');
    await clock.advance(2_000);
    expect(await source.current()).toBe('t2');
  });

  it('go on to be used while they live when renewing fails', async () => {
    const { clock, source, made, next } = issuing(1_000_000);
    await source.current();
    await clock.advance(850_000);
    next(() => Promise.reject(new Error('down')));
    expect(await source.current()).toBe('t1');
    expect(await source.current()).toBe('t1');
    expect(made()).toBe(2);
    await clock.advance(10_001);
    expect(await source.current()).toBe('t3');
  });

  it('that have ended are not used when renewing fails', async () => {
    const { clock, source, next } = issuing(1_000_000);
    await source.current();
    await clock.advance(1_000_001);
    next(() => Promise.reject(new Error('down')));
    await expect(source.current()).rejects.toThrow('down');
    expect(await source.current()).toBe('t3');
  });

  it('are not asked for at every call by a clock that is wrong', async () => {
    const { source, made } = issuing(-5_000_000);
    await source.current();
    await source.current();
    expect(made()).toBe(1);
  });

  it('that were refused are replaced once, for all who were refused', async () => {
    const { source, made } = issuing();
    await source.current();
    expect(await Promise.all([source.after('t1'), source.after('t1')])).toEqual(['t2', 't2']);
    expect(await source.after('t1')).toBe('t2');
    expect(made()).toBe(2);
  });

  it('are not tried again when the issuer gives the refused one again', async () => {
    const { source, next } = issuing();
    await source.current();
    next(() => Promise.resolve({ token: 't1', lifeMs: 1e6 }));
    expect(await source.after('t1')).toBeUndefined();
  });

  it('still come for the others when one gives up waiting', async () => {
    const { source, next } = issuing();
    let give: (token: IssuedToken) => void = () => undefined;
    next(() => new Promise((resolve) => { give = resolve; }));
    const giveUp = new AbortController();
    const gone = expect(source.current(giveUp.signal)).rejects.toThrow();
    const stays = source.current();
    giveUp.abort();
    await gone;
    give({ token: 'late', lifeMs: 1e6 });
    expect(await stays).toBe('late');
  });

  it('that were set by hand have no other', async () => {
    expect(await fixedToken('t1.a.b').current()).toBe('t1.a.b');
    expect(await fixedToken('t1.a.b').after('t1.a.b')).toBeUndefined();
  });
});

describe('a token that was set', () => {
  it.each<[string, string, string | undefined]>([
    ['an IAM token', 't1.9euelZqem.abc-_', undefined],
    ['a word for a test', 'test-token', undefined],
    ['an OAuth token', 'y0_AgAAAAAabcdef', 'api_token_oauth'],
    ['an old OAuth token', 'AQAAAAAabcdef', 'api_token_oauth'],
    ['nothing', '', 'api_token_malformed'],
    ['a token with a line break', 't1.abc.def\n', 'api_token_malformed'],
    ['a token with a header in it', 't1.a\r\nx-evil: 1', 'api_token_malformed'],
    ['a token with letters of no token', 't1.ä.b', 'api_token_malformed'],
  ])('is judged: %s', (_, token, code) => {
    const judged = judgeToken(token);
    expect(judged?.code).toBe(code);
    if (token !== '') expect(judged?.detail ?? '').not.toContain(token.trim());
  });
});

describe('a service account key', () => {
  it.each<[string, object]>([
    ['as the cloud writes it', good],
    ['in camel case', { id: 'key1', serviceAccountId: 'aje1', privateKey: pem }],
    ['with a comment before the PEM', { ...good, private_key: `PLEASE DO NOT REMOVE THIS LINE! Yandex.Cloud SA Key ID <key1>\n${pem}` }],
    ['in PKCS#1', { ...good, private_key: keys.privateKey.export({ type: 'pkcs1', format: 'pem' }) }],
  ])('is read %s', (_, json) => {
    expect(parseServiceAccountKey(JSON.stringify(json), 'here')).toMatchObject({ ok: true, value: { id: 'key1', serviceAccountId: 'aje1' } });
  });

  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  it.each<[string, string, string]>([
    ['that is no JSON', '{"private_key": "SECRET', 'api_key_invalid'],
    ['that is a list', '["SECRET"]', 'api_key_invalid'],
    ['without an id', JSON.stringify({ ...good, id: undefined }), 'api_key_invalid'],
    ['without a service account', JSON.stringify({ ...good, service_account_id: 7 }), 'api_key_invalid'],
    ['without a private key', JSON.stringify({ ...good, private_key: 'SECRET' }), 'api_key_invalid'],
    ['whose private key is damaged', JSON.stringify({ ...good, private_key: pem.replace(/[A-Z]{3}/, 'SECRET') }), 'api_key_invalid'],
    ['of another kind', JSON.stringify({ ...good, private_key: ec }), 'api_key_invalid'],
    ['that is too short', JSON.stringify({ ...good, private_key: small }), 'api_key_invalid'],
    ['of a user', JSON.stringify({ ...good, user_account_id: 'u' }), 'api_key_user_account'],
    ['of a user in camel case', JSON.stringify({ ...good, userAccountId: 'u' }), 'api_key_user_account'],
    ['with its fields in a prototype', '{"__proto__": {"id": "key1", "service_account_id": "aje1"}, "private_key": "x"}', 'api_key_invalid'],
  ])('%s is refused, and nothing of it is repeated', (_, json, code) => {
    const judged = parseServiceAccountKey(json, 'here');
    expect(judged).toMatchObject({ ok: false, diagnostics: [{ code }] });
    expect(JSON.stringify(judged)).not.toMatch(/SECRET|BEGIN/);
  });

  it('signs what the IAM service can verify, for one hour', () => {
    const key = parseServiceAccountKey(JSON.stringify(good), 'here');
    if (!key.ok) throw new Error('key');
    const jwt = signJwt(key.value, 'https://iam.api.cloud.yandex.net/iam/v1/tokens', 1_700_000_000_999);
    const [head = '', body = '', signature = ''] = jwt.split('.');
    expect(JSON.parse(Buffer.from(body, 'base64url').toString()))
      .toEqual({ iss: 'aje1', aud: 'https://iam.api.cloud.yandex.net/iam/v1/tokens', iat: 1_700_000_000, exp: 1_700_003_600 });
    expect(verify('sha256', Buffer.from(`${head}.${body}`), { key: keys.publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }, Buffer.from(signature, 'base64url'))).toBe(true);
    expect(jwt.length).toBeLessThan(8000);
  });

  it('does not show itself', () => {
    const key = readServiceAccountKey(JSON.stringify(good));
    expect(JSON.stringify(key)).not.toContain('PRIVATE');
    expect(JSON.stringify(key)).not.toContain(pem.slice(40, 80));
  });
});

describe('a key file', () => {
  let dir: string;
  beforeEach(() => { dir = mkdtempSync(path.join(tmpdir(), 'key-')); });
  afterEach(() => rmSync(dir, { recursive: true }));
  const write = (mode: number, content = JSON.stringify(good)): string => {
    const file = path.join(dir, 'key.json');
    writeFileSync(file, content);
    chmodSync(file, mode);
    return file;
  };

  it.each([0o600, 0o400])('of mode %o is read', (mode) => {
    expect(readServiceAccountKey(write(mode)).ok).toBe(true);
  });

  it.each([0o644, 0o640, 0o604, 0o620, 0o611])('of mode %o is refused', (mode) => {
    expect(readServiceAccountKey(write(mode))).toMatchObject({ ok: false, diagnostics: [{ code: 'api_key_file_permissions', detail: expect.stringContaining(mode.toString(8)) }] });
  });

  it('behind a link is judged by itself', () => {
    const link = path.join(dir, 'link');
    symlinkSync(write(0o644), link);
    expect(readServiceAccountKey(link)).toMatchObject({ diagnostics: [{ code: 'api_key_file_permissions' }] });
  });

  it.each<[string, () => string]>([
    ['is missing', () => path.join(dir, 'none.json')],
    ['is a folder', () => dir],
    ['is a device', () => '/dev/zero'],
    ['is too large', () => write(0o600, 'x'.repeat(70_000))],
    ['has a NUL in its name', () => 'key\u0000.json'],
  ])('that %s is told', (_, file) => {
    expect(readServiceAccountKey(file())).toMatchObject({ ok: false, diagnostics: [{ code: 'api_key_file_unreadable' }] });
  });
});

describe('the metadata service', () => {
  const stops: (() => void)[] = [];
  afterEach(() => { for (const stop of stops.splice(0)) stop(); });
  const serving = async (on: (request: IncomingMessage, response: ServerResponse) => void) => {
    const requests: IncomingMessage[] = [];
    const server = createServer((request, response) => { requests.push(request); on(request, response); });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stops.push(() => { server.close(); server.closeAllConnections(); });
    return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
  };
  const never = new AbortController().signal;

  it('gives the token of the machine, kept for ten minutes at most', async () => {
    const { address, requests } = await serving((_, response) => response.end(JSON.stringify({ access_token: 't1.machine.x', expires_in: 43_200, token_type: 'Bearer' })));
    expect(await metadataToken(address, never)).toEqual({ token: 't1.machine.x', lifeMs: 600_000 });
    expect(requests[0]).toMatchObject({ url: '/computeMetadata/v1/instance/service-accounts/default/token', method: 'GET' });
    expect(requests[0]?.headers['metadata-flavor']).toBe('Google');
  });

  it.each<[string, (response: ServerResponse) => void, RegExp]>([
    ['has no account', (r) => { r.statusCode = 404; r.end(); }, /no service account is attached/],
    ['wants to send the caller elsewhere', (r) => { r.writeHead(302, { location: 'http://evil.example/' }); r.end(); }, /HTTP status 302/],
    ['answers with a page', (r) => r.end('<html>'), /not JSON/],
    ['answers without a token', (r) => r.end('{"access_token": 5}'), /no token/],
    ['answers with a token that would break a header', (r) => r.end('{"access_token": "a\\r\\nb"}'), /no token/],
    ['answers without end', (r) => r.end('x'.repeat(100_000)), /too large/],
    ['cuts the connection', (r) => r.destroy(), /ECONNRESET|hang up/],
  ])('that %s is told', async (_, on, why) => {
    const { address } = await serving((__, response) => on(response));
    await expect(metadataToken(address, never)).rejects.toMatchObject({
      status: 'UNAUTHENTICATED', mayHaveBeenSent: false, diagnostic: { code: 'api_metadata_failed', detail: expect.stringMatching(why) },
    });
  });

  it('is asked again when the connection was cut', async () => {
    let calls = 0;
    const { address } = await serving((_, response) => (++calls === 1 ? response.destroy() : response.end('{"access_token": "t1.a.b", "expires_in": 100}')));
    expect(await metadataToken(address, never)).toEqual({ token: 't1.a.b', lifeMs: 100_000 });
  });

  it('is left when the connection is closed meanwhile', async () => {
    const { address } = await serving(() => undefined);
    const closing = new AbortController();
    const failed = expect(metadataToken(address, closing.signal)).rejects.toMatchObject({ diagnostic: { code: 'api_metadata_failed' } });
    setImmediate(() => closing.abort());
    await failed;
  });
});
