import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { functionWorld } from '../../../src/compose/adapter-function-world';
import { seedOf } from '../../oracle/support/chance';
import { describeWithProgram } from '../../support/programs';
import { answer } from './answers';
import { terraformAnswers } from './terraform-answers';

const fileOf = (family: string): string => join(__dirname, 'edges', `${family}.txt`);
const linesOf = (family: string): readonly string[] => readFileSync(fileOf(family), 'utf8').split('\n').filter((line) => line !== '');

/** Expressions that were thought out by hand: one a line. An indented line below one is the answer that Terraform gave. */
export function edges(family: string): readonly string[] {
  return linesOf(family).filter((line) => !line.startsWith(' '));
}

/** The expressions whose answers are written down, with these. */
export function recorded(family: string): readonly (readonly [expression: string, answer: string])[] {
  const lines = linesOf(family);
  return lines.flatMap((line, i) => (line.startsWith(' ') ? [[lines[i - 1] ?? '', line.trim()] as const] : []));
}

/** Where HOLDFAST_RECORD is set: writes down what Terraform answers, wherever that does not depend on the machine. */
function record(family: string, asked: readonly string[], theirs: readonly string[]): void {
  const known = new Map(asked.map((expression, i) => [expression, theirs[i] ?? '']));
  const text = [...new Set(edges(family))].map((expression) => {
    const answered = known.get(expression);
    const depends = answered === undefined || answered.length > 2000 || /\bfile|abspath|pathexpand|timestamp\(|bcrypt|uuid\(/.test(expression);
    return depends ? expression : `${expression}\n  ${answered}`;
  });
  writeFileSync(fileOf(family), `${text.join('\n')}\n`);
}

const SEED = seedOf();

/** A suite that puts expressions to Terraform and to us, in one folder that `fill` fills, and tells all that differ. */
export function describeDifferences(family: string, expressions: (seed: number) => readonly string[], fill: (folder: string) => void = () => undefined): void {
  describeWithProgram('terraform', `functions of the family "${family}", against terraform console (seed ${SEED})`, () => {
    let folder = '';
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'holdfast-functions-'));
      fill(folder);
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it('all expressions have the same value and type, or the same class of error', () => {
      const world = functionWorld({ dir: folder, planTime: undefined, now: () => Date.now() });
      const asked = [...new Set(expressions(SEED))];
      const theirs = terraformAnswers(folder, asked);
      if (process.env['HOLDFAST_RECORD'] !== undefined) record(family, asked, theirs);
      const differing = asked.flatMap((text, i) => {
        const ours = answer(text, world);
        return ours === theirs[i] ? [] : [`${text}\n  Terraform: ${theirs[i] ?? ''}\n  ours:      ${ours}`];
      });
      expect(`${differing.length} of ${asked.length} differ\n${differing.slice(0, 40).join('\n')}`).toBe(`0 of ${asked.length} differ\n`);
    }, 300_000);
  });
}
