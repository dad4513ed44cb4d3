const WORDS = 'token|secret|password|passphrase|private_key|service_account_key|access_key|api_key';

/** Keys of JSON, and arguments, whose values are credentials, as people and tools name them. */
const CREDENTIALS: readonly RegExp[] = [
  new RegExp(`("[^"]*(?:${WORDS})[^"]*"\\s*[:=]\\s*")((?:[^"\\\\]|\\\\.)*)`, 'gi'),
  new RegExp(`((?:^|[\\s{,(])[\\w-]*(?:${WORDS})[\\w-]*\\s*[:=]\\s*")((?:[^"\\\\]|\\\\.)*)`, 'gi'),
];

/** A line of a configuration as it may be shown beside a problem: values of credentials are starred out, columns stay. */
export function withoutCredentials(line: string): string {
  return CREDENTIALS.reduce((shown, credential) => shown.replace(credential, (_, before: string, value: string) => `${before}${'*'.repeat(value.length)}`), line);
}
