import { diagnostic, judged, type Diagnostic, type Outcome } from '../../../diagnostics';
import type { HttpTls } from '../../http-call';
import type { HttpSettings } from '../http';
import { switchOf, textOf } from './read';
import type { BackendSchema, SettingValues } from './schema';

export const HTTP_SCHEMA: BackendSchema = {
  address: { type: 'string', env: ['TF_HTTP_ADDRESS'] },
  update_method: { type: 'string', env: ['TF_HTTP_UPDATE_METHOD'] },
  lock_address: { type: 'string', env: ['TF_HTTP_LOCK_ADDRESS'] },
  unlock_address: { type: 'string', env: ['TF_HTTP_UNLOCK_ADDRESS'] },
  lock_method: { type: 'string', env: ['TF_HTTP_LOCK_METHOD'] },
  unlock_method: { type: 'string', env: ['TF_HTTP_UNLOCK_METHOD'] },
  username: { type: 'string', env: ['TF_HTTP_USERNAME'] },
  password: { type: 'string', env: ['TF_HTTP_PASSWORD'], secret: true },
  skip_cert_verification: { type: 'bool' },
  retry_max: { type: 'number', env: ['TF_HTTP_RETRY_MAX'] },
  retry_wait_min: { type: 'number', env: ['TF_HTTP_RETRY_WAIT_MIN'] },
  retry_wait_max: { type: 'number', env: ['TF_HTTP_RETRY_WAIT_MAX'] },
  client_ca_certificate_pem: { type: 'string', env: ['TF_HTTP_CLIENT_CA_CERTIFICATE_PEM'] },
  client_certificate_pem: { type: 'string', env: ['TF_HTTP_CLIENT_CERTIFICATE_PEM'] },
  client_private_key_pem: { type: 'string', env: ['TF_HTTP_CLIENT_PRIVATE_KEY_PEM'], secret: true },
};

/** Waits in seconds, repetitions after the first attempt: Terraform's defaults. */
const RETRY = { retry_max: 2, retry_wait_min: 1, retry_wait_max: 30 };

/** Settings and TLS of the http backend, from its arguments and TF_HTTP_* variables. */
export function httpSettings(values: SettingValues, env: Readonly<Record<string, string | undefined>>): Outcome<{ readonly settings: HttpSettings; readonly tls: HttpTls }> {
  const problems: Diagnostic[] = [];
  const text = (name: string): string | undefined => textOf(HTTP_SCHEMA, values, env, name);
  const url = (name: string): URL | undefined => {
    const written = text(name);
    if (written === undefined) return undefined;
    const parsed = URL.canParse(written) ? new URL(written) : undefined;
    if (parsed !== undefined && (parsed.protocol === 'http:' || parsed.protocol === 'https:')) return parsed;
    problems.push(diagnostic('backend_settings', `"${name}" of backend "http" must be an HTTP address: http:// or https://, a host and a path.`));
    return undefined;
  };
  const count = (name: keyof typeof RETRY): number => {
    const written = text(name);
    if (written === undefined) return RETRY[name];
    if (/^\d{1,6}$/.test(written)) return Number(written);
    problems.push(diagnostic('backend_settings', `"${name}" of backend "http" must be a whole number, 0 or more.`));
    return 0;
  };
  if (text('address') === undefined) problems.push(diagnostic('backend_settings', 'Backend "http" needs "address", where the state is read and written. Write it into the block, give it to init with -backend-config, or set TF_HTTP_ADDRESS.'));
  const cert = text('client_certificate_pem');
  const key = text('client_private_key_pem');
  if ((cert === undefined) !== (key === undefined)) problems.push(diagnostic('backend_settings', 'Backend "http" needs client_certificate_pem and client_private_key_pem together, or neither.'));
  const address = url('address');
  const settings: HttpSettings = {
    address: address ?? new URL('http://nowhere.invalid'),
    updateMethod: (text('update_method') ?? 'POST').toUpperCase(),
    lockAddress: url('lock_address'), lockMethod: (text('lock_method') ?? 'LOCK').toUpperCase(),
    unlockAddress: url('unlock_address'), unlockMethod: (text('unlock_method') ?? 'UNLOCK').toUpperCase(),
    username: text('username'), password: text('password'),
    retry: { max: count('retry_max'), waitMinMs: count('retry_wait_min') * 1_000, waitMaxMs: count('retry_wait_max') * 1_000 },
  };
  return judged({ settings, tls: { ca: text('client_ca_certificate_pem'), cert, key, insecure: switchOf(HTTP_SCHEMA, values, env, 'skip_cert_verification') } }, problems);
}
