import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { diagnostic, fail, ok, type Outcome } from '../diagnostics';

const MOST_BYTES = 4 * 1024 * 1024;
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** Certificates of a PEM file, in place of the machine's own authorities. undefined: those are used. */
export function readCaFile(path: string | undefined): Outcome<Buffer | undefined> {
  if (path === undefined) return ok(undefined);
  const unusable = (why: string): Outcome<never> => fail(diagnostic('api_ca_file_unreadable',
    `The file "${path}" (ca_file) cannot be used: ${why}. Name a PEM file of trusted certificate authorities.`));
  let text: string;
  try {
    const stat = statSync(path);
    if (!stat.isFile() || stat.size > MOST_BYTES) return unusable('it is not a regular file of reasonable size');
    text = readFileSync(path, 'latin1');
  } catch {
    return unusable('it cannot be read');
  }
  const certificates = text.match(CERTIFICATE) ?? [];
  if (certificates.length === 0) return unusable('it holds no certificate');
  // One that does not parse would only be met at the first connection, in the words of OpenSSL.
  const damaged = certificates.findIndex((pem) => !isCertificate(pem));
  if (damaged >= 0) return unusable(`certificate ${damaged + 1} in it is damaged`);
  return ok(Buffer.from(certificates.join('\n'), 'latin1'));
}

function isCertificate(pem: string): boolean {
  try {
    new X509Certificate(pem);
    return true;
  } catch {
    return false;
  }
}
