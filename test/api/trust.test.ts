import fc from 'fast-check';
import { chooseEndpoints } from '../../src/api/discovery';
import { parseAddress } from '../../src/api/endpoint-address';
import { ApiError } from '../../src/api';
import { trustedEndpoint, type TrustSettings } from '../../src/api/trust';

const none: TrustSettings = { allowedHosts: [], plaintext: false };

describe('an endpoint', () => {
  it.each<[string, string, boolean]>([
    ['api.cloud.yandex.net:443', 'api.cloud.yandex.net:443', false],
    ['api.cloud.yandex.net', 'api.cloud.yandex.net:443', false],
    ['API.Cloud.Yandex.NET:443', 'api.cloud.yandex.net:443', false],
    ['127.0.0.1:50051', '127.0.0.1:50051', true],
    ['127.9.9.9:1', '127.9.9.9:1', true],
    ['localhost:65535', 'localhost:65535', true],
    ['[::1]:443', '[::1]:443', true],
    ['[0:0:0:0:0:0:0:1]:443', '[::1]:443', true],
    ['[2001:DB8::1]:443', '[2001:db8::1]:443', false],
    ['10.0.0.1:443', '10.0.0.1:443', false],
  ])('%s is %s', (text, expected, loopback) => {
    const parsed = parseAddress(text);
    expect(parsed.ok && { text: parsed.address.text, loopback: parsed.address.loopback }).toEqual({ text: expected, loopback });
  });

  it.each<[string, string]>([
    ['nothing', ''], ['a scheme', 'https://api.cloud.yandex.net'], ['a DNS scheme', 'dns:api.cloud.yandex.net'], ['a unix socket', 'unix:/tmp/s'],
    ['an abstract socket', 'unix-abstract:x'], ['xDS', 'xds:///backup'], ['an address scheme', 'ipv4:127.0.0.1:443'], ['a user', 'api.cloud.yandex.net@evil.example:443'],
    ['a user and password', 'a:b@evil.example'], ['a path', 'evil.example/api.cloud.yandex.net'], ['a query', 'evil.example?x=.api.cloud.yandex.net'],
    ['a fragment', 'evil.example#.api.cloud.yandex.net'], ['a backslash', 'evil.example\\.api.cloud.yandex.net'], ['an escape', 'evil%2eexample:443'],
    ['a list', 'a.example,b.example'], ['a trailing dot', 'api.cloud.yandex.net.:443'], ['an empty label', 'api..cloud.yandex.net'],
    ['a Cyrillic letter', 'api.cloud.y\u0430ndex.net'], ['an ideographic dot', 'api.cloud.yandex\u3002net'], ['punycode', 'xn--80ak6aa92e.example'],
    ['a space', ' api.cloud.yandex.net'], ['a line break', 'api.cloud.yandex.net\n'], ['a NUL', 'api.cloud.yandex.net\u0000.evil.example'],
    ['a decimal address', '2130706433:443'], ['a hexadecimal address', '0x7f000001'], ['a hexadecimal part', '0x7f.0.0.0x1'], ['an octal part', '0177.0.0.1'],
    ['a short address', '127.1'], ['a part that is too large', '127.0.0.256'], ['all addresses', '0.0.0.0:443'], ['all IPv6 addresses', '[::]:443'],
    ['the metadata service', '169.254.169.254:80'], ['link-local', '169.254.0.1'], ['link-local IPv6', '[fe80::1]:443'],
    ['mapped IPv4', '[::ffff:169.254.169.254]:80'], ['mapped IPv4 in hexadecimal', '[::ffff:a9fe:a9fe]:80'], ['a translated address', '[64:ff9b::a9fe:a9fe]:80'],
    ['a zone', '[fe80::1%eth0]:443'], ['IPv6 without brackets', '::1:443'], ['port 0', 'localhost:0'], ['a port too large', 'localhost:65536'],
    ['a port with a zero before it', 'localhost:0443'], ['a negative port', 'localhost:-1'], ['no port after the colon', 'localhost:'], ['two ports', 'localhost:1:2'],
    ['a label that ends in a dash', 'a-.example'], ['a label of 64 characters', `${'a'.repeat(64)}.example`], ['far too much text', `${'a.'.repeat(200)}example`],
  ])('with %s is refused', (_, text) => {
    expect(parseAddress(text)).toMatchObject({ ok: false, reason: expect.stringMatching(/./) });
  });

  it('that is taken is written in one way only, and is what it shows', () => {
    const piece = fc.constantFrom('api', 'cloud', 'yandex', 'net', 'evil', '.', ':', '@', '/', '127.0.0.1', '0x7f', '1', '443', '[', ']', '::1', '%', '-', 'xn--', '\u0430');
    fc.assert(fc.property(fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')), (text) => {
      const parsed = parseAddress(text);
      if (!parsed.ok) return;
      expect(parseAddress(parsed.address.text)).toEqual(parsed);
      const url = new URL(`https://${parsed.address.text}/`);
      expect([url.hostname.replace(/^\[|\]$/g, ''), url.username, url.pathname]).toEqual([parsed.address.host, '', '/']);
    }), { numRuns: 2000 });
  });
});

describe('trust', () => {
  const code = (text: string, trust: TrustSettings): string => {
    const judged = trustedEndpoint('endpoint', text, trust);
    return judged.ok ? 'trusted' : judged.diagnostics.map((d) => d.code).join(',');
  };
  it.each<[string, string, TrustSettings, string]>([
    ['the cloud', 'backup.api.cloud.yandex.net:443', none, 'trusted'],
    ['the other region', 'backup.api.yandexcloud.kz:443', none, 'trusted'],
    ['loopback', '127.0.0.1:1', none, 'trusted'],
    ['any other host', 'evil.example:443', none, 'api_endpoint_untrusted'],
    ['a host whose name ends alike', 'evilapi.cloud.yandex.net:443', none, 'api_endpoint_untrusted'],
    ['a host whose name begins alike', 'api.cloud.yandex.net.evil.example', none, 'api_endpoint_untrusted'],
    ['the cloud\'s other hosts', 'storage.yandexcloud.net', none, 'api_endpoint_untrusted'],
    ['a private address', '10.0.0.1:443', none, 'api_endpoint_untrusted'],
    ['a host that was allowed', 'proxy.example:8443', { allowedHosts: ['proxy.example'], plaintext: false }, 'trusted'],
    ['a host and port that were allowed', 'proxy.example:8443', { allowedHosts: ['Proxy.Example:8443'], plaintext: false }, 'trusted'],
    ['another port than was allowed', 'proxy.example:8444', { allowedHosts: ['proxy.example:8443'], plaintext: false }, 'api_endpoint_untrusted'],
    ['a child of a host that was allowed', 'a.proxy.example', { allowedHosts: ['proxy.example'], plaintext: false }, 'api_endpoint_untrusted'],
    ['the metadata service, allowed or not', '169.254.169.254:80', { allowedHosts: ['169.254.169.254'], plaintext: true }, 'api_endpoint_invalid'],
    ['loopback in plaintext', 'localhost:1', { allowedHosts: [], plaintext: true }, 'trusted'],
    ['the cloud in plaintext', 'api.cloud.yandex.net:443', { allowedHosts: [], plaintext: true }, 'api_plaintext_refused'],
    ['an allowed host in plaintext', 'proxy.example:80', { allowedHosts: ['proxy.example'], plaintext: true }, 'trusted'],
  ])('judges %s', (_, text, trust, expected) => {
    expect(code(text, trust)).toBe(expected);
  });
});

describe('what discovery answers', () => {
  const at = (text: string) => { const parsed = parseAddress(text); if (!parsed.ok) throw new Error(parsed.reason); return parsed.address; };
  const cloud = at('api.cloud.yandex.net:443');
  const choose = (listed: Record<string, string>, endpoint = cloud, trust = none) => {
    try {
      return chooseEndpoints(new Map(Object.entries(listed)), ['backup', 'operation'], endpoint, trust);
    } catch (error) {
      if (error instanceof ApiError) return error.diagnostic?.code;
      throw error;
    }
  };

  it('gives the addresses that are wanted', () => {
    expect(choose({ backup: 'backup.api.cloud.yandex.net:443', operation: 'operation.api.cloud.yandex.net:443', x: 'evil.example' }))
      .toMatchObject({ backup: { text: 'backup.api.cloud.yandex.net:443' }, operation: { text: 'operation.api.cloud.yandex.net:443' } });
  });

  it.each<[string, Record<string, string>, string | undefined, string]>([
    ['no backup service', { operation: 'operation.api.cloud.yandex.net:443' }, undefined, 'api_discovery_no_backup'],
    ['nothing', {}, undefined, 'api_discovery_no_backup'],
    ['a host of somebody else', { backup: 'evil.example:443', operation: 'operation.api.cloud.yandex.net:443' }, undefined, 'api_discovery_untrusted'],
    ['the metadata service', { backup: '169.254.169.254:80', operation: 'operation.api.cloud.yandex.net:443' }, undefined, 'api_discovery_untrusted'],
    ['this machine, said from elsewhere', { backup: '127.0.0.1:9', operation: '127.0.0.1:9' }, undefined, 'api_discovery_untrusted'],
    ['a host of somebody else, said by this machine', { backup: 'evil.example:443', operation: '127.0.0.1:9' }, '127.0.0.1:1', 'api_discovery_untrusted'],
    ['junk', { backup: 'https://x', operation: '' }, undefined, 'api_discovery_untrusted'],
  ])('is refused for %s', (_, listed, endpoint, expected) => {
    expect(choose(listed, endpoint === undefined ? cloud : at(endpoint))).toBe(expected);
  });

  it('may name this machine when this machine said it', () => {
    expect(choose({ backup: '127.0.0.1:9', operation: 'localhost:9' }, at('127.0.0.1:1'))).toMatchObject({ backup: { text: '127.0.0.1:9' } });
  });
});
