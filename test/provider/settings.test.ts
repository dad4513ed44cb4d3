import { formatDuration, parseDuration } from '../../src/provider/cloudbackup/duration';
import { judgeConfig, resolveSettings, type CloudbackupFlags, type Environment } from '../../src/provider/cloudbackup/settings';
import { validateResource } from '../../src/provider/cloudbackup/validate';
import { codes, config, UNKNOWN, type Args } from './support/provider';

const resolve = (args: Args = {}, env: Environment = {}, flags: CloudbackupFlags = {}) => resolveSettings(config('provider', '', args), env, flags);
const settled = (...given: Parameters<typeof resolve>) => {
  const settings = resolve(...given);
  if (!settings.ok) throw new Error(settings.diagnostics.map((d) => d.detail).join('\n'));
  return settings.value;
};

describe('durations', () => {
  it.each([['30s', 30_000], ['5m', 300_000], ['1h30m', 5_400_000], ['100ms', 100], ['1.5h', 5_400_000], ['1m500ms', 60_500]])('%s is %d ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });
  it.each(['', '30', 's', '-5s', '0s', '5 m', '1m1h', '5m5m', '1d', '200h', '1e3s', ' 5s', '5s ', '٣s'])('"%s" is none', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
  it.each([[250, '250ms'], [45_000, '45s'], [5_400_000, '1h 30m'], [3_600_000, '1h']])('%d ms is shown as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe('settings', () => {
  it('has the documented defaults', () => {
    expect(settled()).toMatchObject({
      maxDeletes: 10, deletionProtection: true, folderId: undefined,
      operations: { maxOperations: 64, maxOperationsPerInstance: 8, mutationDeadlineMs: 30_000, settleTimeMs: 100_000, readLagMs: 4000 },
      connection: { plaintext: false, insecure: false, allowedHosts: [], maxRetries: 5, requestsPerSecond: undefined, credentials: { kind: 'metadata', address: '169.254.169.254' } },
    });
  });

  it('lets the configuration win over the environment, and a flag over both', () => {
    expect(settled({ folder_id: 'a', endpoint: 'conf:1', max_deletes: 3 }, { YC_FOLDER_ID: 'b', YC_ENDPOINT: 'env:1', HOLDFAST_MAX_DELETES: '7' })).toMatchObject({ folderId: 'a', maxDeletes: 3, connection: { endpoint: 'conf:1' } });
    expect(settled({}, { YC_FOLDER_ID: 'b', YC_ENDPOINT: 'env:1', HOLDFAST_MAX_DELETES: '7' })).toMatchObject({ folderId: 'b', maxDeletes: 7, connection: { endpoint: 'env:1' } });
    expect(settled({ endpoint: 'conf:1', max_deletes: 3 }, {}, { endpoint: 'flag:1', maxDeletes: 99 })).toMatchObject({ maxDeletes: 99, connection: { endpoint: 'flag:1' } });
  });

  it.each([['plaintext', { plaintext: true }], ['insecure', { insecure: true }], ['ca_file', { ca_file: '/ca.pem' }]])('takes %s from no configuration, and says so', (_name, args) => {
    const settings = resolve(args);
    expect(codes(settings.diagnostics)).toEqual(['provider_setting_ineffective']);
    expect(settings.ok && settings.value.connection).toMatchObject({ plaintext: false, insecure: false, caFile: undefined });
  });

  it('takes them from the environment, and is silent then', () => {
    const settings = resolve({ plaintext: true, insecure: true }, { YC_PLAINTEXT: '1', YC_INSECURE: 'true', HOLDFAST_CA_FILE: '/ca.pem' });
    expect(settings.diagnostics).toEqual([]);
    expect(settings.ok && settings.value.connection).toMatchObject({ plaintext: true, insecure: true, caFile: '/ca.pem' });
  });

  it('a configuration allows no host', () => {
    expect(settled({ endpoint: 'evil.example:443' }).connection.allowedHosts).toEqual([]);
    expect(settled({}, { HOLDFAST_ALLOWED_HOSTS: 'a.example, b.example,' }).connection.allowedHosts).toEqual(['a.example', 'b.example']);
    expect(settled({}, { HOLDFAST_ALLOWED_HOSTS: 'a.example' }, { allowedHosts: ['c.example'] }).connection.allowedHosts).toEqual(['c.example', 'a.example']);
    expect(settled({}, { HOLDFAST_ALLOWED_HOSTS: 'a.example' }, { allowedHosts: [] }).connection.allowedHosts).toEqual(['a.example']);
  });

  it.each([
    ['a token and a key in the configuration', { token: 't', service_account_key_file: 'k' }, {}, 'provider_credentials_conflict'],
    ['a token and a key in the environment', {}, { YC_TOKEN: 't', YC_SERVICE_ACCOUNT_KEY_FILE: 'k' }, 'provider_credentials_conflict'],
    ['no duration', { settle_time: 'soon' }, {}, 'provider_setting_invalid'],
    ['a number out of range', { max_operations: 0 }, {}, 'provider_setting_invalid'],
    ['a fraction', { max_deletes: 1.5 }, {}, 'provider_setting_invalid'],
    ['a switch that is neither', {}, { YC_PLAINTEXT: 'maybe' }, 'provider_setting_invalid'],
    ['a limit that is no number', {}, { HOLDFAST_MAX_DELETES: 'many' }, 'provider_setting_invalid'],
    ['a folder that is none', {}, { YC_FOLDER_ID: 'a/b' }, 'provider_setting_invalid'],
  ] as const)('refuses %s', (_sentence, args, env, code) => {
    expect(codes(resolve(args, env).diagnostics)).toEqual([code]);
  });

  it('prefers what the configuration sets where the environment sets the other', () => {
    expect(settled({ service_account_key_file: 'k' }, { YC_TOKEN: 't' }).connection.credentials).toEqual({ kind: 'service-account-key', pathOrContent: 'k' });
    expect(settled({}, { YC_TOKEN: 't' }).connection.credentials).toEqual({ kind: 'token', token: 't' });
  });

  it('never puts a credential into a diagnostic', () => {
    const told = JSON.stringify(resolve({ token: 'SECRET-1', service_account_key_file: 'SECRET-2' }, { YC_TOKEN: 'SECRET-3', YC_SERVICE_ACCOUNT_KEY_FILE: 'SECRET-4' }).diagnostics);
    expect(told).not.toContain('SECRET');
  });

  it('judges what is known of a configuration and lets the rest pass', () => {
    expect(judgeConfig(config('provider', '', { folder_id: UNKNOWN, read_lag: 'x' }))).toMatchObject([{ code: 'provider_setting_invalid', attribute: 'read_lag' }]);
  });
});

describe('arguments', () => {
  const cases: readonly (readonly [sentence: string, type: string, args: Args, attribute: string | undefined])[] = [
    ['all right', 'cloudbackup_resource', { compute_instance_id: 'vm' }, undefined],
    ['an id of 50 characters', 'cloudbackup_resource', { compute_instance_id: 'a'.repeat(50) }, undefined],
    ['an id of 51 characters', 'cloudbackup_resource', { compute_instance_id: 'a'.repeat(51) }, 'compute_instance_id'],
    ['an empty id', 'cloudbackup_resource', { compute_instance_id: '' }, 'compute_instance_id'],
    ['an id with a slash', 'cloudbackup_resource', { compute_instance_id: 'a/b' }, 'compute_instance_id'],
    ['a folder with a newline', 'cloudbackup_resource', { compute_instance_id: 'a', folder_id: 'f\n' }, 'folder_id'],
    ['an unknown id', 'cloudbackup_resource', { compute_instance_id: UNKNOWN }, undefined],
    ['another on_destroy', 'cloudbackup_resource', { compute_instance_id: 'a', on_destroy: 'explode' }, 'on_destroy'],
    ['no duration', 'cloudbackup_resource', { compute_instance_id: 'a', timeouts: { delete: '10 minutes' } }, 'timeouts.delete'],
    ['a relative path', 'cloudbackup_directory', { compute_instance_id: 'a', path: 'srv' }, 'path'],
    ['the root', 'cloudbackup_directory', { compute_instance_id: 'a', path: '/' }, 'path'],
    ['a drive', 'cloudbackup_directory', { compute_instance_id: 'a', path: 'D:\\' }, 'path'],
  ];
  it.each(cases)('%s', (_sentence, type, args, attribute) => {
    expect(validateResource('managed', type, config('managed', type, args)).map((d) => d.attribute)).toEqual(attribute === undefined ? [] : [attribute]);
  });
});
