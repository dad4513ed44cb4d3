import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorIn } from '../expressions/judge';
import { holdfast } from '../support/holdfast';
import { newFolder, terraform } from '../support/terraform';
import { writeConfiguration } from '../support/wrong';
import { differing, planFields, stateFields } from './fields';
import { filesOf, type Module } from './model';

/** One case: what is applied first, if anything, what is done to its state, and what is then planned. */
export interface Trial {
  readonly before: Module | undefined;
  readonly hurt: 'tainted' | undefined;
  readonly after: Module;
}

export interface Verdict {
  /** Lines of what differs; none where both agree. */
  readonly differences: readonly string[];
  /** What it came to in Terraform. */
  readonly outcome: 'planned' | 'refused' | 'not begun';
}

/** Plans a trial with both, compares what they say, applies it with both and compares the states. */
export async function judge(trial: Trial): Promise<Verdict> {
  const theirs = newFolder();
  if (trial.before !== undefined) {
    writeConfiguration(theirs, filesOf(trial.before));
    if ((await terraform(theirs, ['apply', '-auto-approve', '-no-color'])).code !== 0) return { differences: [], outcome: 'not begun' };
    if (trial.hurt === 'tainted') taint(join(theirs, 'terraform.tfstate'));
    for (const name of filesOf(trial.before).keys()) rmSync(join(theirs, name));
  }
  const files = filesOf(trial.after);
  const ours = newFolder();
  for (const folder of [theirs, ours]) writeConfiguration(folder, files);
  if (existsSync(join(theirs, 'terraform.tfstate'))) copyFileSync(join(theirs, 'terraform.tfstate'), join(ours, 'terraform.tfstate'));
  return compare(theirs, ours);
}

async function compare(theirs: string, ours: string): Promise<Verdict> {
  const wanted = await terraform(theirs, ['plan', '-out=p', '-no-color']);
  const had = await holdfast(ours, ['plan', '-out=p']);
  if (wanted.code !== 0 || had.code !== 0) {
    const differences = differing({ problems: problems(wanted.code, wanted.stderr) }, { problems: problems(had.code, had.stderr) });
    return { differences, outcome: wanted.code === 0 ? 'planned' : 'refused' };
  }
  const planned = differing(
    planFields((await terraform(theirs, ['show', '-json', 'p'])).stdout),
    planFields((await holdfast(ours, ['show', '-json', '-show-sensitive', 'p'])).stdout),
  );
  const warned = differing({ warnings: warnings(wanted.stdout) }, { warnings: warnings(had.stdout + had.stderr) });
  if (planned.length + warned.length > 0) return { differences: [...planned, ...warned], outcome: 'planned' };
  const applied = await terraform(theirs, ['apply', '-no-color', 'p']);
  const did = await holdfast(ours, ['apply', 'p']);
  const ended = differing({ applied: problems(applied.code, applied.stderr) }, { applied: problems(did.code, did.stderr) });
  return { differences: [...ended, ...differing(stateOf(theirs), stateOf(ours))], outcome: 'planned' };
}

const problems = (code: number, stderr: string): string => {
  const answer = errorIn(stderr);
  return code === 0 ? 'fine' : answer.kind === 'error' ? answer.summaries.join(', ').replace(/Cycle: [^,]*(, [a-z_.]+.*)?/, 'Cycle') : '';
};

const warnings = (text: string): string => [...new Set([...text.matchAll(/^(?:│ )?Warning: (.*)$/gm)].map((match) => match[1] ?? ''))].sort().join(', ');

const stateOf = (folder: string): ReturnType<typeof stateFields> => {
  const file = join(folder, 'terraform.tfstate');
  return existsSync(file) ? stateFields(readFileSync(file, 'utf8')) : {};
};

/** Marks the first object of a state as tainted, as `terraform taint` does. */
function taint(file: string): void {
  if (!existsSync(file)) return;
  const state = JSON.parse(readFileSync(file, 'utf8')) as { readonly resources: readonly { readonly instances: { status?: string }[] }[] };
  const [first] = state.resources[0]?.instances ?? [];
  if (first !== undefined) first.status = 'tainted';
  writeFileSync(file, JSON.stringify(state, undefined, 2));
}
