import { simulateWorld } from './run';
import { drawScenario, type ProfileName, type Scenario } from './traits';

export interface SweepOptions {
  readonly runs: number;
  readonly seed: number;
  readonly profile: ProfileName;
  /** undefined: honoured and ignored in turn. */
  readonly keys: 'honoured' | 'ignored' | undefined;
}

export function scenarioOf(seed: number, options: Pick<SweepOptions, 'profile' | 'keys'>): Scenario {
  return drawScenario(seed, { profile: options.profile, keys: options.keys ?? (seed % 2 === 0 ? 'honoured' : 'ignored') });
}

/** Runs seed after seed; tells what broke, seed by seed. */
export async function sweep(options: SweepOptions): Promise<{ readonly failed: readonly string[]; readonly killed: number; readonly interrupted: number }> {
  const failed: string[] = [];
  let [killed, interrupted] = [0, 0];
  for (let seed = options.seed; seed < options.seed + options.runs; seed++) {
    const report = await simulateWorld(scenarioOf(seed, options));
    killed += report.killed;
    interrupted += report.interrupted;
    if (report.violations.length > 0) failed.push(`seed ${seed} (npm run simulate -- --runs 1 --seed ${seed} --profile ${options.profile}): ${report.violations.join('; ')}`);
  }
  return { failed, killed, interrupted };
}
