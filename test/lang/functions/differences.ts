import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { functionWorld } from '../../../src/compose/adapter-function-world';
import { describeWithProgram } from '../../support/programs';
import { answer } from './answers';
import { terraformAnswers } from './terraform-answers';

/** Expressions that were thought out by hand: one a line; lines that start with # are left out. */
export function edges(family: string): readonly string[] {
  return readFileSync(join(__dirname, 'edges', `${family}.txt`), 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

/** Whatever the seed gives: HOLDFAST_SEED, or one that differs from run to run and is printed. */
export const SEED = Number(process.env['HOLDFAST_SEED'] ?? Date.now() % 1_000_000);

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
      const differing = asked.flatMap((text, i) => {
        const ours = answer(text, world);
        return ours === theirs[i] ? [] : [`${text}\n  Terraform: ${theirs[i] ?? ''}\n  ours:      ${ours}`];
      });
      expect(`${differing.length} of ${asked.length} differ\n${differing.slice(0, 40).join('\n')}`).toBe(`0 of ${asked.length} differ\n`);
    }, 300_000);
  });
}
