import { join } from 'node:path';
import { describeWithProgram } from '../support/programs';
import { compare, type Asked } from './expressions/batch';
import { FUNCTIONS } from './expressions/generate';
import { text, type Node } from './expressions/node';
import { oddExpression } from './expressions/odd';
import { reduce } from './expressions/reduce';
import { casesOf, chanceOf, seedOf } from './support/chance';
import { holdfast } from './support/holdfast';
import { newFolder, PROGRAM, removeFolders, terraform } from './support/terraform';

const CASES = casesOf(100, 1500);
const SEED = seedOf();
/** As many as one process of Terraform answers well. */
const AT_ONCE = 150;

describeWithProgram(PROGRAM, `odd expressions, against terraform validate, plan and console (seed ${SEED})`, () => {
  jest.setTimeout(30 * 60_000);
  afterAll(removeFolders);

  it(`${CASES} of them have the same value and type, or the same errors at the same places`, async () => {
    const folder = newFolder(join(__dirname, 'place'));
    await terraform(folder, ['init']);
    const own = newFolder(folder);
    const theirs: Asked = { folder, run: (args, input) => terraform(folder, args, input) };
    const ours: Asked = { folder: own, run: (args, input) => holdfast(own, args, input) };
    const chance = chanceOf(SEED);
    const made = new Map<string, Node>();
    for (let i = 0; made.size < CASES; i++) {
      const expression = oddExpression(chance.fork(), i % 2 === 0 ? FUNCTIONS[(i / 2) % FUNCTIONS.length] : undefined);
      if (text(expression).length < 3000) made.set(text(expression), expression);
    }
    const all = [...made.values()];
    const told: string[] = [];
    let count = 0;
    for (let at = 0; at < all.length; at += AT_ONCE) {
      for (const { expression } of await compare(all.slice(at, at + AT_ONCE), theirs, ours)) {
        if (++count > 5) continue;
        const small = await reduce(expression, async (candidate) => (await compare([candidate], theirs, ours).catch(() => [])).length > 0, 60);
        const [difference] = await compare([small], theirs, ours);
        told.push(`${text(small)}\n  Terraform: ${JSON.stringify(difference?.wanted)}\n  Holdfast:  ${JSON.stringify(difference?.had)}`);
      }
    }
    expect(`seed ${SEED}: ${count} of ${all.length} differ\n${told.join('\n')}`).toBe(`seed ${SEED}: 0 of ${all.length} differ\n`);
  });
});
