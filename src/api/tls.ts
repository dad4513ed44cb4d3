import { readFileSync, statSync } from 'node:fs';
import { diagnostic, fail, ok, type Outcome } from '../diagnostics';

const MOST_BYTES = 4 * 1024 * 1024;

/** Certificates of a PEM file, in place of the machine's own authorities. undefined: those are used. */
export function readCaFile(path: string | undefined): Outcome<Buffer | undefined> {
  if (path === undefined) return ok(undefined);
  const unusable = (why: string): Outcome<never> => fail(diagnostic('api_ca_file_unreadable',
    `The file "${path}" (ca_file) cannot be used: ${why}. Name a PEM file of trusted certificate authorities.`));
  try {
    const stat = statSync(path);
    if (!stat.isFile() || stat.size > MOST_BYTES) return unusable('it is not a regular file of reasonable size');
    const pem = readFileSync(path);
    return pem.includes('-----BEGIN CERTIFICATE-----') ? ok(pem) : unusable('it holds no certificate');
  } catch {
    return unusable('it cannot be read');
  }
}
