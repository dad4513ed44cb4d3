/** Configurations that somebody thought of: each planned, applied and planned again, beside the real terraform. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithProgram } from '../support/programs';
import { judge, type Trial } from './configurations/judge';
import type { Module } from './configurations/model';
import { PROGRAM, removeFolders } from './support/terraform';

const PLACE = join(__dirname, 'tricky');

/** `=== what it is`, the first version where there is one, `~~~`, the version that is planned; `-- name` begins another file, of both. */
const cases = readdirSync(PLACE).filter((name) => name.endsWith('.txt')).flatMap((name) => readFileSync(join(PLACE, name), 'utf8').split(/^=== /m).slice(1).map((text) => {
  const [title = '', ...rest] = text.split('\n');
  const [main = '', ...others] = rest.join('\n').split(/^-- /m);
  const files = Object.fromEntries(others.map((other) => [other.slice(0, other.indexOf('\n')), other.slice(other.indexOf('\n') + 1)]));
  const [first, second] = main.split(/^~~~\n/m);
  const module = (own: string): Module => ({ resources: [], calls: [], blocks: [own], files });
  const trial: Trial = { before: second === undefined ? undefined : module(first ?? ''), hurt: undefined, after: module(second ?? first ?? '') };
  return [title, trial] as const;
}));

describeWithProgram(PROGRAM, 'configurations that somebody thought of', () => {
  afterAll(removeFolders);

  it.each(cases)('%s', async (_, trial) => {
    expect((await judge(trial)).differences).toEqual([]);
  }, 300_000);
});
