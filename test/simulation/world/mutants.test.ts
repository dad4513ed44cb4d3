import { catchMutants } from './catch-mutants';
import { MUTANTS } from './mutants';

/** Seeds within which each broken rule must show. */
const SEEDS = 3000;
/** By what comes of them only, with nothing that sees the rule itself broken: not to be reached where it should have been. */
const BY_THE_END: ReadonlySet<string> = new Set([]);

describe('the simulated world', () => {
  it('knows at least twelve broken protocols', () => expect(Object.keys(MUTANTS).length).toBeGreaterThanOrEqual(12));

  it.each(Object.keys(MUTANTS))('catches a program that %s, by an invariant', async (what) => {
    const [caught] = await catchMutants(1, SEEDS, what);
    expect(caught?.seed).toBeDefined();
    if (!BY_THE_END.has(what)) expect(caught?.by).not.toMatch(/^I4: not there/);
  }, 900_000);
});
