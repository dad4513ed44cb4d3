import { simulateWorld, type RunOptions } from './run';
import type { Stroke } from './strokes';
import { drawScenario, type Scenario } from './traits';

export interface CrashPointReport {
  readonly points: number;
  readonly scenarios: number;
  /** What broke, with what makes it break again. */
  readonly failed: readonly string[];
}

type Death = Omit<Extract<Stroke, { kind: 'kill' }>, 'at' | 'kind'>;
const DEATHS: readonly Death[] = [
  { side: 'before', power: false }, { side: 'after', power: false }, { side: 'within', power: true }, { side: 'after', power: true },
];

/**
 * Kills at every port call of runs in which nothing else goes wrong: before it, after it, and with a power cut in the
 * middle and after. Goes from seed to seed until so many points are done; ends between two scenarios.
 */
export async function crashPoints(given: { readonly points: number; readonly seed: number; readonly stride?: number }, options: Omit<RunOptions, 'script'> = {}): Promise<CrashPointReport> {
  const failed: string[] = [];
  let [points, scenarios] = [0, 0];
  for (let seed = given.seed; points < given.points; seed++) {
    const scenario = small(seed);
    const whole = await simulateWorld(scenario, { ...options, script: [] });
    if (whole.violations.length > 0) failed.push(`seed ${seed}, nothing goes wrong: ${whole.violations.join('; ')}`);
    // What comes after a wish says nothing about a death on the way to it.
    const first = { ...scenario, wishes: scenario.wishes.slice(0, 1) };
    const ofFirst = (await simulateWorld(first, { ...options, script: [] })).calls;
    scenarios++;
    for (let i = 0; i < whole.struckable.length && points < given.points; i += given.stride ?? 1) {
      const at = whole.struckable[i] ?? 0;
      for (const death of DEATHS) {
        points++;
        const script: readonly Stroke[] = [{ at, kind: 'kill', ...death }];
        const report = await simulateWorld(at < ofFirst ? first : scenario, { ...options, script });
        if (report.violations.length > 0) failed.push(`seed ${seed}, ${death.power ? 'power cut' : 'killed'} ${death.side} call ${at}: ${report.violations.join('; ')}`);
      }
    }
  }
  return { points, scenarios, failed };
}

/** One instance and little to do: many points are worth more than long ways between them. */
function small(seed: number): Scenario {
  const drawn = drawScenario(seed, { profile: 'calm', keys: seed % 2 === 0 ? 'honoured' : 'ignored' });
  const [first] = drawn.instances;
  if (first === undefined) return drawn;
  const path = first.windows ? 'D:/data/one' : '/srv/a';
  return {
    ...drawn, instances: [first], foreign: undefined, others: [], hopeless: false, losesRunners: false,
    wishes: [{ registrations: [first.id], directories: [{ instance: first.id, path }] }, { registrations: [], directories: [] }],
  };
}
