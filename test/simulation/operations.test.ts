import { drawScenario } from './scenarios';
import { simulate } from './simulate';

const RUNS = Number(process.env['HOLDFAST_SIMULATIONS'] ?? 400);
const FIRST = Number(process.env['HOLDFAST_SEED'] ?? 1);

async function sweep(fixed: Parameters<typeof drawScenario>[1]): Promise<{ readonly failed: readonly string[]; readonly crashed: number }> {
  const failed: string[] = [];
  let crashed = 0;
  for (let seed = FIRST; seed < FIRST + RUNS; seed++) {
    const report = await simulate(drawScenario(seed, fixed)).catch((error: Error) => ({ violations: [error.message], crashed: 0 }));
    crashed += report.crashed;
    if (report.violations.length > 0) failed.push(`seed ${seed}: ${report.violations.join('; ')}`);
  }
  return { failed, crashed };
}

describe('simulated applies over faults and kills', () => {
  it('do nothing twice, lose nothing and converge where the service honours keys', async () => {
    const { failed, crashed } = await sweep({ keyHonoured: true });
    expect(failed).toEqual([]);
    expect(crashed).toBeGreaterThan(RUNS / 4);
  }, 300_000);

  it('do nothing twice, lose nothing and converge where the service ignores keys', async () => {
    expect((await sweep({ keyHonoured: false })).failed).toEqual([]);
  }, 300_000);

  it('do nothing twice where requests arrive far too late, as long as the plan is kept and the service honours keys', async () => {
    expect((await sweep({ keyHonoured: true, ghostTimes: 8, alwaysResumes: true })).failed).toEqual([]);
  }, 300_000);

  it('go the same way for the same seed', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const [a, b] = [await simulate(drawScenario(seed, { keyHonoured: false })), await simulate(drawScenario(seed, { keyHonoured: false }))];
      expect(b.trace).toBe(a.trace);
    }
  }, 60_000);
});
