/** The pattern is wrong. Found out only where a name is compared up to the place, as in Terraform. */
export const BAD_PATTERN = Symbol('bad pattern');
export type Matched = boolean | typeof BAD_PATTERN;

/** Compares made at most for one name: what takes more is cut off as no match. Names have 255 bytes; patterns could be hostile. */
const MOST_STEPS = 100_000;

/**
 * Whether the name of one file or folder is like one segment of a pattern: `*` any characters, `?` one, `[a-c]` and `[^x]` one of
 * a class, `{a,b}` one of some texts, a backslash before what stands for itself.
 */
export function matchSegment(pattern: string, name: string): Matched {
  const budget = { steps: MOST_STEPS };
  return matchFrom([...pattern], [...name], budget);
}

interface Budget {
  steps: number;
}
type Runes = readonly string[];

function matchFrom(pattern: Runes, name: Runes, budget: Budget): Matched {
  let p = 0;
  let n = 0;
  while (p < pattern.length && n < name.length) {
    if (budget.steps-- <= 0) return false;
    const rune = pattern[p];
    if (rune === '*') return matchStar(pattern.slice(p + 1), name.slice(n), budget);
    if (rune === '{') return matchOptions(pattern.slice(p + 1), name.slice(n), budget);
    if (rune === '[') {
      const end = closing(pattern, p + 1, ']');
      const inside = end === undefined ? BAD_PATTERN : inClass(pattern.slice(p + 1, end), name[n] ?? '');
      if (inside !== true) return inside;
      p = (end ?? p) + 1;
    } else if (rune === '\\') {
      if (p + 1 >= pattern.length) return BAD_PATTERN;
      if (pattern[p + 1] !== name[n]) return false;
      p += 2;
    } else {
      if (rune !== '?' && rune !== name[n]) return false;
      p++;
    }
    n++;
  }
  if (n < name.length) return false;
  const rest = pattern.slice(p).join('');
  return rest === '' || rest === '*' || rest === '**';
}

/** What follows a star is tried at each place. A wrong pattern there is no match. */
function matchStar(rest: Runes, name: Runes, budget: Budget): boolean {
  if (rest.length === 0) return true;
  for (let n = 0; n < name.length; n++) if (matchFrom(rest, name.slice(n), budget) === true) return true;
  return false;
}

/** Texts in braces do not nest: the first closing brace ends them. */
function matchOptions(pattern: Runes, name: Runes, budget: Budget): Matched {
  const end = closing(pattern, 0, '}');
  if (end === undefined) return BAD_PATTERN;
  const rest = pattern.slice(end + 1);
  for (let from = 0; from <= end;) {
    const to = Math.min(closing(pattern, from, ',') ?? end, end);
    const matched = matchFrom([...pattern.slice(from, to), ...rest], name, budget);
    if (matched !== false) return matched;
    from = to + 1;
  }
  return false;
}

/** Where a character stands next without a backslash before it. */
function closing(pattern: Runes, from: number, rune: string): number | undefined {
  for (let i = from; i < pattern.length; i++) {
    if (pattern[i] === '\\') i++;
    else if (pattern[i] === rune) return i;
  }
  return undefined;
}

function inClass(runes: Runes, rune: string): Matched {
  if (runes.length === 0) return BAD_PATTERN;
  const inverse = runes[0] === '^';
  let found = false;
  let at = inverse ? 1 : 0;
  const next = (): string | undefined => {
    if (runes[at] === '-') return undefined;
    if (runes[at] === '\\') at++;
    return runes[at++];
  };
  while (at < runes.length) {
    const low = next();
    if (low === undefined) return BAD_PATTERN;
    let high: string | undefined = low;
    if (runes[at] === '-') {
      at++;
      high = next();
      if (high === undefined) return BAD_PATTERN;
    }
    found ||= point(low) <= point(rune) && point(rune) <= point(high);
  }
  return found !== inverse;
}

const point = (rune: string): number => rune.codePointAt(0) ?? 0;
