import { join } from 'node:path';
import { describeWithProgram } from '../support/programs';
import { holdfast } from './support/holdfast';
import { problemsIn } from './support/problems';
import { beside, newFolder, PROGRAM, removeFolders, terraform } from './support/terraform';
import { wrongConfigurations, writeConfiguration, type Wrong } from './support/wrong';
import { OURS } from './wrong/ours';

const CASES = wrongConfigurations(join(__dirname, 'wrong'));
const nameOf = (wrong: Wrong): string => `${wrong.kind}: ${wrong.sentence}`;

describeWithProgram(PROGRAM, 'wrong configurations, against the real Terraform', () => {
  jest.setTimeout(120_000);
  afterAll(removeFolders);

  const judged = new Map<string, readonly string[]>();
  beforeAll(async () => {
    await beside(CASES, 2, async (wrong) => {
      const folder = newFolder();
      writeConfiguration(folder, wrong.files);
      judged.set(nameOf(wrong), problemsIn((await terraform(folder, ['validate', '-json'])).stdout));
    });
  });

  it('are a hundred at least, and no two of a name', () => {
    expect(new Set(CASES.map(nameOf)).size).toBe(CASES.length);
    expect([...judged.values()].filter((problems) => problems.length > 0).length).toBeGreaterThanOrEqual(100);
  });

  it('are excepted by names that there are', () => {
    expect([...OURS.keys()].filter((name) => !CASES.some((wrong) => nameOf(wrong) === name))).toEqual([]);
  });

  it.each(CASES.filter((wrong) => !OURS.has(nameOf(wrong))).map((wrong) => [nameOf(wrong), wrong] as const))('%s', async (name, wrong) => {
    const folder = newFolder();
    writeConfiguration(folder, wrong.files);
    const { stdout, stderr } = await holdfast(folder, ['validate', '-json']);
    expect(stderr).toBe('');
    expect(problemsIn(stdout)).toEqual(judged.get(name));
  });

  it.each([...OURS])('%s is told otherwise: %s', async (name) => {
    const wrong = CASES.find((one) => nameOf(one) === name);
    const folder = newFolder();
    writeConfiguration(folder, wrong?.files ?? new Map());
    const { stdout } = await holdfast(folder, ['validate', '-json']);
    // Else it is no exception any more.
    expect(problemsIn(stdout)).not.toEqual(judged.get(name));
  });
});
