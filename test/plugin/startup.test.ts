import { X509Certificate, createPublicKey } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { makeCertificate } from '../../src/plugin';
import { certificateOf } from '../../src/plugin/adapter-sockets';
import { handshakeLine, MAGIC, readStartup } from '../../src/plugin/startup';
import { jsonLog, wantedLevel } from '../../src/plugin/log';
import { panicText } from '../../src/plugin/panic';
import { integer, oid, time } from '../../src/plugin/der';
import { BUNDLE } from './support/terraform';

const cookie = { [MAGIC.name]: MAGIC.value };

describe('what the environment asks', () => {
  it('without the cookie nobody but a person started it', () => {
    expect(readStartup({})).toEqual({ kind: 'by-hand' });
    expect(readStartup({ [MAGIC.name]: 'other' })).toEqual({ kind: 'by-hand' });
  });
  it.each([['5,6', 6], ['6,5', 6], ['5', 5], ['4,5', 5], ['6', 6], ['7,6', 6], ['', 6]])('of the versions %j it speaks %d', (offered, version) => {
    expect(readStartup({ ...cookie, PLUGIN_PROTOCOL_VERSIONS: offered })).toMatchObject({ kind: 'serve', version });
  });
  it('a client certificate, ports, a folder for sockets and multiplexing are taken as they are', () => {
    expect(readStartup({ ...cookie, PLUGIN_CLIENT_CERT: 'PEM', PLUGIN_MIN_PORT: '1000', PLUGIN_MAX_PORT: 'x', PLUGIN_UNIX_SOCKET_DIR: '/s', PLUGIN_MULTIPLEX_GRPC: 'true' }))
      .toMatchObject({ clientCertificate: 'PEM', ports: { least: 1000, most: 25000 }, socketDir: '/s', multiplexed: true });
    expect(readStartup(cookie)).toMatchObject({ clientCertificate: undefined, ports: { least: 10000, most: 25000 }, socketDir: undefined, multiplexed: false });
  });
  it('the program says so on stderr alone, and ends with 1', () => {
    const run = spawnSync(process.execPath, [BUNDLE], { env: {}, encoding: 'utf8' });
    expect({ status: run.status, stdout: run.stdout }).toEqual({ status: 1, stdout: '' });
    expect(run.stderr).toContain('This program is a plugin');
  });
});

describe('the handshake line', () => {
  it('has the certificate in base64 without padding', () => {
    const line = handshakeLine({ version: 6, network: 'unix', address: '/tmp/s', certificate: Buffer.from('a'), multiplexed: false });
    expect(line).toBe('1|6|unix|/tmp/s|grpc|YQ\n');
  });
  it('has an empty field without TLS, and a seventh one where it is asked for', () => {
    expect(handshakeLine({ version: 5, network: 'tcp', address: '127.0.0.1:1', certificate: undefined, multiplexed: true })).toBe('1|5|tcp|127.0.0.1:1|grpc||true\n');
  });
});

describe('the certificate', () => {
  const now = Date.UTC(2026, 10, 23, 12, 0, 0);
  const made = makeCertificate(now);
  const read = new X509Certificate(made.der);
  it('is what it says to an independent reader', () => {
    expect(read.subject).toBe('CN=localhost\nO=Holdfast');
    expect(read.subjectAltName).toBe('DNS:localhost');
    expect(read.ca).toBe(true);
    expect(read.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.1']);
    expect(read.verify(read.publicKey)).toBe(true);
    expect(new Date(read.validFrom).getTime()).toBe(now - 30_000);
    expect(new Date(read.validTo).getFullYear()).toBe(2056);
    expect(createPublicKey(made.keyPem).export({ type: 'spki', format: 'der' })).toEqual(read.publicKey.export({ type: 'spki', format: 'der' }));
    expect(read.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
  });
  it('is another one for each process', () => {
    const other = new X509Certificate(makeCertificate(now).der);
    expect(other.serialNumber).not.toBe(read.serialNumber);
    expect(other.fingerprint256).not.toBe(read.fingerprint256);
  });
  it('is written by the rules of DER', () => {
    expect(integer(Buffer.from([0x00, 0x00, 0x80])).toString('hex')).toBe('02020080');
    expect(integer(Buffer.from([0, 0])).toString('hex')).toBe('020100');
    expect(oid('1.2.840.10045.4.3.2').toString('hex')).toBe('06082a8648ce3d040302');
    expect(time(Date.UTC(2049, 11, 31)).toString()).toContain('491231000000Z');
    expect(time(Date.UTC(2050, 0, 1)).toString()).toContain('20500101000000Z');
  });
});

describe('the certificate of the one client', () => {
  const [one, two] = [makeCertificate(0), makeCertificate(0)].map((made) => made.certPem.toString());
  it('is taken out of its text in PEM, whatever stands around it', () => {
    const pem = makeCertificate(0);
    expect(certificateOf(`left over\r\n${pem.certPem.toString().replaceAll('\n', '\r\n')}\n`)).toEqual(pem.der);
  });
  it.each<[string, string, RegExp]>([
    ['nothing that is one', 'no certificate at all', /^PLUGIN_CLIENT_CERT has no certificate in PEM$/],
    ['a key instead', '-----BEGIN EC PRIVATE KEY-----\nAA==\n-----END EC PRIVATE KEY-----\n', /has no certificate/],
    ['two, of which nobody could tell the right one', `${one}${two}`, /^PLUGIN_CLIENT_CERT has more than one certificate in PEM$/],
  ])('is refused: %s', (_what, text, words) => {
    expect(() => certificateOf(text)).toThrow(words);
  });
});

describe('the log', () => {
  const lines: string[] = [];
  const log = (env: object) => jsonLog((line) => lines.push(line), () => 1.5e12, wantedLevel(env as NodeJS.ProcessEnv));
  beforeEach(() => { lines.length = 0; });
  it('has times with microseconds, which Terraform alone parses', () => {
    log({ TF_LOG_PROVIDER: 'info' })('info', 'hello', { step: 'x' });
    expect(JSON.parse(lines[0] ?? '')).toEqual({ '@level': 'info', '@message': 'hello', '@module': 'provider', '@timestamp': '2017-07-14T02:40:00.000000Z', step: 'x' });
  });
  it('says no more than TF_LOG_PROVIDER wants, and nothing when nobody wants it', () => {
    log({ TF_LOG_PROVIDER: 'warn', TF_LOG: 'trace' })('info', 'hello');
    log({})('error', 'hello');
    log({ TF_LOG: 'off' })('error', 'hello');
    expect(lines).toEqual([]);
    log({ TF_LOG: 'json' })('trace', 'x'.repeat(100_000));
    expect((lines[0] ?? '').length).toBeLessThan(65_536);
  });
});

it('a crash is told in the form that Terraform looks for', () => {
  const error = new Error('first line\nsecond');
  expect(panicText(error)).toMatch(/^panic: first line\n\ngoroutine 1 \[running\]:\nError: first line\nsecond\n {4}at /);
  expect(panicText('text')).toBe('panic: text\n\ngoroutine 1 [running]:\ntext\n');
});
