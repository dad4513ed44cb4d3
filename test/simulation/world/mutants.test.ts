import { catchMutants } from './catch-mutants';
import { MUTANTS } from './mutants';

/** Seeds within which each broken rule must show. */
const SEEDS = 3000;
/** What harms nobody, and keeps the program from its goal: that is all that can be seen of it. */
const BY_THE_END: ReadonlySet<string> = new Set([
  'believes reads that may be older than what it did', 'takes any answer about the instance for the end of its registration',
]);

describe('the simulated world', () => {
  it('knows at least twelve broken protocols', () => expect(Object.keys(MUTANTS).length).toBeGreaterThanOrEqual(12));

  it.each(Object.keys(MUTANTS))('catches a program that %s, by an invariant', async (what) => {
    const [caught] = await catchMutants(1, SEEDS, what);
    expect(caught?.seed).toBeDefined();
    if (!BY_THE_END.has(what)) expect(caught?.by).not.toMatch(/^I4: not there/);
  }, 900_000);
});
