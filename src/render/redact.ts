import { isMarked, type Value } from '../values';
import { quoted } from './printable';

/** Shorter secrets are masked by their path only: by value they would blank out half a text. */
const MIN_LENGTH = 8;

/** What a saved plan has in the place of a secret that it does not hold: wherever it stands, a secret stood. */
const LEFT_OUT = /^\(left out: .* #\d+\)$/s;

export type Redactor = (text: string) => string;

/** There is no secret: texts stay as they are. */
export const NOTHING_HIDDEN: Redactor = (text) => text;

/**
 * Masks by value: every sensitive string of 8 characters or more that does not also occur as a non-sensitive one,
 * in each spelling that our output gives it, and the given credentials whatever their length above that.
 */
export function redactorOf(values: Iterable<Value>, credentials: readonly string[] = []): Redactor {
  const all = [...values];
  const secret = new Set<string>();
  for (const value of all) if (isMarked(value)) eachText(value, false, (text, hidden) => { if (hidden) secret.add(text); });
  // Most plans hold no secret: what they show openly is of no interest then.
  if (secret.size > 0) for (const value of all) eachText(value, false, (text, hidden) => { if (!hidden && !LEFT_OUT.test(text)) secret.delete(text); });
  return redactor([...new Set([...credentials.filter((text) => text.length >= MIN_LENGTH), ...secret])]);
}

function redactor(texts: readonly string[]): Redactor {
  if (texts.length === 0) return NOTHING_HIDDEN;
  const spellings = new Set(texts.flatMap(spellingsOf));
  const pattern = [...spellings].sort((a, b) => b.length - a.length).map((text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|');
  const regex = new RegExp(pattern, 'g');
  return (text) => text.replace(regex, '(sensitive value)');
}

/** A secret as it is, and as our output, an encoder or a URL may spell it. */
function spellingsOf(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  return [
    text, quoted(text).slice(1, -1), JSON.stringify(text).slice(1, -1), ...inBase64(bytes),
    bytes.toString('hex'), bytes.toString('hex').toUpperCase(), ...inUrls(text),
  ];
}

/**
 * In either alphabet, alone or in the middle of what was encoded with it, as in `user:secret`: the characters that are made of its
 * bytes only, for each of the three places in a group where it can begin.
 */
function inBase64(bytes: Buffer): readonly string[] {
  const inner = [0, 1, 2].map((before) => Buffer.concat([Buffer.alloc(before), bytes]).toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6)));
  return [bytes.toString('base64').replace(/=+$/, ''), ...inner.filter((text) => text.length >= MIN_LENGTH)].flatMap((text) => [text, text.replaceAll('+', '-').replaceAll('/', '_')]);
}

/** Percent signs as a path and as a form has them; a text with half a character in it has no such form. */
function inUrls(text: string): readonly string[] {
  if (/\p{Cs}/u.test(text)) return [];
  const encoded = encodeURIComponent(text);
  return [encoded, encodeURI(text), encoded.replaceAll('%20', '+'), encoded.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())];
}

/** Every text long enough to be masked, and whether it is sensitive where it stands. */
function eachText(value: Value, hidden: boolean, take: (text: string, hidden: boolean) => void): void {
  switch (value.kind) {
    case 'marked':
      eachText(value.value, hidden || value.marks.includes('sensitive'), take);
      return;
    case 'string':
      if (value.value.length >= MIN_LENGTH) take(value.value, hidden);
      return;
    case 'list':
    case 'set':
    case 'tuple':
      for (const item of value.items) eachText(item, hidden, take);
      return;
    case 'map':
    case 'object':
      for (const item of value.entries.values()) eachText(item, hidden, take);
      return;
    case 'null':
    case 'unknown':
    case 'number':
    case 'bool':
      return;
  }
}
