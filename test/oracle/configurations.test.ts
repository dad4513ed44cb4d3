import { describeWithProgram } from '../support/programs';
import { judge, type Trial } from './configurations/judge';
import { filesOf, type Module } from './configurations/model';
import { reduced, trialOf } from './configurations/trial';
import { casesOf, chanceOf, seedOf } from './support/chance';
import { beside, PROGRAM, removeFolders } from './support/terraform';

/** A sample as the language's share of CI allows; 300 are all. */
const CASES = casesOf(60, 300);
const SEED = seedOf();

describeWithProgram(PROGRAM, `generated configurations, against terraform plan and apply (seed ${SEED})`, () => {
  jest.setTimeout(30 * 60_000);
  afterAll(removeFolders);

  it(`${CASES} of them come to the same plan, and applied to the same state`, async () => {
    const chance = chanceOf(SEED);
    const trials = Array.from({ length: CASES }, () => trialOf(chance.fork()));
    const verdicts = await beside(trials, 2, (trial) => judge(trial));
    const failing = trials.filter((_, i) => (verdicts[i]?.differences.length ?? 0) > 0);
    const told: string[] = [];
    for (const trial of failing.slice(0, 3)) {
      const small = await reduced(trial, async (candidate) => (await judge(candidate)).differences.length > 0);
      told.push(`${trialText(small)}\n${(await judge(small)).differences.slice(0, 20).join('\n')}`);
    }
    if (failing.length > 0) throw new Error(`seed ${SEED}: ${failing.length} of ${CASES} differ\n${told.join('\n')}`);
    // Errors are compared too, but most of it should be plans.
    expect(verdicts.filter(({ outcome }) => outcome === 'planned').length).toBeGreaterThan(CASES / 3);
  });
});

function trialText({ before, hurt, after }: Trial): string {
  const shown = (module: Module): string => [...filesOf(module)].map(([name, content]) => `--- ${name}\n${content}`).join('');
  return `${before === undefined ? '' : `=== applied first${hurt === undefined ? '' : `, then ${hurt}`}\n${shown(before)}`}=== planned\n${shown(after)}`;
}
