import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { diagnostic, fail, ok, type Outcome } from '../diagnostics';
import { parseServiceAccountKey, type ServiceAccountKey } from './service-account';

const MOST_BYTES = 64 * 1024;

/** The key from a path, or from JSON content (told by its opening brace). A file that others may read is refused. */
export function readServiceAccountKey(pathOrContent: string): Outcome<ServiceAccountKey> {
  if (pathOrContent.trimStart().startsWith('{')) return parseServiceAccountKey(pathOrContent, 'the setting service_account_key_file');
  const text = readPrivateFile(pathOrContent);
  return text.ok ? parseServiceAccountKey(text.value, `"${pathOrContent}"`) : text;
}

function readPrivateFile(path: string): Outcome<string> {
  const unreadable = (why: string): Outcome<never> => fail(diagnostic('api_key_file_unreadable',
    `The service account key file "${path}" cannot be read: ${why}. Name the JSON file of an authorized key, or give its content.`));
  let fd: number;
  try {
    // Not blocking: a pipe in its place must not hold the program up.
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    return unreadable(codeOf(error));
  }
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) return unreadable('it is not a regular file');
    if (stat.size > MOST_BYTES) return unreadable(`it is larger than ${MOST_BYTES} bytes`);
    if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0) {
      return fail(diagnostic('api_key_file_permissions', `The service account key file "${path}" may be used by others than its owner `
        + `(mode ${(stat.mode & 0o777).toString(8).padStart(4, '0')}). It was not read. Run chmod 600 on it.`));
    }
    return ok(readFileSync(fd, 'utf8'));
  } catch (error) {
    return unreadable(codeOf(error));
  } finally {
    closeSync(fd);
  }
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT': return 'there is no such file';
    case 'EACCES': return 'permission denied';
    default: return typeof code === 'string' ? code : 'an input error';
  }
}
