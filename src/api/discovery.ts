import { diagnostic, type Diagnostic } from '../diagnostics';
import type { EndpointAddress } from './endpoint-address';
import { ApiError } from './errors';
import { trustedEndpoint, type TrustSettings } from './trust';

/** The services that this client talks to, by their ids in discovery. */
export type ServiceId = 'backup' | 'operation' | 'iam';
export type ServiceAddresses = Readonly<Partial<Record<ServiceId, EndpointAddress>>>;

const METHOD = 'ApiEndpointService.List';

/**
 * The addresses of `wanted` in what discovery at `endpoint` answered, judged like any other endpoint: an answer cannot
 * widen where credentials go, nor can one from elsewhere point at this machine. Throws an `ApiError` with a diagnostic.
 */
export function chooseEndpoints(
  listed: ReadonlyMap<string, string>, wanted: readonly ServiceId[], endpoint: EndpointAddress, trust: TrustSettings,
): ServiceAddresses {
  const missing = wanted.filter((id) => !listed.has(id));
  if (missing.length > 0) {
    const settings = missing.map((id) => `${id}_endpoint`).join(', ');
    throw unusable(diagnostic('api_discovery_no_backup', `Discovery at ${endpoint.text} lists ${listed.size} services and no ${missing.map((id) => `"${id}"`).join(', ')}. `
      + `Check the endpoint: it must be that of a cloud with Cloud Backup. Or set ${settings}.`));
  }
  const chosen: Partial<Record<ServiceId, EndpointAddress>> = {};
  for (const id of wanted) {
    const text = listed.get(id) ?? '';
    const judged = trustedEndpoint(`${id}, from discovery at ${endpoint.text}`, text, trust);
    if (!judged.ok) throw unusable(untrusted(judged.diagnostics[0]?.detail ?? ''));
    if (judged.value.loopback && !endpoint.loopback) {
      throw unusable(untrusted(`Discovery at ${endpoint.text} says that the service "${id}" is on this machine (${judged.value.text}).`));
    }
    chosen[id] = judged.value;
  }
  return chosen;
}

function untrusted(detail: string): Diagnostic {
  return diagnostic('api_discovery_untrusted', `${detail} What discovery answers cannot widen where credentials travel. `
    + 'Check the endpoint; if the address is right, set it as the endpoint of that service and allow its host.');
}

function unusable(told: Diagnostic): ApiError {
  return new ApiError({ status: 'UNAVAILABLE', method: METHOD, message: told.detail, fromServer: false, mayHaveBeenSent: false, diagnostic: told });
}
