import { fits, minus, NO_SIZE, plus, sizeOf, times, type Size } from './budget';

/** One thing to be shown, from its fullest form to its shortest. Forms are made when they are looked at. */
export interface Piece {
  readonly forms: readonly (() => string)[];
}

export interface Allotted {
  /** By piece: which form it has; undefined where it is only counted. */
  readonly forms: readonly (number | undefined)[];
  readonly texts: readonly (string | undefined)[];
  readonly used: Size;
  /** All pieces have their fullest form. */
  readonly whole: boolean;
}

/** Pieces that are too large in a row before the rest is not tried any more. */
const MISSES = 40;
/** How much of the room may be filled by the time that each form was tried, shortest first: who comes later shall have a name, who comes first more. */
const SHARES = [0.5, 0.7, 1] as const;

/** Fills a room with pieces, those in front first: all in full where they fit, else the shortest form for many, then better ones. */
export function allot(pieces: readonly Piece[], room: Size): Allotted {
  const made = new Map<string, { readonly text: string; readonly size: Size }>();
  const make = (at: number, form: number) => {
    const key = `${at}:${form}`;
    const known = made.get(key);
    if (known !== undefined) return known;
    const text = pieces[at]?.forms[form]?.() ?? '';
    const fresh = { text, size: sizeOf(text) };
    made.set(key, fresh);
    return fresh;
  };
  const whole = inFull(pieces.length, room, (at) => make(at, 0).size);
  const forms: (number | undefined)[] = pieces.map(() => (whole === undefined ? undefined : 0));
  let used = whole ?? NO_SIZE;
  if (whole === undefined) {
    const most = Math.max(0, ...pieces.map(({ forms: all }) => all.length));
    for (let pass = 0; pass <= most; pass++) {
      const share = pass < most ? SHARES[Math.min(pass + Math.max(0, SHARES.length - most), SHARES.length - 1)] ?? 1 : 1;
      const limit = times(room, share);
      let misses = 0;
      for (let at = 0; at < pieces.length && misses < MISSES; at++) {
        // The last pass looks for names once more: what no full form needed is there for them.
        const form = (pieces[at]?.forms.length ?? 0) - 1 - (pass < most ? pass : 0);
        const now = forms[at];
        if (form < 0 || (now !== undefined && now <= form)) continue;
        const next = plus(used, minus(make(at, form).size, now === undefined ? NO_SIZE : make(at, now).size));
        if (!fits(next, limit)) {
          misses++;
          continue;
        }
        misses = 0;
        forms[at] = form;
        used = next;
      }
    }
  }
  return { forms, texts: forms.map((form, at) => (form === undefined ? undefined : make(at, form).text)), used, whole: whole !== undefined };
}

function inFull(count: number, room: Size, size: (at: number) => Size): Size | undefined {
  let used = NO_SIZE;
  for (let at = 0; at < count; at++) {
    used = plus(used, size(at));
    if (!fits(used, room)) return undefined;
  }
  return used;
}
