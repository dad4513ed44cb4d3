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

/**
 * A small trial that can be had by taking parts away while `fails` holds; looks at `budget` of them at most. Goes through the
 * parts once and again, and not back to the first for each that went.
 */
export async function reduced(trial: Trial, fails: (candidate: Trial) => Promise<boolean>, budget = 150): Promise<Trial> {
  let best = trial;
  let left = budget;
  for (let smaller = true; smaller && left > 0;) {
    smaller = false;
    for (let at = 0; left > 0; left--) {
      const candidate = candidates(best)[at];
      if (candidate === undefined) break;
      if (await fails(candidate)) {
        best = candidate;
        smaller = true;
      } else at++;
    }
  }
  return best;
}

function candidates(trial: Trial): readonly Trial[] {
  const { before } = trial;
  const after = [...without(trial.after)].map((module) => ({ ...trial, after: module }));
  if (before === undefined) return after;
  return [{ ...trial, before: undefined, hurt: undefined }, ...[...without(before)].map((module) => ({ ...trial, before: module })), ...after];
}
