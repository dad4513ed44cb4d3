/** An address as `host:port` and nothing else, in the one spelling that it has. */
export interface EndpointAddress {
  /** Lower case; an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
  readonly loopback: boolean;
  /** `host:port`, with brackets where needed. */
  readonly text: string;
}

export type ParsedAddress = { readonly ok: true; readonly address: EndpointAddress } | { readonly ok: false; readonly reason: string };

const LONGEST = 300;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Reads `host` or `host:port` (port 443 when missing). Everything by which one address could be shown and another be
 * reached is refused: schemes, user names, paths, IDN, trailing dots, numbers that are not plain dotted decimal.
 * `linkLocal` lets 169.254.0.0/16 pass: only the metadata service lives there.
 */
export function parseAddress(text: string, defaultPort = 443, linkLocal = false): ParsedAddress {
  const no = (reason: string): ParsedAddress => ({ ok: false, reason });
  if (text === '') return no('it is empty');
  if (text.length > LONGEST) return no('it is too long');
  if (!/^[\x21-\x7e]+$/.test(text)) return no('it has characters other than printable ASCII');
  if (text.includes('://') || /^(unix|unix-abstract|xds|dns|ipv4|ipv6|vsock):/i.test(text)) return no('it has a scheme');
  if (text.includes('@')) return no('it has a user name');
  if (/[/?#\\%,;]/.test(text)) return no('it has more than a host and a port');

  const parts = /^(?:\[([^\][]*)\]|([^:[\]]*))(?::([^:]*))?$/.exec(text);
  if (parts === null) return no('it is not host:port (an IPv6 address needs brackets)');
  const [, ipv6, name = '', portText] = parts;
  const port = portText === undefined ? defaultPort : Number(portText);
  if (portText !== undefined && (!/^[1-9]\d{0,4}$/.test(portText) || port > 65_535)) return no('its port is not a number from 1 to 65535');

  if (ipv6 !== undefined) {
    const host = canonicalIpv6(ipv6);
    if (host === undefined) return no('its IPv6 address is malformed');
    if (host === '::') return no('it names no particular host');
    if (host.startsWith('::ffff:') || host.startsWith('64:ff9b:')) return no('it is an IPv4 address in disguise');
    if (/^fe[89ab]/.test(host)) return no('it is a link-local address');
    return { ok: true, address: { host, port, loopback: host === '::1', text: `[${host}]:${port}` } };
  }

  const host = name.toLowerCase();
  const labels = host.split('.');
  if (labels.some((label) => !LABEL.test(label))) return no(host.endsWith('.') ? 'its host ends in a dot' : 'its host name is malformed');
  if (labels.some((label) => label.startsWith('xn--'))) return no('its host name is not plain ASCII (xn--)');
  const last = labels[labels.length - 1] ?? '';
  // What a resolver may take for a number must be one in the usual form.
  if (/^(\d+|0x[0-9a-f]*)$/.test(last)) {
    if (!isIpv4(host)) return no('its host is a number that is not a plain IPv4 address');
    if (host.startsWith('0.')) return no('it names no particular host');
    if (host.startsWith('169.254.') && !linkLocal) return no('it is a link-local address');
    return { ok: true, address: { host, port, loopback: host.startsWith('127.'), text: `${host}:${port}` } };
  }
  return { ok: true, address: { host, port, loopback: host === 'localhost', text: `${host}:${port}` } };
}

function isIpv4(host: string): boolean {
  const parts = host.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

function canonicalIpv6(text: string): string | undefined {
  if (!/^[0-9a-f:.]+$/i.test(text) || !text.includes(':')) return undefined;
  try {
    return new URL(`http://[${text}]/`).hostname.slice(1, -1);
  } catch {
    return undefined;
  }
}
