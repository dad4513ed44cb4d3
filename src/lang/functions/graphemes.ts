import { charactersOf } from '../syntax';

const PLAIN = /^[\x20-\x7e]*$/;

/** The characters of a text as people count them: the extended grapheme clusters of Unicode 15.0. Linear. */
export function graphemes(text: string): readonly string[] {
  return PLAIN.test(text) ? text.split('') : charactersOf(text);
}
