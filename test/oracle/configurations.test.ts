import { describeWithProgram } from '../support/programs';
import { judge, type Trial } from './configurations/judge';
import { filesOf, type Module } from './configurations/model';
import { reduced, trialOf } from './configurations/trial';
import { casesOf, chanceOf, seedOf } from './support/chance';
import { beside, PROGRAM, removeFolders } from './support/terraform';

/** A sample as the language's share of CI allows; 300 are all. */
const CASES = casesOf(45, 300);
const SEED = seedOf();
/** Of those that differ so many are cut down and told. */
const TOLD = Number(process.env['HOLDFAST_ORACLE_TOLD'] ?? 3);

describeWithProgram(PROGRAM, `generated configurations, against terraform plan and apply (seed ${SEED})`, () => {
  jest.setTimeout(30 * 60_000);
  afterAll(removeFolders);

  it(`${CASES} of them come to the same plan, and applied to the same state`, async () => {
    const chance = chanceOf(SEED);
    const trials = Array.from({ length: CASES }, () => trialOf(chance.fork()));
    const verdicts = await beside(trials, 2, (trial) => judge(trial));
    const failing = trials.flatMap((trial, i) => {
      const first = verdicts[i]?.differences[0];
      return first === undefined ? [] : [{ trial, first: kindOf(first) }];
    });
    const told: string[] = [];
    for (const { trial, first } of failing.slice(0, TOLD)) {
      // Cut down to what differs in the same way: taking parts away may lead to something else that does.
      const small = await reduced(trial, async (candidate) => (await judge(candidate)).differences.some((line) => kindOf(line) === first));
      told.push(`${trialText(small)}\n${(await judge(small)).differences.slice(0, 20).join('\n')}`);
    }
    if (failing.length > 0) throw new Error(`seed ${SEED}: ${failing.length} of ${CASES} differ\n${told.join('\n')}`);
    // Errors are compared too, but most of it should be plans.
    expect(verdicts.filter(({ outcome }) => outcome === 'planned').length).toBeGreaterThan(CASES / 3);
  });
});

/** A difference without the names and numbers in it. */
const kindOf = (line: string): string => (line.startsWith('problems') || line.startsWith('warnings') || line.startsWith('applied') ? line : line.replace(/\[[^\]]*\]/g, '[]').replace(/: .*/, '').replace(/\b[a-z]{1,3}\d?[pqrs]x\b/g, 'N'));

function trialText({ before, hurt, after, given }: Trial): string {
  const shown = (module: Module): string => [...filesOf(module)].map(([name, content]) => `--- ${name}\n${content}`).join('');
  return `${before === undefined ? '' : `=== applied first${hurt === undefined ? '' : `, then ${hurt}`}\n${shown(before)}`}=== planned${given === undefined ? '' : `, given ${JSON.stringify(given)}`}\n${shown(after)}`;
}
