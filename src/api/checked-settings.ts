import { diagnostic, fail, ok, type Diagnostic, type Outcome } from '../diagnostics';
import type { ServiceId } from './discovery';
import { parseAddress, type EndpointAddress } from './endpoint-address';
import { readServiceAccountKey } from './key-file';
import type { Clock, ConnectionSettings, Credentials, Random } from './ports';
import type { ServiceAccountKey } from './service-account';
import { readCaFile } from './tls';
import { judgeToken } from './token-text';
import { trustedEndpoint } from './trust';

export interface ConnectPorts {
  readonly clock: Clock;
  readonly random: Random;
  /** Such as `holdfast/0.1.0`. */
  readonly userAgent?: string;
}

/** Settings that were judged: addresses parsed, files read, nothing reached yet. */
export interface CheckedSettings {
  readonly discovery: EndpointAddress;
  readonly fixed: Readonly<Partial<Record<ServiceId, EndpointAddress>>>;
  readonly credentials: CheckedCredentials;
  readonly ca: Buffer | undefined;
  readonly settings: ConnectionSettings;
}

export type CheckedCredentials =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'service-account-key'; readonly key: ServiceAccountKey }
  | { readonly kind: 'metadata'; readonly address: string }
  | { readonly kind: 'none' };

const DISCOVERY = 'api.cloud.yandex.net:443';

/** Judges the settings of a connection; reads the key and CA files. */
export function checkSettings(settings: ConnectionSettings): Outcome<CheckedSettings> {
  const problems: Diagnostic[] = [];
  const take = <T>(outcome: Outcome<T>): T | undefined => {
    problems.push(...outcome.diagnostics);
    return outcome.ok ? outcome.value : undefined;
  };
  const endpoint = (name: string, text: string | undefined): EndpointAddress | undefined =>
    (text === undefined ? undefined : take(trustedEndpoint(name, text, settings, { attribute: name })));

  const backup = endpoint('backup_endpoint', settings.backupEndpoint);
  const operation = endpoint('operation_endpoint', settings.operationEndpoint);
  const iam = endpoint('iam_endpoint', settings.iamEndpoint);
  // The default is not judged where it is not used: plaintext for overridden services says nothing about it.
  const used = settings.endpoint !== undefined || settings.backupEndpoint === undefined || settings.operationEndpoint === undefined
    || (settings.credentials.kind === 'service-account-key' && settings.iamEndpoint === undefined);
  const discovery = used ? endpoint('endpoint', settings.endpoint ?? DISCOVERY) : defaultDiscovery();
  const credentials = take(checkCredentials(settings.credentials));
  const ca = take(readCaFile(settings.caFile));
  if (problems.length > 0 || discovery === undefined || credentials === undefined) return fail(...problems);
  const fixed = { ...(backup && { backup }), ...(operation && { operation }), ...(iam && { iam }) };
  return ok({ discovery, fixed, credentials, ca, settings });
}

function defaultDiscovery(): EndpointAddress | undefined {
  const parsed = parseAddress(DISCOVERY);
  return parsed.ok ? parsed.address : undefined;
}

function checkCredentials(credentials: Credentials): Outcome<CheckedCredentials> {
  switch (credentials.kind) {
    case 'token': {
      const problem = judgeToken(credentials.token);
      return problem === undefined ? ok(credentials) : fail(problem);
    }
    case 'service-account-key': {
      const key = readServiceAccountKey(credentials.pathOrContent);
      return key.ok ? ok({ kind: 'service-account-key', key: key.value }) : key;
    }
    case 'metadata': {
      const parsed = parseAddress(credentials.address, 80, true);
      return parsed.ok ? ok(credentials) : fail(diagnostic('api_endpoint_invalid',
        `The address of the metadata service "${credentials.address.slice(0, 300)}" cannot be used: ${parsed.reason}. Write host or host:port in YC_METADATA_ADDR.`));
    }
    case 'none':
      return ok(credentials);
  }
}
