import { scryptSync } from 'node:crypto';
import { canonicalJson } from '../canonical';
import { packValue, unmarkDeep, type Value } from '../../values';

/** What tells two values apart: type and content, marks aside. */
export const valueKey = (value: Value): string => canonicalJson(packValue(unmarkDeep(value).value));

/**
 * A digest of one value of one plan that says nothing about the value to who has only the plan: scrypt, salted with the plan's id and the
 * value's place in it, so that no two plans can be compared. @param cost scrypt's N.
 */
export function secretDigest(key: string, salt: string, cost: number): string {
  return scryptSync(key, salt, 32, { N: cost, r: 8, p: 1 }).toString('base64url');
}

/** What a try may cost, so that all values of a plan take a second or two together. */
export function costOf(values: number): number {
  if (values <= 16) return 2 ** 14;
  if (values <= 100) return 2 ** 12;
  return values <= 2000 ? 2 ** 9 : 2 ** 6;
}
