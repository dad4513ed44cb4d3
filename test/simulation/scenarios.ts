import { seededRandom } from '../support/random';
import type { Scenario } from './simulate';

/** A scenario drawn from a seed: every trait of the service and the network varies. */
export function drawScenario(seed: number, fixed: { readonly keyHonoured: boolean; readonly ghostTimes?: number; readonly alwaysResumes?: boolean }): Scenario {
  const random = seededRandom(seed * 7919 + 13);
  const pick = <T>(...choices: readonly [T, ...T[]]): T => choices[Math.floor(random.next() * choices.length)] ?? choices[0];
  return {
    seed,
    alwaysResumes: fixed.alwaysResumes ?? false,
    crashes: pick(0, 1, 2, 4),
    service: {
      keyHonoured: fixed.keyHonoured,
      repeated: pick('refused', 'performed'),
      metadata: pick('full', 'full', 'empty'),
      readLag: pick(0, 3_900),
      operationLag: pick(0, 9_000),
      operationTime: pick([0, 50], [5_000, 5_000], [100, 20_000], [5_000, 120_000]),
      failing: pick(0, 0, 0.15),
      errorBeforeDone: pick(true, false),
    },
    network: { faults: pick(0, 0.25, 0.5), ghostMs: 29_000 * (fixed.ghostTimes ?? 1), deadlineMs: 30_000 },
  };
}
