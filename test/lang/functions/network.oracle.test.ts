import type { Chance } from '../../oracle/support/chance';
import { describeDifferences, edges } from './differences';
import { made, text } from './made';

function address(chance: Chance): readonly [text: string, bits: number] {
  if (chance.often(45)) return [Array.from({ length: 4 }, () => String(chance.pick([0, 10, 172, 192, 255, chance.int(260)]))).join('.'), 32];
  const groups = Array.from({ length: 8 }, () => (chance.often(40) ? '0' : chance.int(65536).toString(16)));
  const cut = chance.int(8);
  const short = chance.often(60) ? `${groups.slice(0, cut).join(':')}::${groups.slice(cut + 1 + chance.int(8 - cut)).join(':')}` : groups.join(':');
  return [chance.often(8) ? `::ffff:${chance.int(256)}.${chance.int(256)}.0.0` : chance.often(3) ? `${short}:1` : short, 128];
}

function prefix(chance: Chance): string {
  const [written, bits] = address(chance);
  return text(`${written}/${chance.often(95) ? chance.int(bits + 1) : bits + 1}`);
}

const number = (chance: Chance): string => chance.pick(['0', '1', '2', '15', '255', '256', '65536', '-1', '-2', '-256', '1.5', '4294967296', '18446744073709551615', '18446744073709551616', '1e20', String(chance.int(1000))]);
const bits = (chance: Chance): string => String(chance.pick([0, 1, 2, 4, 8, 12, 16, 24, 32, 33, 64, 65, -1, -4, 100, chance.int(40)]));

describeDifferences('network', (seed) => [
  ...edges('network'),
  ...made(seed, 250, (chance) => chance.pick([
    () => `cidrhost(${prefix(chance)}, ${number(chance)})`, () => `cidrnetmask(${prefix(chance)})`, () => `cidrsubnet(${prefix(chance)}, ${bits(chance)}, ${number(chance)})`,
    () => `cidrsubnets(${[prefix(chance), ...Array.from({ length: chance.int(5) }, () => chance.pick(['1', '2', '3', '4', '8', bits(chance)]))].join(', ')})`,
  ])()),
]);
