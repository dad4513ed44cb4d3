/** One `%` of a format text. */
export interface Verb {
  /** As it stands in the text. */
  readonly source: string;
  readonly letter: string;
  readonly alternate: boolean;
  readonly zero: boolean;
  readonly left: boolean;
  readonly plus: boolean;
  readonly space: boolean;
  readonly width: number;
  /** undefined where none is written; a point without digits is 0. */
  readonly precision: number | undefined;
  /** From 1; undefined for the one after the last that was used. */
  readonly argument: number | undefined;
}

export class FormatFault {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

const VERB = /%(?:(%)|([-+ 0#]*)([1-9]\d*)?(\.\d*)?(?:\[([1-9]\d*)\])?([A-Za-z]))/y;
/** Wider fields are a slip of the pen, and would fill the memory. */
const MAX_WIDTH = 1_000_000;

/** The parts of a format text: plain text, and what is put into it. */
export function parseFormat(format: string): readonly (string | Verb)[] | FormatFault {
  const parts: (string | Verb)[] = [];
  for (let at = 0; at < format.length;) {
    const next = format.indexOf('%', at);
    if (next === -1) {
      parts.push(format.slice(at));
      break;
    }
    if (next > at) parts.push(format.slice(at, next));
    VERB.lastIndex = next;
    const match = VERB.exec(format);
    if (match === null) return new FormatFault(unreadable(format, next));
    at = VERB.lastIndex;
    if (match[1] !== undefined) {
      parts.push('%');
      continue;
    }
    const verb = verbOf(match);
    if (verb.width > MAX_WIDTH || (verb.precision ?? 0) > MAX_WIDTH) {
      return new FormatFault(`The width and the precision of ${JSON.stringify(verb.source.slice(0, 40))} must be at most ${MAX_WIDTH}.`);
    }
    parts.push(verb);
  }
  return parts;
}

function verbOf([source, , flags = '', width = '0', precision, argument, letter = '']: RegExpExecArray): Verb {
  return {
    source, letter,
    alternate: flags.includes('#'), zero: flags.includes('0'), left: flags.includes('-'), plus: flags.includes('+'), space: flags.includes(' '),
    width: Number(width),
    precision: precision === undefined ? undefined : Number(precision.slice(1)),
    argument: argument === undefined ? undefined : Number(argument),
  };
}

const READABLE = /%[-+ 0#]*(?:[1-9]\d*)?(?:\.\d*)?(?:\[(?:[1-9]\d*\]?)?)?/y;

function unreadable(format: string, start: number): string {
  READABLE.lastIndex = start;
  READABLE.test(format);
  const bad = format.codePointAt(READABLE.lastIndex);
  const begun = JSON.stringify(format.slice(start, READABLE.lastIndex).slice(0, 40));
  if (bad === undefined) return `The format ends within ${begun}: a letter is missing that says how a value is written, or write %% for a percent sign.`;
  return `The character ${JSON.stringify(String.fromCodePoint(bad))} cannot follow ${begun} in a format; write %% for a percent sign.`;
}
