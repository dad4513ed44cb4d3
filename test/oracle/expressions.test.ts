import { join } from 'node:path';
import { describeWithProgram } from '../support/programs';
import { expressionOf, FUNCTIONS } from './expressions/generate';
import { differences, errorIn, HERE, one, terraformConsole, type Console } from './expressions/judge';
import { text, type Node } from './expressions/node';
import { reduce } from './expressions/reduce';
import { casesOf, chanceOf, seedOf } from './support/chance';
import { holdfast } from './support/holdfast';
import { newFolder, PROGRAM, removeFolders, terraform } from './support/terraform';

/** 1,500 are all; the language's share of CI is a sample, every function at least once. */
const CASES = casesOf(400, 1500);
const SEED = seedOf();

describeWithProgram(PROGRAM, `generated expressions, against terraform console (seed ${SEED})`, () => {
  jest.setTimeout(30 * 60_000);
  afterAll(removeFolders);

  let theirs: Console;
  let ours: Console;
  beforeAll(async () => {
    const folder = newFolder(join(__dirname, 'place'));
    await terraform(folder, ['init']);
    theirs = terraformConsole([folder, newFolder(folder)]);
    // Terraform's leaves an empty state file while it holds the lock.
    const own = newFolder(folder);
    ours = async (line) => {
      const ran = await holdfast(own, ['console'], `${line}\n`);
      return ran.code === 0 ? { kind: 'value', text: ran.stdout.replace(/\n$/, '').replaceAll(own, HERE) } : errorIn(ran.stderr);
    };
  });

  it('the generator calls every function that Terraform has', async () => {
    const { stdout } = await terraform(newFolder(), ['metadata', 'functions', '-json']);
    const known = Object.keys((JSON.parse(stdout) as { function_signatures: object }).function_signatures).filter((name) => !name.includes('::'));
    expect([...FUNCTIONS].sort()).toEqual(known.sort());
  });

  it(`${CASES} of them have the same value and type, or the same class of error`, async () => {
    const chance = chanceOf(SEED);
    const made = new Map<string, Node>();
    for (let i = 0; made.size < CASES; i++) {
      const expression = expressionOf(chance.fork(), 3, 8, i % 2 === 0 ? FUNCTIONS[(i / 2) % FUNCTIONS.length] : undefined);
      // Longer ones are but the same again, and would not go through a pipe's line.
      if (text(expression).length < 4000) made.set(text(expression), expression);
    }
    const found = await differences([...made.values()], theirs, ours);
    const reduced: string[] = [];
    for (const { expression } of found.slice(0, 5)) {
      const small = await reduce(expression, async (candidate) => (await one(candidate, theirs, ours)) !== undefined);
      const difference = await one(small, theirs, ours);
      reduced.push(`${text(small)}\n  Terraform: ${JSON.stringify(difference?.wanted)}\n  Holdfast:  ${JSON.stringify(difference?.had)}`);
    }
    expect(`seed ${SEED}: ${found.length} of ${made.size} differ\n${reduced.join('\n')}`).toBe(`seed ${SEED}: 0 of ${made.size} differ\n`);
  });
});
