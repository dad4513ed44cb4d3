import { describeDifferences, edges } from './differences';
import { any, call, key, made, map, number, sequence } from './made';
import { casesOf, type Chance } from '../../oracle/support/chance';

type Arg = (chance: Chance) => string;

const either = (...args: readonly Arg[]): Arg => (chance) => chance.pick(args)(chance);
const value: Arg = (chance) => any(chance, 1);

/** How each function is called: its arguments, and how many more of the last kind there may be. */
const CALLS: readonly (readonly [name: string, args: readonly Arg[], more?: number])[] = [
  ['alltrue', [sequence]], ['anytrue', [sequence]], ['chunklist', [sequence, number]], ['coalesce', [any], 3], ['coalescelist', [sequence], 3],
  ['compact', [sequence]], ['concat', [sequence], 3], ['contains', [sequence, value]], ['distinct', [sequence]], ['element', [sequence, number]],
  ['flatten', [sequence]], ['index', [sequence, value]], ['keys', [map]], ['length', [any]], ['lookup', [map, key], 0], ['lookup', [map, key, value]],
  ['matchkeys', [sequence, sequence, sequence]], ['merge', [map], 3], ['one', [sequence]], ['range', [number], 2], ['reverse', [sequence]],
  ['setintersection', [sequence], 2], ['setproduct', [sequence], 2], ['setsubtract', [sequence, sequence]], ['setunion', [sequence], 2],
  ['slice', [sequence, number, number]], ['sort', [sequence]], ['transpose', [either(map, (chance) => `{ a = ${sequence(chance, 1)}, b = ${sequence(chance, 1)} }`)]],
  ['values', [map]], ['zipmap', [sequence, sequence]],
];

/** Terraform knows the length of a list out of a tuple that is not known, and that of its sorted copy; ours does not. */
const COUNT = casesOf(150, 2500);

describeDifferences('collection', (seed) => [
  ...edges('collection'),
  ...made(seed, COUNT, (chance) => {
    const [name, args, more] = chance.pick(CALLS);
    return call(chance, name, args, more);
  }).filter((text) => !text.startsWith('sort(var.ut')),
]);
