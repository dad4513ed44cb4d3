import type { Chance } from '../support/chance';
import { evolved } from './evolve';
import { moduleOf } from './generate';
import type { Trial, Way } from './judge';
import { without, type Module } from './model';
import { sceneOf, type Part } from './pieces';

/** A case by chance: generated resources and modules, scenes of more kinds of blocks, or both together; for some, plans of other kinds. */
export function trialOf(chance: Chance): Trial {
  const trial = changeOf(chance.fork());
  return chance.often(40) ? { ...trial, ways: [wayOf(chance, trial.after)] } : trial;
}

/** A replacement that is asked for. Plans of some objects, of an end and of a refresh tell less here than Terraform's (docs/language.md). */
function wayOf(chance: Chance, { resources, blocks }: Module): Way {
  const names = [...resources.map(({ name }) => name), ...blocks.flatMap((text) => /^resource "terraform_data" "(\w+)"/.exec(text)?.[1] ?? [])];
  return names.length === 0 ? {} : { replace: [`terraform_data.${chance.pick(names)}`] };
}

function changeOf(chance: Chance): Trial {
  if (chance.often(40)) return plainTrial(chance);
  const scene = sceneOf(chance);
  const trial = chance.often(40) ? plainTrial(chance) : NOTHING;
  const inJson = chance.often(15);
  const withPart = (module: Module, { blocks, files }: Part): Module => ({ ...module, blocks: [...module.blocks, ...blocks], files, inJson });
  return {
    before: trial.before !== undefined || (trial === NOTHING && chance.often(60)) ? withPart(trial.before ?? NOTHING.after, scene.before) : undefined,
    hurt: trial.hurt, after: withPart(trial.after, scene.after), given: scene.given,
  };
}

const NOTHING: Trial = { before: undefined, hurt: undefined, after: { resources: [], calls: [], blocks: [] } };

/** A third begins with nothing, the others with what another version left. */
function plainTrial(chance: Chance): Trial {
  const first = moduleOf(chance);
  if (chance.often(33)) return { before: undefined, hurt: undefined, after: first };
  return { before: first, hurt: chance.often(8) ? 'tainted' : undefined, after: chance.often(10) ? first : evolved(chance, first) };
}

/**
 * A small trial that can be had by taking parts away while `fails` holds; looks at `budget` of them at most. Goes through the
 * parts once and again, and not back to the first for each that went.
 */
export async function reduced(trial: Trial, fails: (candidate: Trial) => Promise<boolean>, budget = 80): Promise<Trial> {
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
