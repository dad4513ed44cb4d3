import { str, STRING } from '../../../values';
import { parameter, textOf } from '../arguments';
import { replacePattern } from '../regex/replace';
import { FunctionFault, type FunctionSpec } from '../types';

/** All places of a text, from left to right; the empty one stands before every character and at the end. */
function replaceText(text: string, part: string, by: string): string {
  return part === '' ? `${by}${[...text].map((c) => c + by).join('')}` : text.split(part).join(by);
}

export const replaceFunctions: readonly FunctionSpec[] = [{
  name: 'replace', description: 'The text with every place of a part, or of what a pattern between slashes matches, replaced.', returns: STRING,
  parameters: [
    parameter('str', STRING, 'The text to look at.'),
    parameter('substr', STRING, 'The part to look for, or a regular expression between slashes.'),
    parameter('replace', STRING, 'What to put in its place; for a regular expression with $1 or ${name} for what a group matched.'),
  ],
  call: (args) => {
    const [text, part, by] = [textOf(args, 0), textOf(args, 1), textOf(args, 2)];
    if (part.length < 2 || !part.startsWith('/') || !part.endsWith('/')) return str(replaceText(text, part, by));
    const replaced = replacePattern(text, part.slice(1, -1), by);
    return replaced instanceof FunctionFault ? replaced : str(replaced);
  },
}];
