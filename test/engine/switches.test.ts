/**
 * Nobody knows how the real service behaves in every corner: under each way that the emulator knows, the same story ends
 * the same. A seeded sample runs by default; HOLDFAST_SWITCHES=all runs every row, HOLDFAST_SEED sets the seed.
 */
import { pairwiseSwitches } from '../support/pairwise';
import { seededRandom } from '../support/random';
import { tell } from './scenario';

const seed = Number(process.env['HOLDFAST_SEED'] ?? Date.now() % 1_000_000);
const all = process.env['HOLDFAST_SWITCHES'] === 'all';
const rows = pairwiseSwitches(seed).map((switches, index) => ({ index, switches }));

function sample<T>(from: readonly T[], count: number): readonly T[] {
  const random = seededRandom(seed);
  return all ? from : from.map((item) => [random.next(), item] as const).sort((a, b) => a[0] - b[0]).slice(0, count).map(([, item]) => item);
}

describe(`whatever the service is like (seed ${seed}, ${rows.length} rows)`, () => {
  it.concurrent.each(sample(rows, 8))('the story ends well in row $index', ({ switches }) => tell({ switches, seed, applies: 1 }), 120_000);
});
