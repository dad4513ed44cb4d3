import { RE2JS, RE2JSSyntaxException } from 're2js';
import { quoted } from '../arguments';

/** Why a text is no pattern: a whole sentence. */
export class PatternFault {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** A match: where it and its groups begin and end, in UTF-16 units, -1 where a group took no part. Index 0 is the whole match. */
export type Match = readonly (readonly [start: number, end: number])[];

export interface Pattern {
  /** One for each group in the order of their opening brackets; undefined for one without a name. */
  readonly names: readonly (string | undefined)[];
  /** The leftmost match from a place on. */
  find(text: string, from: number): Match | undefined;
}

/** More brackets within each other are refused, as in Terraform. */
const MAX_DEPTH = 1000;

/** A pattern in RE2's syntax as Go's regexp package has it. */
export function compilePattern(source: string): Pattern | PatternFault {
  const scan = scanGroups(source);
  if (scan.depth > MAX_DEPTH) return new PatternFault('The pattern is nested too deep.');
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(scan.plain);
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    return new PatternFault(`${quoted(source)} is not a regular expression: ${reason(error)}.`);
  }
  return {
    names: scan.names,
    find(text, from) {
      const matcher = compiled.matcher(text);
      if (!matcher.find(from)) return undefined;
      return Array.from({ length: matcher.groupCount() + 1 }, (_, group) => [matcher.start(group), matcher.end(group)] as const);
    },
  };
}

function reason(error: RE2JSSyntaxException): string {
  const part = error.getPattern();
  return part === null || part === '' ? error.getDescription() : `${error.getDescription()}: ${quoted(part)}`;
}

interface GroupScan {
  readonly names: readonly (string | undefined)[];
  /** The pattern with its names left out: one name may stand for several groups, which the library refuses. */
  readonly plain: string;
  readonly depth: number;
}

const TOKEN = /\\Q[^]*?(?:\\E|$)|\\[^]|\[\^?\]?(?:\[:[^]*?:\]|\\[^]|[^\]])*\]?|\(\?P?<([A-Za-z0-9_]+)>|\(\?|[()]|[^\\[()]+|[^]/gu;

function scanGroups(source: string): GroupScan {
  const names: (string | undefined)[] = [];
  let depth = 0;
  let deepest = 0;
  const plain = source.replace(TOKEN, (token: string, name: string | undefined) => {
    if (token === ')') depth--;
    else if (token.startsWith('(')) deepest = Math.max(deepest, ++depth);
    if (name === undefined && token !== '(') return token;
    names.push(name);
    return '(';
  });
  return { names, plain, depth: deepest };
}

/** All matches, one after the other, as Go's regexp package finds them: an empty one not right behind another. */
export function allMatches(pattern: Pattern, text: string): readonly Match[] {
  const found: Match[] = [];
  let lastEnd = -1;
  for (let at = 0; at <= text.length;) {
    const match = pattern.find(text, at);
    const [start, end] = match?.[0] ?? [0, 0];
    if (match === undefined) break;
    const empty = end === at;
    if (!empty || start !== lastEnd) found.push(match);
    at = empty ? at + widthAt(text, at) : end;
    lastEnd = end;
  }
  return found;
}

/** UTF-16 units of the character at a place; 1 at the end. */
export function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
