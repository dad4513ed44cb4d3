import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { bits, explicit, implicit, integer, octets, oid, sequence, setOf, time, utf8, yes } from './der';

export interface ServerCertificate {
  /** DER, as the handshake tells it. */
  readonly der: Buffer;
  readonly certPem: Buffer;
  readonly keyPem: Buffer;
}

const ECDSA_SHA256 = '1.2.840.10045.4.3.2';
const SECOND = 1000;
/** As long as Terraform's own: nothing outlives the process. */
const LIFE_MS = 262_980 * 3600 * SECOND;

/**
 * A self-signed certificate of this process alone, for localhost: an EC key on P-256, never written anywhere. Of the same shape
 * as the one that Terraform makes for its side, so that both check each other. `now`: milliseconds since 1970.
 */
export function makeCertificate(now: number): ServerCertificate {
  const keys = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const name = sequence(
    setOf(sequence(oid('2.5.4.3'), utf8('localhost'))),
    setOf(sequence(oid('2.5.4.10'), utf8('Holdfast'))),
  );
  const algorithm = sequence(oid(ECDSA_SHA256));
  const extension = (id: string, critical: boolean, content: Buffer): Buffer => sequence(oid(id), ...(critical ? [yes()] : []), octets(content));
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(serial()),
    algorithm,
    name,
    sequence(time(now - 30 * SECOND), time(now + LIFE_MS)),
    name,
    keys.publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(
      // Digital signature, key encipherment, key agreement, certificate signing.
      extension('2.5.29.15', true, bits(Buffer.from([0b1010_1100]), 2)),
      // For servers and for clients.
      extension('2.5.29.37', false, sequence(oid('1.3.6.1.5.5.7.3.2'), oid('1.3.6.1.5.5.7.3.1'))),
      extension('2.5.29.19', true, sequence(yes())),
      extension('2.5.29.17', false, sequence(implicit(2, Buffer.from('localhost')))),
    )),
  );
  const der = sequence(body, algorithm, bits(sign('sha256', body, { key: keys.privateKey, dsaEncoding: 'der' })));
  return { der, certPem: Buffer.from(pem(der)), keyPem: Buffer.from(keys.privateKey.export({ type: 'sec1', format: 'pem' })) };
}

function serial(): Buffer {
  const bytes = randomBytes(16);
  bytes[0] = (bytes[0] ?? 0) & 0x7f | 0x01;
  return bytes;
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
