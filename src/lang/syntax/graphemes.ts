/**
 * Characters as people see them, by the rules of Unicode 15 for grapheme clusters, which HCL counts in. Not Intl.Segmenter: its
 * cost on long runs of emoji is quadratic, and it follows newer rules for India's scripts.
 */

const OTHER = 0, CONTROL = 1, EXTEND = 2, JOINER = 3, SPACING = 4, PREPEND = 5, REGIONAL = 6, PICTURE = 7, LEADING = 8, VOWEL = 9, TRAILING = 10, SYLLABLE = 11, CLOSED_SYLLABLE = 12;

const EXTENDING = /[\p{Grapheme_Extend}\p{Emoji_Modifier}]/u;
const CONTROLLING = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]|(?![\u200c\u200d\u{e0020}-\u{e007f}\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}])\p{Cf}/u;
const PICTURES = /\p{Extended_Pictographic}/u;
/** Marks that stand apart in spite of their kind. */
const APART = /[\u102b\u102c\u1038\u1062-\u1064\u1067-\u106d\u1083\u1087-\u108c\u108f\u109a-\u109c\u1a61\u1a63\u1a64\uaa7b\uaa7d\u{11720}\u{11721}]/u;
const PREPENDED = /[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e\u{110bd}\u{110cd}\u{111c2}\u{111c3}\u{1193f}\u{11941}\u{11a3a}\u{11a84}-\u{11a89}\u{11d46}\u{11f02}]/u;

function classOf(code: number): number {
  if (code < 0x300) {
    if (code < 0x20 || (code >= 0x7f && code < 0xa0) || code === 0xad) return CONTROL;
    return code === 0xa9 || code === 0xae ? PICTURE : OTHER;
  }
  if (code >= 0x3400 && code < 0xa000) return OTHER;
  if (code >= 0xac00 && code <= 0xd7a3) return (code - 0xac00) % 28 === 0 ? SYLLABLE : CLOSED_SYLLABLE;
  if ((code >= 0x1100 && code < 0x1160) || (code >= 0xa960 && code <= 0xa97c)) return LEADING;
  if ((code >= 0x1160 && code < 0x11a8) || (code >= 0xd7b0 && code <= 0xd7c6)) return VOWEL;
  if ((code >= 0x11a8 && code < 0x1200) || (code >= 0xd7cb && code <= 0xd7fb)) return TRAILING;
  if (code === 0x200d) return JOINER;
  if (code >= 0x1f1e6 && code <= 0x1f1ff) return REGIONAL;
  const text = String.fromCodePoint(code);
  if (EXTENDING.test(text)) return EXTEND;
  if (CONTROLLING.test(text)) return CONTROL;
  if (PICTURES.test(text)) return PICTURE;
  if (PREPENDED.test(text)) return PREPEND;
  return (/\p{Mc}/u.test(text) && !APART.test(text)) || code === 0xe33 || code === 0xeb3 ? SPACING : OTHER;
}

function joinsHangul(before: number, now: number): boolean {
  if (before === LEADING) return now === LEADING || now === VOWEL || now === SYLLABLE || now === CLOSED_SYLLABLE;
  if (before === SYLLABLE || before === VOWEL) return now === VOWEL || now === TRAILING;
  return (before === CLOSED_SYLLABLE || before === TRAILING) && now === TRAILING;
}

/** How many characters a text has. Linear. */
export function countCharacters(text: string): number {
  let count = 0;
  eachCharacter(text, () => { count++; });
  return count;
}

/** The characters of a text. Linear. */
export function charactersOf(text: string): readonly string[] {
  const characters: string[] = [];
  let start = 0;
  eachCharacter(text, (at) => {
    if (at > start) characters.push(text.slice(start, at));
    start = at;
  });
  if (start < text.length) characters.push(text.slice(start));
  return characters;
}

/** Calls `begins` with the place of each character, in UTF-16 units. */
function eachCharacter(text: string, begins: (at: number) => void): void {
  let before = CONTROL;
  /** Whether a picture, with marks on it, stands before; and whether an odd number of regional letters does. */
  let picture = false;
  let odd = false;
  const classes = new Map<number, number>();
  for (let at = 0, next = 0; at < text.length; at = next) {
    const code = text.codePointAt(at) ?? 0;
    next = at + (code > 0xffff ? 2 : 1);
    const known = code < 0x300 ? undefined : classes.get(code);
    const now = known ?? classOf(code);
    if (known === undefined && code >= 0x300) classes.set(code, now);
    const joins = before === CONTROL || now === CONTROL ? code === 0x0a && text.charCodeAt(at - 1) === 0x0d
      : now === EXTEND || now === JOINER || now === SPACING || before === PREPEND || joinsHangul(before, now)
        || (now === PICTURE && before === JOINER && picture) || (now === REGIONAL && odd);
    if (!joins) begins(at);
    if (now === PICTURE) picture = true;
    else if (before === JOINER || (now !== EXTEND && now !== JOINER)) picture = false;
    odd = now === REGIONAL && !odd;
    before = now;
  }
}
