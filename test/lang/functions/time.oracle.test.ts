import type { Chance } from '../../oracle/support/chance';
import { describeDifferences, edges } from './differences';
import { made, text } from './made';

const two = (number: number): string => String(number).padStart(2, '0');

function moment(chance: Chance): string {
  const year = chance.pick([1970, 2000, 2024, 1900, 9999, 0, 1, 1583, 2100]) + (chance.often(50) ? 0 : -chance.int(2));
  const wild = chance.often(8) ? 40 : 0;
  const date = `${String(Math.max(year, 0)).padStart(4, '0')}-${two(1 + chance.int(12 + wild))}-${two(1 + chance.int(29 + wild))}`;
  const fraction = chance.often(30) ? `.${String(chance.int(1e9))}` : '';
  const zone = chance.often(50) ? 'Z' : `${chance.pick(['+', '-'])}${two(chance.int(15))}:${two(chance.pick([0, 30, 45, 59]))}`;
  return text(`${date}${chance.often(97) ? 'T' : ' '}${two(chance.int(24 + wild))}:${two(chance.int(60 + wild))}:${two(chance.int(60 + wild))}${fraction}${zone}`);
}

function duration(chance: Chance): string {
  const parts = Array.from({ length: 1 + chance.int(3) }, () => {
    const number = chance.pick([String(chance.int(100)), String(chance.int(1e6)), `${chance.int(50)}.${chance.int(1e6)}`, `.${chance.int(1000)}`, '0', `${chance.int(9)}.`]);
    return number + chance.pick(['h', 'm', 's', 'ms', 'us', 'ns', '\u00b5s', chance.often(90) ? 'h' : 'd']);
  });
  return text(chance.pick(['', '', '-', '+']) + parts.join(chance.often(97) ? '' : ' '));
}

function format(chance: Chance): string {
  const parts = Array.from({ length: 1 + chance.int(6) }, () => (chance.often(80)
    ? chance.pick(['YYYY', 'YY', 'MMMM', 'MMM', 'MM', 'M', 'DD', 'D', 'EEEE', 'EEE', 'hh', 'h', 'HH', 'H', 'AA', 'aa', 'mm', 'm', 'ss', 's', 'ZZZZZ', 'ZZZZ', 'ZZZ', 'Z'])
    : chance.pick(["'", "''", "'x'", "'it''s'", 'YYY', 'q', 'é', '\u{1f600}', '\n'])));
  return text(parts.join(chance.pick([' ', '-', ':', ''])));
}

describeDifferences('time', (seed) => [
  ...edges('time'),
  ...made(seed, 200, (chance) => chance.pick([
    () => `formatdate(${format(chance)}, ${moment(chance)})`, () => `timeadd(${moment(chance)}, ${duration(chance)})`, () => `timecmp(${moment(chance)}, ${moment(chance)})`,
  ])()),
]);
