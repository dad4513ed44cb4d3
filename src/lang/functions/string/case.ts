import { STRING, str } from '../../../values';
import { parameter, textOf } from '../arguments';
import type { FunctionSpec } from '../types';

/** Upper case of letters whose JavaScript upper case has several characters: Terraform maps one to one. */
function upperOne(c: string): string {
  const upper = c.toUpperCase();
  if (isOne(upper)) return upper;
  const code = c.codePointAt(0) ?? 0;
  // Greek letters with an iota below them have such a capital; ligatures and the like have none.
  if (code === 0x1fb3 || code === 0x1fc3 || code === 0x1ff3) return String.fromCodePoint(code + 9);
  const row = code & 0xfff0;
  return (row === 0x1f80 || row === 0x1f90 || row === 0x1fa0) && (code & 0xf) < 8 ? String.fromCodePoint(code + 8) : c;
}

function lowerOne(c: string): string {
  const lower = c.toLowerCase();
  return isOne(lower) ? lower : String.fromCodePoint(lower.codePointAt(0) ?? 0);
}

function isOne(text: string): boolean {
  return text.length === 1 || (text.length === 2 && (text.codePointAt(0) ?? 0) > 0xffff);
}

/** The capital that begins a word. Letters of two parts have one of their own, and Georgian's capitals begin no words. */
function titleOne(c: string): string {
  const code = c.codePointAt(0) ?? 0;
  if (code >= 0x1c4 && code <= 0x1cc) return String.fromCodePoint(0x1c5 + 3 * Math.floor((code - 0x1c4) / 3));
  if (code >= 0x1f1 && code <= 0x1f3) return '\u01f2';
  return code >= 0x10d0 && code <= 0x10ff ? c : upperOne(c);
}

const ASCII = /^[\0-\x7f]*$/;
/** What goes before the first character of a word: ASCII but letters, digits and _; of the rest only spaces. */
const BEFORE_WORD = /[\0-\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\x7f]|\p{White_Space}/u;

function upperText(text: string): string {
  return ASCII.test(text) ? text.toUpperCase() : [...text].map(upperOne).join('');
}

function lowerText(text: string): string {
  return ASCII.test(text) ? text.toLowerCase() : [...text].map(lowerOne).join('');
}

function titleText(text: string): string {
  let before = ' ';
  return [...text].map((c) => {
    const out = BEFORE_WORD.test(before) ? titleOne(c) : c;
    before = c;
    return out;
  }).join('');
}

function caseFunction(name: string, description: string, change: (text: string) => string): FunctionSpec {
  return {
    name, description, returns: STRING,
    parameters: [parameter('str', STRING, 'The text.')],
    call: (args) => str(change(textOf(args, 0))),
  };
}

export const caseFunctions: readonly FunctionSpec[] = [
  caseFunction('lower', 'The text with all its letters in lower case.', lowerText),
  caseFunction('title', 'The text with a capital at the start of each word; other letters stay as they are.', titleText),
  caseFunction('upper', 'The text with all its letters in upper case.', upperText),
];
