import { constants, generateKeyPairSync, sign } from 'node:crypto';
import { dir, oneInstance, TestService, type Settings } from './harness';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const now = Date.UTC(2026, 0, 1) / 1000;
const claims = { iss: 'aje1', aud: 'https://iam.api.cloud.yandex.net/iam/v1/tokens', iat: now, exp: now + 3600 };
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function jwt(over: object = {}, header: object = {}, key = privateKey): string {
  const text = `${part({ typ: 'JWT', alg: 'PS256', kid: 'key1', ...header })}.${part({ ...claims, ...over })}`;
  const signature = sign('sha256', Buffer.from(text), { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST });
  return `${text}.${signature.toString('base64url')}`;
}

const keys = [{ id: 'key1', service_account_id: 'aje1', public_key: publicKey.export({ type: 'spki', format: 'pem' }) }];
const world = { ...oneInstance(), keys };
const strict = (settings: Settings = {}): TestService => new TestService(world, { ...settings, switches: { auth: 'issued', ...settings.switches } });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe('who may call', () => {
  it('E61: is anyone by default', () => {
    expect(new TestService(world).code('CreateDirectory', dir('/srv/a'), bearer('expired viewer'))).toBe('OK');
  });

  it.each([
    ['', 'UNAUTHENTICATED', 'UNAUTHENTICATED'], ['Basic abc', 'UNAUTHENTICATED', 'UNAUTHENTICATED'], ['Bearer t1.any.one', 'OK', 'OK'], ['bearer t1.any.one', 'OK', 'OK'],
    ['Bearer t1.expired.x', 'UNAUTHENTICATED', 'UNAUTHENTICATED'], ['Bearer t1.denied.x', 'PERMISSION_DENIED', 'PERMISSION_DENIED'],
    ['Bearer t1.viewer.x', 'OK', 'PERMISSION_DENIED'], ['Bearer t1.auditor.x', 'OK', 'PERMISSION_DENIED'],
  ])('E61: with auth=required %j may read: %s, mutate: %s', (authorization, read, mutate) => {
    const service = new TestService(world, { switches: { auth: 'required' } });
    expect(service.code('List', { folderId: 'f' }, { authorization })).toBe(read);
    expect(service.code('CreateDirectory', dir('/srv/a'), { authorization })).toBe(mutate);
    expect(service.code('ApiEndpointService.List', {}, { authorization })).toBe('OK');
  });

  it('E62: is who has a token of the service while it lives', () => {
    const service = strict({ switches: { token_ttl_ms: 1000 } });
    expect(service.code('List', { folderId: 'f' }, bearer('t1.any.one'))).toBe('UNAUTHENTICATED');
    const token = service.call('IamTokenService.Create', { jwt: jwt() }).iamToken;
    expect(token).toMatch(/^t1\.[\w-]+\.[\w-]+$/);
    expect(service.call('CreateDirectory', dir('/srv/a'), bearer(token)).createdBy).toBe('aje1');
    service.pass(1000);
    expect(service.code('List', { folderId: 'f' }, bearer(token))).toBe('UNAUTHENTICATED');
  });

  it('E62: loses it when it is revoked', () => {
    const service = strict();
    const own = service.call('IamTokenService.Create', { yandexPassportOauthToken: 'y0_x' }).iamToken;
    const other = service.call('IamTokenService.CreateForServiceAccount', { serviceAccountId: 'sa-viewer' }, bearer(own)).iamToken;
    expect(service.code('Delete', { computeInstanceId: 'vm', resourceId: 'r1' }, bearer(other))).toBe('PERMISSION_DENIED');
    expect(service.call('IamTokenService.Revoke', { iamToken: other }, bearer(own))).toEqual({ subjectId: 'sa-viewer' });
    expect(service.code('List', { folderId: 'f' }, bearer(other))).toBe('UNAUTHENTICATED');
    expect(service.code('IamTokenService.Revoke', { iamToken: 'never' }, bearer(own))).toBe('NOT_FOUND');
  });
});

describe('the exchange of a JWT', () => {
  const code = (text: string, of: unknown = world): string => new TestService(of).code('IamTokenService.Create', { jwt: text });
  it.each<[string, string]>([
    ['signed by another key', jwt({}, {}, stranger)], ['of an unknown key', jwt({}, { kid: 'key2' })], ['of another account', jwt({ iss: 'aje2' })],
    ['with another algorithm', jwt({}, { alg: 'RS256' })], ['for another audience', jwt({ aud: 'https://example.org' })], ['that has expired', jwt({ iat: now - 7200, exp: now - 3600 })],
    ['from the future', jwt({ iat: now + 600, exp: now + 700 })], ['for two hours', jwt({ exp: now + 7200 })], ['without a time', jwt({ exp: undefined })],
    ['in two parts', 'a.b'], ['that is no JSON', `${Buffer.from('x').toString('base64url')}.e30.sig`], ['whose claims are a list', `${part({ alg: 'PS256', kid: 'k' })}.W10.sig`],
  ])('E62: refuses one %s', (_, text) => {
    expect(code(text)).toBe('UNAUTHENTICATED');
  });

  it('E62: takes a right one, for the address of another region too', () => {
    expect(code(jwt())).toBe('OK');
    expect(code(jwt({ aud: 'https://iam.api.yandexcloud.kz/iam/v1/tokens' }))).toBe('OK');
  });

  it('E62: takes any signature where the world has no keys, and tells what is missing', () => {
    expect(code(jwt({}, {}, stranger), oneInstance())).toBe('OK');
    expect(code('')).toBe('INVALID_ARGUMENT');
    expect(code('x'.repeat(8001))).toBe('INVALID_ARGUMENT');
  });
});

describe('discovery and tokens of registration', () => {
  it('E60: lists every service here, by name too, or hides the backup entry', () => {
    const service = new TestService(world);
    expect(service.call('ApiEndpointService.List', {}).endpoints).toEqual(['backup', 'endpoint', 'iam', 'operation'].map((id) => ({ id, address: '127.0.0.1:1' })));
    expect(service.call('ApiEndpointService.Get', { apiEndpointId: 'iam' }).address).toBe('127.0.0.1:1');
    const without = new TestService(world, { switches: { discovery_backup: 'missing' } });
    expect(without.call('ApiEndpointService.List', {}).endpoints).toHaveLength(3);
    expect(without.code('ApiEndpointService.Get', { apiEndpointId: 'backup' })).toBe('NOT_FOUND');
  });

  it('E65: are given for an hour, or not implemented', () => {
    expect(new TestService(world).call('GetInstanceRegistrationToken', { folderId: 'f' })).toEqual({ instanceRegistrationId: expect.stringMatching(/^[0-9a-f-]{36}$/), expiresAt: '2026-01-01T01:00:01.000Z' });
    expect(new TestService(world).code('GetInstanceRegistrationToken', { folderId: 'nowhere' })).toBe('NOT_FOUND');
    expect(new TestService(world, { switches: { registration_token: 'unimplemented' } }).code('GetInstanceRegistrationToken', { folderId: 'f' })).toBe('UNIMPLEMENTED');
  });
});

describe('the rate', () => {
  it.each([['retry_info', [{ kind: 'retry-info', delayMs: 500 }], undefined], ['pushback', [], 500], ['none', [], undefined]] as const)('E63: above it calls are refused, with rate_limit_hint=%s', (hint, details, pushbackMs) => {
    const service = new TestService(world, { switches: { rate_limit: 2, rate_limit_hint: hint } });
    expect([1, 2].map(() => service.code('List', { folderId: 'f' }))).toEqual(['OK', 'OK']);
    const refused = service.refused('CreateDirectory', dir('/srv/a'));
    expect([refused.code, refused.details, refused.pushbackMs]).toEqual(['RESOURCE_EXHAUSTED', details, pushbackMs]);
    expect(service.ledger).toEqual([expect.objectContaining({ event: 'received', refused: 'RESOURCE_EXHAUSTED', operation_id: '', path: '/srv/a' })]);
    expect(service.code('ApiEndpointService.List', {})).toBe('OK');
    service.pass(500);
    expect(service.code('List', { folderId: 'f' })).toBe('OK');
  });
});
