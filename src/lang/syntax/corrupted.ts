/** What is left of a cdktf token that JavaScript changed: found in the texts and numbers of configurations that a program made. */

export const CORRUPTED = 'A value known only after apply was changed in JavaScript, by a method such as toUpperCase() or slice() or by arithmetic. '
  + 'Use a function of Fn.* on it instead, which is evaluated when the value is known.';
/** A token is `${TfToken[TOKEN.7]}`; slicing leaves a part of it. */
const CORRUPTED_TEXT = /tftoken\[|token\[token\.\d+/i;

/** Where a text has what is left of a cdktf token; undefined when it has none. */
export function corruptedToken(text: string): number | undefined {
  if (!text.includes('[')) return undefined;
  const offset = text.search(CORRUPTED_TEXT);
  return offset === -1 ? undefined : offset;
}

/** cdktf stands in for numbers with ones beyond 1e200, which nobody writes. */
export function isCorruptedNumber(canonical: string): boolean {
  return canonical.length > 200 && Math.abs(Number(canonical)) > 1e200;
}
