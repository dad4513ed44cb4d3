import { scenarioOf, sweep } from './sweep';
import { simulateWorld } from './run';
import { shrink } from './shrink';
import { MUTANTS } from './mutants';

/** Runs of each profile; whole numbers by `npm run simulate`. */
const RUNS = Number(process.env['HOLDFAST_SIMULATIONS'] ?? 300);
const FIRST = Number(process.env['HOLDFAST_SEED'] ?? 1);

describe('whole applies by the real code, in a simulated world', () => {
  it.each(['default', 'hot'] as const)('lose nothing, do nothing twice and end with state and world alike (%s)', async (profile) => {
    const { failed, killed, interrupted } = await sweep({ runs: RUNS, seed: FIRST, profile, keys: undefined });
    expect(failed.slice(0, 3)).toEqual([]);
    expect(killed).toBeGreaterThan(RUNS / 5);
    expect(interrupted).toBeGreaterThan(RUNS / 100);
  }, 1_800_000);

  it('go the same way for the same seed, and for what went wrong in it', async () => {
    for (let seed = 1; seed <= 30; seed++) {
      const scenario = scenarioOf(seed, { profile: 'hot', keys: undefined });
      const [a, b] = [await simulateWorld(scenario, { trace: 'words' }), await simulateWorld(scenario, { trace: 'words' })];
      const replayed = await simulateWorld(scenario, { script: a.strokes, disturbed: a.disturbed, trace: 'words' });
      expect([b.trace.hash(), replayed.trace.hash()]).toEqual([a.trace.hash(), a.trace.hash()]);
    }
  }, 120_000);

  it('are taken up by -resume, and after lost runners by -recover, in which what is under way is waited for', async () => {
    const seen = new Map<string, number>();
    for (let seed = 1; seed <= 150; seed++) {
      const scenario = scenarioOf(seed, { profile: 'hot', keys: undefined });
      if (!scenario.keepsPlans && !scenario.losesRunners) continue;
      const { trace } = await simulateWorld(scenario, { trace: 'lines' });
      for (const what of ['event run-started resumed', 'the runner is lost', 'event settling']) if (trace.lines().some((line) => line.includes(what))) seen.set(what, (seen.get(what) ?? 0) + 1);
    }
    expect(Math.min(...['event run-started resumed', 'the runner is lost', 'event settling'].map((what) => seen.get(what) ?? 0))).toBeGreaterThan(3);
  }, 120_000);

  it('are told, where they fail, by the shortest way found to the same end', async () => {
    const mutant = MUTANTS['does not let late requests settle before it sends again'] ?? {};
    for (let seed = 1; seed <= 200; seed++) {
      const scenario = scenarioOf(seed, { profile: 'hot', keys: 'ignored' });
      const report = await simulateWorld(scenario, { mutant });
      if (report.violations.length === 0) continue;
      const small = await shrink(scenario, report, { mutant });
      expect(small.script.length).toBeLessThan(report.strokes.length);
      expect(small.report.trace.length()).toBeLessThan(report.trace.length());
      expect((await simulateWorld(small.scenario, { script: small.script, disturbed: small.report.disturbed, mutant })).violations).toEqual(small.report.violations);
      return;
    }
    throw new Error('nothing failed');
  }, 120_000);
});
