import { seededRandom } from '../../support/random';

/** Choices that are the same for the same seed. */
export interface Chance {
  /** From 0 to `below`, exclusive. */
  int(below: number): number;
  /** True so often out of a hundred. */
  often(percent: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** A chance of its own, so that one more draw in here moves nothing out there. */
  fork(): Chance;
}

export function chanceOf(seed: number): Chance {
  const { next } = seededRandom(seed);
  const int = (below: number): number => Math.floor(next() * below);
  return {
    int,
    often: (percent) => next() * 100 < percent,
    pick: (from) => {
      const chosen = from[int(from.length)];
      if (chosen === undefined) throw new Error('nothing to pick from');
      return chosen;
    },
    fork: () => chanceOf(int(2 ** 31)),
  };
}

/** How much is tried: a sample as the language's share of CI allows, all with HOLDFAST_ORACLE=full, or a number of cases. */
export function casesOf(sample: number, full: number): number {
  const wanted = process.env['HOLDFAST_ORACLE'] ?? '';
  return wanted === 'full' ? full : /^\d+$/.test(wanted) ? Number(wanted) : sample;
}

/** HOLDFAST_ORACLE_SEED, or a fixed one: a suite that is red must be red again. It is printed with what fails. */
export function seedOf(): number {
  const wanted = Number(process.env['HOLDFAST_ORACLE_SEED'] ?? NaN);
  return Number.isInteger(wanted) ? wanted : 20261123;
}
