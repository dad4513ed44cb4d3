import type { ConnectionSettings } from '../../src/api';

/** Every service at `address`, in plaintext, with a token and a single attempt. */
export function settingsFor(address: string | undefined, change: Partial<ConnectionSettings> = {}): ConnectionSettings {
  return {
    endpoint: undefined, backupEndpoint: address, operationEndpoint: address, iamEndpoint: address, credentials: { kind: 'token', token: 't1.test.token' },
    plaintext: true, insecure: false, caFile: undefined, allowedHosts: [], maxRetries: 1, requestsPerSecond: undefined, ...change,
  };
}
