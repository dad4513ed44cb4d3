import { drawScenario } from './scenarios';
import { simulateWhole } from './whole';

const RUNS = Number(process.env['HOLDFAST_SIMULATIONS'] ?? 300);
const FIRST = Number(process.env['HOLDFAST_SEED'] ?? 1);

describe('whole applies over faults, kills and interrupts', () => {
  it.each([['honours', true], ['ignores', false]])('lose nothing, do nothing twice and converge to state and world alike where the service %s keys', async (_, keyHonoured) => {
    const failed: string[] = [];
    let [crashed, interrupted] = [0, 0];
    for (let seed = FIRST; seed < FIRST + RUNS; seed++) {
      const report = await simulateWhole(drawScenario(seed, { keyHonoured })).catch((error: Error) => ({ violations: [error.stack ?? ''], crashed: 0, interrupted: 0 }));
      crashed += report.crashed;
      interrupted += report.interrupted;
      if (report.violations.length > 0) failed.push(`seed ${seed}: ${report.violations.join('; ')}`);
    }
    expect(failed.slice(0, 5)).toEqual([]);
    expect(crashed).toBeGreaterThan(RUNS / 4);
    expect(interrupted).toBeGreaterThan(RUNS / 8);
  }, 300_000);
});
