import type { Chance } from '../support/chance';
import { evolved } from './evolve';
import { moduleOf } from './generate';
import type { Trial } from './judge';
import { without } from './model';

/** A case by chance: a third begins with nothing, the others with what another version left. */
export function trialOf(chance: Chance): Trial {
  const first = moduleOf(chance);
  if (chance.often(33)) return { before: undefined, hurt: undefined, after: first };
  return { before: first, hurt: chance.often(8) ? 'tainted' : undefined, after: chance.often(10) ? first : evolved(chance, first) };
}

/** The smallest trial that can be had while `fails` holds; looks at `budget` of them at most. */
export async function reduced(trial: Trial, fails: (candidate: Trial) => Promise<boolean>, budget = 60): Promise<Trial> {
  let best = trial;
  let left = budget;
  for (let smaller = true; smaller && left > 0;) {
    smaller = false;
    for (const candidate of candidates(best)) {
      if (left-- <= 0) break;
      if (!(await fails(candidate))) continue;
      best = candidate;
      smaller = true;
      break;
    }
  }
  return best;
}

function* candidates(trial: Trial): Generator<Trial> {
  if (trial.before !== undefined) yield { ...trial, before: undefined, hurt: undefined };
  for (const after of without(trial.after)) yield { ...trial, after };
  if (trial.before !== undefined) for (const before of without(trial.before)) yield { ...trial, before };
}
