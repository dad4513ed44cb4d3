/**
 * Nobody knows how the real service behaves in every corner: under each way that the emulator knows, the same story ends
 * the same. A seeded sample runs by default; HOLDFAST_SWITCHES=all runs every row, HOLDFAST_SEED sets the seed.
 */
import { pairwiseSwitches } from '../support/pairwise';
import { seededRandom } from '../support/random';
import { together } from '../support/together';
import { tell } from './scenario';

const seed = Number(process.env['HOLDFAST_SEED'] ?? Date.now() % 1_000_000);
const all = process.env['HOLDFAST_SWITCHES'] === 'all';
const rows = pairwiseSwitches(seed).map((switches, index) => ({ index, switches }));

function sample<T>(from: readonly T[], count: number): readonly T[] {
  const random = seededRandom(seed);
  return all ? from : from.map((item) => [random.next(), item] as const).sort((a, b) => a[0] - b[0]).slice(0, count).map(([, item]) => item);
}

describe(`whatever the service is like (seed ${seed}, ${rows.length} rows)`, () => {
  together(sample(rows, 8).map(({ switches, index }) => ({ name: `the story ends well in row ${index}`, run: () => tell({ switches, seed, applies: 1 }) })), all ? 1_200_000 : 120_000);
});

/** What may befall calls and operations; each alone, and some together. An operation that fails fails its step: that takes more applies than what can be found out. */
const faults: readonly (readonly string[])[] = [
  ['unavailable-before-effect=0.15'],
  ['unavailable-after-effect=0.15'],
  ['deadline-before-effect@mutations=0.2'],
  ['deadline-after-effect@mutations=0.2'],
  ['reset=0.05'],
  ['internal=0.1'],
  ['aborted@mutations=0.3'],
  ['operation-fails=0.2'],
  ['operation-fails-partial=0.3'],
  ['slow=0.1'],
  ['unavailable-after-effect=0.05', 'deadline-after-effect@mutations=0.1', 'operation-fails=0.05', 'reset=0.02', 'internal=0.03'],
];
const troubles = faults.flatMap((kinds, index) => (['honoured', 'ignored'] as const).map((idempotency) => ({ kinds: kinds.join(' '), idempotency, faults: kinds, index })));

describe(`whatever befalls calls (seed ${seed})`, () => {
  together(sample(troubles, 6).map(({ faults: kinds, kinds: told, idempotency, index }) => ({
    name: `the story ends well with ${told}, keys ${idempotency}`,
    run: () => {
      const row = rows[(seed + index) % rows.length]?.switches ?? {};
      return tell({ faults: kinds, seed: seed + index, switches: { ...row, idempotency }, applies: kinds.some((kind) => kind.startsWith('operation-fails=')) ? 10 : 3 });
    },
  })), all ? 1_200_000 : 180_000);
});
