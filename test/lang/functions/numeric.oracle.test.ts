import type { Chance } from '../../oracle/support/chance';
import { describeDifferences, edges } from './differences';
import { any, call, made, number, sequence, text } from './made';

const COUNT = Number(process.env['HOLDFAST_CASES'] ?? 200);

const NUMBERS = [
  '0', '-0', '1', '-1', '2', '10', '0.5', '-0.5', '1.5', '1e30', '-1e30', '1e-30', '0.1', '0.7', '1/3', '-2/3', '1e400', '1/0', '-1/0', '"12"', '"1.50"', '9007199254740993',
  '123456789012345678901234567890.5',
];
const some = (chance: Chance): string => (chance.often(85) ? chance.pick(NUMBERS) : number(chance));
const small = (chance: Chance): string => chance.pick(['2', '3', '10', '0.1', '1.1', '123.456', '7', '-3', '1.0001', '100', '16', '0.5']);
const exponent = (chance: Chance): string => chance.pick(['0', '1', '2', '3', '5', '10', '-1', '-3', '17', '40', '200', '-40', '0.5', '-0.5', '1000', '-300']);
const digits = (chance: Chance): string => (chance.often(8) ? any(chance, 1) : text(`${chance.pick(['', '', '-', '+'])}${Array.from({ length: chance.int(6) }, () => chance.pick(['0', '1', '7', '9', 'a', 'F', 'z', 'Z', '_', '.'])).join('')}`));
const base = (chance: Chance): string => chance.pick(['2', '8', '10', '16', '16', '36', '37', '62', '1', '63', '0', '1.5', '"16"']);
const sums = (chance: Chance): string => (chance.often(30) ? sequence(chance) : `[${Array.from({ length: chance.int(5) }, () => some(chance)).join(', ')}]`);

const CALLS: readonly (readonly [name: string, args: readonly ((chance: Chance) => string)[], more?: number])[] = [
  ['abs', [some]], ['ceil', [some]], ['floor', [some]], ['log', [some, small]], ['log', [small, small]], ['max', [some], 3], ['min', [some], 3], ['parseint', [digits, base]],
  ['parseint', [digits, base]], ['pow', [small, exponent]], ['pow', [some, exponent]], ['signum', [some]], ['sum', [sums]], ['sum', [sums]],
];

describeDifferences('numeric', (seed) => [
  ...edges('numeric'),
  ...made(seed, COUNT, (chance) => {
    const [name, args, more] = chance.pick(CALLS);
    return call(chance, name, args, more);
  }),
]);
