import { MUTANTS } from './mutants';
import { simulateWorld } from './run';
import { scenarioOf } from './sweep';

/** Seeds within which each broken rule must show. */
const SEEDS = 3000;

describe('the simulated world', () => {
  it('knows at least twelve broken protocols', () => expect(Object.keys(MUTANTS).length).toBeGreaterThanOrEqual(12));

  it.each(Object.entries(MUTANTS))('catches a program that %s', async (_, { keys, ...mutant }) => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const report = await simulateWorld(scenarioOf(seed, { profile: 'hot', keys }), { mutant });
      if (report.violations.length > 0) return;
    }
    throw new Error(`not caught in ${SEEDS} seeds`);
  }, 300_000);
});
