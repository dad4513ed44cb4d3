import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ServerCredentials } from '@grpc/grpc-js';
import { ApiError, apiDiagnostic, connect, systemClock, type Connection, type ConnectionSettings } from '../../src/api';
import { seededRandom } from '../support/random';
import { KEY, open, settingsFor, startService, type Handler, type TestService } from './service';

const stops: (() => void)[] = [];
afterEach(() => { for (const stop of stops.splice(0)) stop(); });

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const account = { kind: 'service-account-key', pathOrContent: JSON.stringify({ id: 'k', service_account_id: 'a', private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }) }) } as const;
const tlsDir = path.join(__dirname, '../emulator/tls');

async function serving(on: Record<string, Handler>): Promise<TestService> {
  const service = await startService(on);
  stops.push(() => service.stop());
  return service;
}
function opened(settings: ConnectionSettings): Connection {
  const connection = open(settings);
  stops.push(() => connection.close());
  return connection;
}
const calls = (service: TestService): string[] => service.seen.map(({ method }) => method);
async function failureOf(call: Promise<unknown>): Promise<ApiError> {
  const error: unknown = await call.then(() => undefined, (thrown: unknown) => thrown);
  if (!(error instanceof ApiError)) throw new Error(`expected an ApiError, got ${String(error)}`);
  return error;
}
const bearer = (service: TestService, method: string): unknown[] =>
  service.seen.filter((call) => call.method === method).map(({ metadata }) => metadata.get('authorization')[0]);
const found: Handler = () => ({ answer: { resource: { computeInstanceId: 'vm' } } });
const made: Handler = () => ({ answer: { id: 'op' } });
const create = (connection: Connection) => connection.api.createDirectory({ folderId: 'f', computeInstanceId: 'vm', path: '/a' }, { idempotencyKey: KEY });
const get = (connection: Connection) => connection.api.get({ computeInstanceId: 'vm' });
/** Discovery that points at itself, whose address is known only once it listens. */
const self = (): { on: Record<string, Handler>; at: (address: string) => void } => {
  let address = '';
  return {
    on: { 'ApiEndpointService.List': () => ({ answer: { endpoints: ['backup', 'operation', 'iam'].map((id) => ({ id, address })) } }) },
    at: (text) => { address = text; },
  };
};

describe('discovery', () => {
  it('is asked once, without a credential, however many calls need it', async () => {
    const discovery = self();
    const service = await serving({ ...discovery.on, 'ResourceService.Get': found, 'OperationService.Get': ({ operationId }) => ({ answer: { id: operationId } }) });
    discovery.at(service.address);
    const connection = opened(settingsFor(undefined, { endpoint: service.address }));
    await Promise.all([get(connection), get(connection), connection.api.getOperation({ operationId: 'o' })]);
    expect(calls(service).filter((method) => method === 'ApiEndpointService.List')).toHaveLength(1);
    expect(bearer(service, 'ApiEndpointService.List')).toEqual([undefined]);
    expect(bearer(service, 'ResourceService.Get')).toEqual(['Bearer t1.test.token', 'Bearer t1.test.token']);
  });

  it('is not asked where every service was set', async () => {
    const service = await serving({ 'ResourceService.Get': found });
    await get(opened(settingsFor(service.address, { iamEndpoint: undefined, endpoint: '127.0.0.1:1' })));
    expect(calls(service)).toEqual(['ResourceService.Get']);
  });

  it('is asked for what was not set only', async () => {
    const discovery = self();
    const service = await serving(discovery.on);
    const backup = await serving({ 'ResourceService.Get': found });
    discovery.at(service.address);
    await get(opened(settingsFor(undefined, { endpoint: service.address, backupEndpoint: backup.address })));
    expect([calls(service), calls(backup)]).toEqual([[], ['ResourceService.Get']]);
  });

  it('without a backup entry is a problem of its own: told, and not asked again and again', async () => {
    const service = await serving({ 'ApiEndpointService.List': () => ({ answer: { endpoints: [{ id: 'compute', address: '127.0.0.1:1' }] } }) });
    const connection = opened(settingsFor(undefined, { endpoint: service.address, maxRetries: 5 }));
    const error = await failureOf(create(connection));
    expect(error).toMatchObject({ mayHaveBeenSent: false, diagnostic: { code: 'api_discovery_no_backup' } });
    expect(apiDiagnostic(error)).toMatchObject({ code: 'api_discovery_no_backup', detail: expect.stringContaining('backup_endpoint, operation_endpoint') });
    await failureOf(get(connection));
    expect(calls(service)).toHaveLength(2);
  });

  it('that points elsewhere gets no token there', async () => {
    const service = await serving({ 'ApiEndpointService.List': () => ({ answer: { endpoints: ['backup', 'operation'].map((id) => ({ id, address: 'evil.example:443' })) } }) });
    const connection = opened(settingsFor(undefined, { endpoint: service.address }));
    expect(await failureOf(get(connection))).toMatchObject({ mayHaveBeenSent: false, diagnostic: { code: 'api_discovery_untrusted' } });
  });

  it('that fails once is asked again by the next call', async () => {
    const discovery = self();
    let first = true;
    const service = await serving({
      'ResourceService.Get': found,
      'ApiEndpointService.List': (request, metadata) => {
        if (!first) return discovery.on['ApiEndpointService.List']?.(request, metadata) ?? { code: 13 };
        first = false;
        return { code: 14 };
      },
    });
    discovery.at(service.address);
    const connection = opened(settingsFor(undefined, { endpoint: service.address }));
    expect(await failureOf(create(connection))).toMatchObject({ status: 'UNAVAILABLE', mayHaveBeenSent: false });
    expect(await get(connection)).toMatchObject({ computeInstanceId: 'vm' });
  });
});

describe('a token of a service account', () => {
  const issuing = (): { on: Record<string, Handler>; made: () => number } => {
    let tokens = 0;
    return {
      made: () => tokens,
      on: { 'IamTokenService.Create': () => ({ answer: { iamToken: `t1.number.${++tokens}`, expiresAt: { seconds: String(Math.floor(Date.now() / 1000) + 3600), nanos: 0 } } }) },
    };
  };

  it('is exchanged once, with no credential but the JWT, and used by all', async () => {
    const iam = issuing();
    const service = await serving({ ...iam.on, 'ResourceService.Get': found, 'ResourceService.CreateDirectory': made });
    const connection = opened(settingsFor(service.address, { credentials: account }));
    await Promise.all([get(connection), get(connection), create(connection)]);
    expect(iam.made()).toBe(1);
    expect(bearer(service, 'IamTokenService.Create')).toEqual([undefined]);
    expect(bearer(service, 'ResourceService.CreateDirectory')).toEqual(['Bearer t1.number.1']);
  });

  it('that the service refuses is replaced, and the call made once more: a refused call did nothing', async () => {
    const iam = issuing();
    const service = await serving({
      ...iam.on,
      'ResourceService.CreateDirectory': (_, metadata) => (metadata.get('authorization')[0] === 'Bearer t1.number.1' ? { code: 16, details: 'expired' } : { answer: { id: 'op' } }),
    });
    const connection = opened(settingsFor(service.address, { credentials: account }));
    expect(await create(connection)).toMatchObject({ id: 'op' });
    expect(bearer(service, 'ResourceService.CreateDirectory')).toEqual(['Bearer t1.number.1', 'Bearer t1.number.2']);
    const keys = service.seen.filter(({ method }) => method === 'ResourceService.CreateDirectory').map(({ metadata }) => metadata.get('idempotency-key')[0]);
    expect(keys).toEqual([KEY, KEY]);
  });

  it('that is refused again is the end of it', async () => {
    const iam = issuing();
    const service = await serving({ ...iam.on, 'ResourceService.CreateDirectory': () => ({ code: 16, details: 'no' }) });
    expect(await failureOf(create(opened(settingsFor(service.address, { credentials: account }))))).toMatchObject({ status: 'UNAUTHENTICATED', fromServer: true });
    expect(iam.made()).toBe(2);
    expect(calls(service).filter((method) => method === 'ResourceService.CreateDirectory')).toHaveLength(2);
  });

  it('that perhaps only a proxy refused does not send a mutation again', async () => {
    const iam = issuing();
    // Bare trailers after headers: this status could have been made up on the way.
    const service = await serving({ ...iam.on, 'ResourceService.CreateDirectory': () => ({ code: 16, headers: { a: 'b' } }) });
    expect(await failureOf(create(opened(settingsFor(service.address, { credentials: account }))))).toMatchObject({ status: 'UNAUTHENTICATED', fromServer: false });
    expect(calls(service).filter((method) => method === 'ResourceService.CreateDirectory')).toHaveLength(1);
  });

  it.each<[string, ReturnType<Handler>, object]>([
    ['is refused', { code: 16, details: 'bad key' }, { status: 'UNAUTHENTICATED', method: 'IamTokenService.Create', message: 'bad key' }],
    ['comes empty', { answer: { iamToken: '' } }, { status: 'DATA_LOSS', method: 'IamTokenService.Create' }],
    ['would break a header', { answer: { iamToken: 't1.a\r\nx: y' } }, { status: 'DATA_LOSS', method: 'IamTokenService.Create' }],
  ])('that %s means the call never left', async (_, reply, expected) => {
    const service = await serving({ 'IamTokenService.Create': () => reply, 'ResourceService.CreateDirectory': made });
    expect(await failureOf(create(opened(settingsFor(service.address, { credentials: account }))))).toMatchObject({ ...expected, mayHaveBeenSent: false });
    expect(calls(service)).not.toContain('ResourceService.CreateDirectory');
  });

  it('is not in any message, nor is the JWT, when the IAM service repeats it', async () => {
    const service = await serving({ 'IamTokenService.Create': ({ jwt }) => ({ code: 3, details: `bad jwt ${jwt}` }) });
    const error = await failureOf(get(opened(settingsFor(service.address, { credentials: account }))));
    expect(error.message).toBe('bad jwt [REDACTED]');
    expect(JSON.stringify({ ...error, stack: error.stack })).not.toMatch(/eyJ/);
  });
});

describe('a token that was set', () => {
  it('and that the service refuses is not tried again', async () => {
    const service = await serving({ 'ResourceService.Get': () => ({ code: 16, details: 'Token is invalid or has expired.' }) });
    const error = await failureOf(get(opened(settingsFor(service.address, { maxRetries: 5 }))));
    expect(apiDiagnostic(error)).toMatchObject({ code: 'api_unauthenticated', detail: expect.stringContaining('YC_TOKEN') });
    expect(calls(service)).toEqual(['ResourceService.Get']);
  });

  it('may be missing: then no header is sent', async () => {
    const service = await serving({ 'ResourceService.Get': found });
    await get(opened(settingsFor(service.address, { credentials: { kind: 'none' } })));
    expect(bearer(service, 'ResourceService.Get')).toEqual([undefined]);
  });
});

describe('TLS', () => {
  const secure = async (): Promise<string> => {
    const pair = { cert_chain: readFileSync(path.join(tlsDir, 'cert.pem')), private_key: readFileSync(path.join(tlsDir, 'key.pem')) };
    const service = await startService({ 'ResourceService.Get': found }, ServerCredentials.createSsl(null, [pair], false));
    stops.push(() => service.stop());
    return service.address.replace('127.0.0.1', 'localhost');
  };
  const tls = (address: string, change: Partial<ConnectionSettings> = {}) => opened(settingsFor(address, { plaintext: false, ...change }));

  it('trusts the authorities of the CA file', async () => {
    expect(await get(tls(await secure(), { caFile: path.join(tlsDir, 'cert.pem') }))).toMatchObject({ computeInstanceId: 'vm' });
  });

  it('refuses a server that no authority vouches for, before anything is sent', async () => {
    expect(await failureOf(create(tls(await secure())))).toMatchObject({ status: 'UNAVAILABLE', mayHaveBeenSent: false, message: expect.stringMatching(/certificate/) });
  });

  it('takes any certificate where the person running the command says so', async () => {
    expect(await get(tls(await secure(), { insecure: true }))).toMatchObject({ computeInstanceId: 'vm' });
  });

  it('does not get through to a server without TLS', async () => {
    const service = await serving({ 'ResourceService.Get': found });
    expect(await failureOf(create(tls(service.address.replace('127.0.0.1', 'localhost'))))).toMatchObject({ status: 'UNAVAILABLE', mayHaveBeenSent: false });
    expect(service.seen).toEqual([]);
  });
});

describe('settings', () => {
  const codes = (change: Partial<ConnectionSettings>): string[] => {
    const outcome = connect(settingsFor('127.0.0.1:1', change), { clock: systemClock(), random: seededRandom() });
    if (outcome.ok) outcome.value.close();
    return outcome.diagnostics.map(({ code }) => code);
  };
  let dir: string;
  beforeEach(() => { dir = mkdtempSync(path.join(tmpdir(), 'ca-')); });
  afterEach(() => rmSync(dir, { recursive: true }));

  it.each<[string, () => Partial<ConnectionSettings>, string[]]>([
    ['all is well', () => ({}), []],
    ['everything is wrong: all of it is told', () => ({ backupEndpoint: 'evil.example', operationEndpoint: 'x:y', credentials: { kind: 'token', token: 'y0_secret' }, caFile: '/none' }),
      ['api_endpoint_untrusted', 'api_endpoint_invalid', 'api_token_oauth', 'api_ca_file_unreadable']],
    ['discovery is elsewhere', () => ({ backupEndpoint: undefined, endpoint: 'evil.example:443', plaintext: false }), ['api_endpoint_untrusted']],
    ['the key file is missing', () => ({ credentials: { kind: 'service-account-key', pathOrContent: path.join(dir, 'none') } }), ['api_key_file_unreadable']],
    ['the CA file is no PEM', () => { writeFileSync(path.join(dir, 'ca'), 'x'); return { caFile: path.join(dir, 'ca') }; }, ['api_ca_file_unreadable']],
    ['the CA file has no whole certificate', () => {
      writeFileSync(path.join(dir, 'ca'), '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
      return { caFile: path.join(dir, 'ca') };
    }, ['api_ca_file_unreadable']],
    ['the metadata service has a URL', () => ({ credentials: { kind: 'metadata', address: 'http://169.254.169.254' } }), ['api_endpoint_invalid']],
    ['plaintext goes to services of this machine, and the unused discovery is elsewhere', () => ({ plaintext: true, endpoint: undefined }), []],
    ['plaintext and discovery of the cloud', () => ({ plaintext: true, backupEndpoint: undefined }), ['api_plaintext_refused']],
  ])('are judged without a call: %s', (_, change, expected) => {
    expect(codes(change())).toEqual(expected);
  });
});
