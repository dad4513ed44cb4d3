import type { Chance } from '../../oracle/support/chance';
import { describeDifferences, edges } from './differences';
import { made, text } from './made';

const COUNT = Number(process.env['HOLDFAST_CASES'] ?? 300);

const ATOMS = [
  'a', 'b', 'c', '.', 'é', '\\d', '\\w', '\\s', '\\W', '[ab]', '[^a]', '[a-c]', '[[:alpha:]]', '[[:^digit:]]', '\\pL', '\\p{Greek}', '\\PN', '^', '$', '\\b', '\\B', '\\A', '\\z', '',
  '(?i:A)', '\\x61', '\\Qa.\\E', '[\\w-]', '(?s:.)', '\\.', '-', ' ', '\\n', '[é-ü]', '\u{1f600}', '(?:)', '\\1', '[', '(?=a)', '\\Z', '[[:nope:]]', '[z-a]',
];
const REPEATS = ['', '', '', '', '*', '+', '?', '*?', '+?', '??', '{2}', '{1,2}', '{0,}', '{2,1}', '**'];

function pattern(chance: Chance, depth: number): string {
  const piece = (): string => {
    const atom = depth > 0 && chance.often(30)
      ? `(${chance.pick(['', '', '?:', '?P<n>', '?<m>', '?i', '?U:', '?s:', '?m:'])}${pattern(chance, depth - 1)})`
      : chance.pick(ATOMS);
    return atom + chance.pick(REPEATS);
  };
  const branch = (): string => Array.from({ length: chance.int(4) }, piece).join('');
  return chance.often(20) ? `${branch()}|${branch()}` : branch();
}

const subject = (chance: Chance): string => text(Array.from({ length: chance.int(8) }, () => chance.pick(['a', 'b', 'c', 'A', 'é', 'α', '1', ' ', '.', '-', '\n', '\u{1f600}', '_', 'aa'])).join(''));
const template = (chance: Chance): string => text(Array.from({ length: chance.int(4) }, () => chance.pick(['x', '$1', '${n}', '$0', '$$', '$', '$n', '$1x', '\\', '${', '$é'])).join(''));

describeDifferences('regex', (seed) => [
  ...edges('regex'),
  ...made(seed, COUNT, (chance) => {
    const source = pattern(chance, 2);
    const kind = chance.int(3);
    if (kind === 0) return `regex(${text(source)}, ${subject(chance)})`;
    return kind === 1 ? `regexall(${text(source)}, ${subject(chance)})` : `replace(${subject(chance)}, ${text(`/${source}/`)}, ${template(chance)})`;
  }),
]);
