import { MUTANTS } from './mutants';
import { simulateWorld } from './run';
import { scenarioOf } from './sweep';

export interface Caught {
  readonly what: string;
  /** undefined: not caught. */
  readonly seed: number | undefined;
  /** The invariant that it broke, and how. */
  readonly by: string;
}

/** Tries each broken protocol, or the one that is named, on seed after seed until an invariant breaks. */
export async function catchMutants(first: number, seeds: number, only?: string): Promise<readonly Caught[]> {
  const all: Caught[] = [];
  for (const [what, { keys, ...mutant }] of Object.entries(MUTANTS)) {
    if (only !== undefined && what !== only) continue;
    let caught: Caught = { what, seed: undefined, by: '' };
    for (let seed = first; seed < first + seeds && caught.seed === undefined; seed++) {
      const { violations: [by] } = await simulateWorld(scenarioOf(seed, { profile: 'hot', keys }), { mutant });
      if (by !== undefined) caught = { what, seed, by };
    }
    all.push(caught);
  }
  return all;
}
