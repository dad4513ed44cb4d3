/**
 * A key that an object of JSON has again. Terraform counts such keys as two; a JavaScript object has one of a name, so the
 * later ones carry this at their end, in values and in paths alike. Only in files that were found to have any.
 */
const AGAIN = '\u0000#';

export function repeatedKey(name: string, times: number): string {
  return times === 0 ? name : `${name}${AGAIN}${times}`;
}

/** The key as it is written. */
export function keyText(key: string): string {
  return key.includes(AGAIN) ? key.slice(0, key.lastIndexOf(AGAIN)) : key;
}

export function isRepeated(key: string): boolean {
  return key.includes(AGAIN);
}
