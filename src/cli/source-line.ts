/** Keys of JSON whose values are credentials, as people and tools name them. */
const CREDENTIAL = /("[^"]*(?:token|secret|password|passphrase|private_key|service_account_key|access_key|api_key)[^"]*"\s*:\s*")((?:[^"\\]|\\.)*)/gi;

/** A line of a configuration as it may be shown beside a problem: values of credentials are starred out, columns stay. */
export function withoutCredentials(line: string): string {
  return line.replace(CREDENTIAL, (_, before: string, value: string) => `${before}${'*'.repeat(value.length)}`);
}
