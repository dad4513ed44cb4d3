import type { Chance } from '../../oracle/support/chance';
import { describeDifferences, edges } from './differences';
import { any, call, made, text } from './made';

const COUNT = Number(process.env['HOLDFAST_CASES'] ?? 300);

const PIECES = [
  'a', 'b: ', 'key: value\n', '- item\n', '  ', '\n', '"', "'", '[1, 2]', '{x: 1}', '# c\n', 'true', 'null', '~', '1.50', '0x1F', '2001-01-01', ': ', ', ', 'é', '\u{1f600}', '|\n', '>-\n', '&a ', '*a',
  '!!str ', '\\n', '\t', '<&>', '\u0001', '%', '+', '=', ' ', 'long words that go on and on, so that a line has to be broken somewhere in it ',
];
const words = (chance: Chance): string => text(Array.from({ length: chance.int(7) }, () => chance.pick(PIECES)).join(''));
const value = (chance: Chance): string => (chance.often(30) ? words(chance) : any(chance, 3));
const base64 = (chance: Chance): string => (chance.often(20) ? words(chance) : text(Buffer.from(Array.from({ length: chance.int(9) }, () => chance.pick([0x41, 0xe9, 0, 0xff, 0x20, 0xc3, 0xa9, 0x80]))).toString('base64')));
const encoding = (chance: Chance): string => text(chance.pick(['UTF-8', 'utf-16', 'UTF-16LE', 'UTF-16BE', 'latin1', 'ISO-8859-15', 'windows-1252', 'windows-1255', 'KOI8-R', 'IBM037', 'cp850', 'macintosh', 'us', 'nope', '']));
const json = (chance: Chance): string => `jsonencode(${any(chance, 3)})`;
const broken = (chance: Chance): string => text(Array.from({ length: 1 + chance.int(6) }, () => chance.pick(['{', '}', '[', ']', ',', ':', '"a"', '1', '-1.50e3', 'null', 'true', ' ', '01', '"\\u00e9"', '"\\x"'])).join(''));
const cell = (chance: Chance): string => chance.pick(['a', 'b', '', ' x', '"q"', '"a,b"', '"l\nm"', '"""', 'é', 'x"y', '1']);
const csv = (chance: Chance): string => {
  const columns = 1 + chance.int(3);
  const row = (): string => Array.from({ length: chance.often(93) ? columns : columns + 1 }, () => cell(chance)).join(',');
  return text([Array.from({ length: columns }, (_, i) => (chance.often(5) ? 'a' : `c${i}`)).join(','), ...Array.from({ length: chance.int(4) }, row)].join(chance.pick(['\n', '\n', '\r\n', '\n\n'])));
};

/** YAML of mappings and sequences that is right, with scalars of all kinds. */
function yaml(chance: Chance, depth: number, indent: string): string {
  const scalar = (): string => chance.pick(['a', '1', '1.0', '-0', 'yes', 'Off', '~', '""', "'it''s'", '"t\\tu\\u00e9"', 'a b c', '0o17', '1_0', '.5', '!!str 1', '2001-12-14T21:59:43Z', '[a, {b: c}]', '{}', '[]', 'x#y', 'http://h:1/p?q', '12:30']);
  if (depth === 0) return scalar();
  const below = (): string => (chance.often(50) ? ` ${scalar()}` : chance.often(25) ? ` |\n${indent}    x\n${indent}     y` : `\n${indent}  ${yaml(chance, depth - 1, `${indent}  `)}`);
  const names = ['k', 'l', '"m n"', '1', 'on', 'é'].filter(() => chance.often(45));
  const lines = chance.often(60) && names.length > 0 ? names.map((name) => `${name}:${below()}`) : Array.from({ length: 1 + chance.int(3) }, () => `-${below()}`);
  return lines.join(`\n${indent}`);
}

const CALLS: readonly (readonly [name: string, args: readonly ((chance: Chance) => string)[], more?: number])[] = [
  ['base64encode', [words]], ['base64decode', [base64]], ['base64gzip', [words]], ['urlencode', [words]], ['textencodebase64', [words, encoding]], ['textdecodebase64', [base64, encoding]],
  ['jsonencode', [value]], ['jsonencode', [value]], ['jsondecode', [json]], ['jsondecode', [broken]], ['csvdecode', [csv]], ['yamlencode', [value]], ['yamlencode', [value]],
  ['yamldecode', [(chance) => text(`${yaml(chance, 3, '')}\n`)]], ['yamldecode', [(chance) => `yamlencode(${any(chance, 3)})`]],
];

describeDifferences('encoding', (seed) => [
  ...edges('encoding'),
  ...made(seed, COUNT, (chance) => {
    const [name, args, more] = chance.pick(CALLS);
    return call(chance, name, args, more);
  }),
]);
