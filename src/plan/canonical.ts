import type { Json } from '../values';

/** Characters of one piece, about. */
const PIECE = 1 << 16;

/**
 * JSON with one spelling: keys sorted by UTF-16 code units, no white space, members that are undefined left out
 * (the part of RFC 8785 that plans need: their numbers are small integers).
 */
export function canonicalJson(value: Json | undefined): string {
  if (value === undefined) return 'null';
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item: Json | undefined) => canonicalJson(item)).join(',')}]`;
  const object = value as { readonly [key: string]: Json | undefined };
  const parts: string[] = [];
  for (const key of Object.keys(object).sort()) {
    const member = object[key];
    if (member !== undefined) parts.push(`${JSON.stringify(key)}:${canonicalJson(member)}`);
  }
  return `{${parts.join(',')}}`;
}

/**
 * The same text of an object in pieces: one member, `name`, is a list whose items are there as texts, made when their turn has
 * come. So the text of a large document is never there as one, and what it is made of never as a whole.
 */
export function* canonicalPieces(rest: { readonly [name: string]: Json | undefined }, name: string, items: Iterable<string>): Generator<string> {
  let text = '{';
  for (const [at, key] of [...Object.keys(rest).filter((own) => rest[own] !== undefined), name].sort().entries()) {
    text += `${at === 0 ? '' : ','}${JSON.stringify(key)}:`;
    if (key !== name) {
      text += canonicalJson(rest[key]);
      continue;
    }
    text += '[';
    let between = '';
    for (const item of items) {
      text += between + item;
      between = ',';
      if (text.length < PIECE) continue;
      yield text;
      text = '';
    }
    text += ']';
  }
  yield `${text}}`;
}
