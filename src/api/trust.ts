import { diagnostic, fail, ok, type Outcome, type Place } from '../diagnostics';
import { parseAddress, type EndpointAddress } from './endpoint-address';

/** Where the cloud's own API lives, region by region. */
const ZONES = ['api.cloud.yandex.net', 'api.yandexcloud.kz'];

/** What the person running the command allows; never from a configuration. */
export interface TrustSettings {
  /** Hosts, or `host:port`, beyond the cloud's own and loopback. */
  readonly allowedHosts: readonly string[];
  readonly plaintext: boolean;
}

/** An endpoint of the cloud's own, by its name. */
export function isCloudHost(host: string): boolean {
  return ZONES.some((zone) => host === zone || host.endsWith(`.${zone}`));
}

/**
 * An endpoint that calls may go to, and credentials with them: the cloud's own, loopback, or allowed by name; without
 * TLS only the last two. `setting` names it in messages (`backup_endpoint`).
 */
export function trustedEndpoint(setting: string, text: string, trust: TrustSettings, place: Place = {}): Outcome<EndpointAddress> {
  const parsed = parseAddress(text);
  if (!parsed.ok) {
    return fail(diagnostic('api_endpoint_invalid', `The endpoint "${text.slice(0, 300)}" (${setting}) cannot be used: ${parsed.reason}. `
      + 'Write host:port, such as api.cloud.yandex.net:443.', place));
  }
  const { address } = parsed;
  const allowed = isAllowed(address, trust);
  if (!address.loopback && !allowed && !isCloudHost(address.host)) {
    return fail(diagnostic('api_endpoint_untrusted', `The host "${address.host}" (${setting}) is neither one of the cloud's API hosts nor loopback, `
      + `so no call is made and no credential goes there. Correct the endpoint, or, if you trust that host, allow it with -allow-host=${address.host} or HOLDFAST_ALLOWED_HOSTS; `
      + 'a configuration cannot.', place));
  }
  if (trust.plaintext && !address.loopback && !allowed) {
    return fail(diagnostic('api_plaintext_refused', `Calls to "${address.text}" (${setting}) would travel without TLS, credentials included. `
      + `Plaintext (YC_PLAINTEXT or -plaintext) is for this machine. Leave it out, or allow the host with -allow-host=${address.host} or HOLDFAST_ALLOWED_HOSTS.`, place));
  }
  return ok(address);
}

function isAllowed(address: EndpointAddress, trust: TrustSettings): boolean {
  return trust.allowedHosts.some((entry) => {
    const wanted = entry.trim().toLowerCase();
    return wanted === address.host || wanted === address.text || wanted === `[${address.host}]`;
  });
}
