import type { Credentials } from '../../api';
import { diagnostic, type Diagnostic } from '../../diagnostics';
import type { Value } from '../../values';
import { textArg, UNKNOWN } from '../fields';

const METADATA_ADDRESS = '169.254.169.254';

/**
 * The credentials to use. What the configuration sets wins over the environment; within each, token and key exclude
 * each other. Without either: the metadata service of the machine.
 */
export function chooseCredentials(config: Value, env: (name: string) => string | undefined): { readonly value: Credentials; readonly diagnostics: readonly Diagnostic[] } {
  const written = (name: string): string | undefined => {
    const value = textArg(config, name);
    return value === UNKNOWN || value === '' ? undefined : value;
  };
  const configured = pick(written('token'), written('service_account_key_file'));
  if (configured !== undefined) return { value: configured, diagnostics: [] };
  const token = env('YC_TOKEN');
  const key = env('YC_SERVICE_ACCOUNT_KEY_FILE');
  if (token !== undefined && key !== undefined) {
    return {
      value: { kind: 'none' },
      diagnostics: [diagnostic('provider_credentials_conflict', 'Both YC_TOKEN and YC_SERVICE_ACCOUNT_KEY_FILE are set in the environment, and only one can be used. Unset one of them.')],
    };
  }
  return { value: pick(token, key) ?? { kind: 'metadata', address: env('YC_METADATA_ADDR') ?? METADATA_ADDRESS }, diagnostics: [] };
}

function pick(token: string | undefined, key: string | undefined): Credentials | undefined {
  if (token !== undefined) return { kind: 'token', token };
  return key === undefined ? undefined : { kind: 'service-account-key', pathOrContent: key };
}
