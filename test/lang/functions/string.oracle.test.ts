import type { Chance } from '../../oracle/support/chance';
import { describeDifferences, edges } from './differences';
import { any, call, made, number, sequence, text } from './made';

const COUNT = Number(process.env['HOLDFAST_CASES'] ?? 300);

const PIECES = [
  'a', 'B', 'foo', ' ', '  ', '\n', '\t', '-', '_', '.', ',', 'é', 'e\u0301', 'ß', 'ǆ', 'İ', 'ı', 'ﬁ', 'Σ', 'ς', '日本', '\u{1f468}\u200d\u{1f469}', '\u{1f1e9}\u{1f1ea}',
  '\u{1f600}', 'क्ष', '한', '\u1112\u1161', '\u00a0', '\u200b', '\ufeff', '1', '$', '$1', '/', 'ᾳ', 'ა', "it's", '"', '\\',
];
const piece = (chance: Chance): string => chance.pick(PIECES);
const words = (chance: Chance): string => (chance.often(5) ? any(chance, 1) : text(Array.from({ length: chance.int(6) }, () => piece(chance)).join('')));
const part = (chance: Chance): string => text(chance.often(15) ? '' : piece(chance));
const whole = (chance: Chance): string => chance.pick(['0', '1', '2', '3', '-1', '-2', '-5', '10', '100', '1.5', '"2"', '1e30']);

/** A format text with flags, widths and verbs in every combination, now and then a wrong one. */
function format(chance: Chance): string {
  const verb = (): string => {
    const flags = Array.from({ length: chance.int(3) }, () => chance.pick(['-', '+', ' ', '0', '#'])).join('');
    const width = chance.often(40) ? chance.pick(['1', '3', '8', '12', '30']) : '';
    const precision = chance.often(30) ? chance.pick(['.', '.0', '.1', '.3', '.10', '.160']) : '';
    const argument = chance.often(10) ? chance.pick(['[1]', '[2]', '[3]', '[0]']) : '';
    return `%${flags}${width}${precision}${argument}${chance.pick(['v', 'v', 't', 'b', 'd', 'd', 'o', 'x', 'X', 'e', 'E', 'f', 'f', 'g', 'G', 's', 's', 'q', 'z', '%'])}`;
  };
  return text(Array.from({ length: 1 + chance.int(2) }, () => `${chance.often(30) ? piece(chance) : ''}${verb()}`).join(''));
}

const NUMBERS = ['0', '-0', '1', '-1', '255', '1.5', '-2.5', '0.125', '1e21', '123456789', '1e-7', '12345678901234567890.125', '1/3', '2/3', '1e100', '0.1', '1.005', '99.995', '"7"', '9.9999999'];
const value = (chance: Chance): string => (chance.often(55) ? chance.pick(NUMBERS) : chance.often(40) ? words(chance) : any(chance, 1));

const CALLS: readonly (readonly [name: string, args: readonly ((chance: Chance) => string)[], more?: number])[] = [
  ['chomp', [words]], ['endswith', [words, part]], ['format', [format, value], 1], ['format', [format, value], 2], ['format', [format, value], 1], ['format', [format]],
  ['formatlist', [format, sequence], 1], ['formatlist', [format, value, sequence]], ['indent', [whole, words]], ['join', [part, sequence], 2], ['lower', [words]],
  ['replace', [words, part, part]], ['split', [part, words]], ['startswith', [words, part]], ['strcontains', [words, part]], ['strrev', [words]],
  ['substr', [words, whole, whole]], ['substr', [words, whole, number]], ['title', [words]], ['trim', [words, words]], ['trimprefix', [words, part]], ['trimspace', [words]], ['trimsuffix', [words, part]], ['upper', [words]],
];

describeDifferences('string', (seed) => [
  ...edges('string'),
  ...made(seed, COUNT, (chance) => {
    const [name, args, more] = chance.pick(CALLS);
    return call(chance, name, args, more);
  }),
]);
