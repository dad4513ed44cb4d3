import { FunctionFault } from '../types';
import { compilePattern, PatternFault, widthAt, type Match, type Pattern } from './pattern';

/** The text with every match of a pattern replaced; `$1`, `$name` and `${name}` stand for what groups matched, `$$` for `$`. */
export function replacePattern(text: string, source: string, by: string): string | FunctionFault {
  const pattern = compilePattern(source);
  if (pattern instanceof PatternFault) return new FunctionFault(pattern.message);
  const pieces: string[] = [];
  let lastEnd = 0;
  for (let at = 0; at <= text.length;) {
    const match = pattern.find(text, at);
    if (match === undefined) break;
    const [start, end] = match[0] ?? [0, 0];
    pieces.push(text.slice(lastEnd, start));
    // An empty match right behind another is none.
    if (end > lastEnd || start === 0) pieces.push(expanded(by, pattern, match, text));
    lastEnd = end;
    at = Math.max(end, at + widthAt(text, at));
  }
  pieces.push(text.slice(lastEnd));
  return pieces.join('');
}

const REFERENCE = /\$(?:\$|([\p{L}\p{Nd}_]+)|\{([\p{L}\p{Nd}_]+)\})/gu;
const INDEX = /^(?:0|[1-9]\d{0,8})$/;

function expanded(by: string, pattern: Pattern, match: Match, text: string): string {
  if (!by.includes('$')) return by;
  return by.replace(REFERENCE, (_reference, plain: string | undefined, braced: string | undefined) => {
    const name = plain ?? braced;
    if (name === undefined) return '$';
    const [start, end] = groupOf(name, pattern, match);
    return start === -1 ? '' : text.slice(start, end);
  });
}

const NONE = [-1, -1] as const;

function groupOf(name: string, pattern: Pattern, match: Match): readonly [number, number] {
  if (INDEX.test(name)) return match[Number(name)] ?? NONE;
  const at = pattern.names.findIndex((own, i) => own === name && match[i + 1]?.[0] !== -1);
  return at === -1 ? NONE : match[at + 1] ?? NONE;
}
