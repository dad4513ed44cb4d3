import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorIn } from '../expressions/judge';
import * as library from '../../../src';
import type { ApplyResult, Diagnostic, Outcome } from '../../../src';
import { jsonText, planJson } from '../../../src/render';
import { newFolder, terraform } from '../support/terraform';
import { writeConfiguration } from '../support/wrong';
import { differing, planFields, stateFields } from './fields';
import { filesOf, type Module } from './model';
import type { Given } from './pieces';

/** One case: what is applied first, if anything, what is done to its state, and what is then planned. */
export interface Trial {
  readonly before: Module | undefined;
  readonly hurt: 'tainted' | undefined;
  readonly after: Module;
  readonly given?: Given;
  /** Plans of other kinds that are made as well, before and after the change is applied. */
  readonly ways?: readonly Way[];
}

/** What a plan is asked for, beside the configuration. */
export interface Way {
  readonly replace?: readonly string[];
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
    // What cannot be applied first is itself what is planned.
    const began = await terraform(theirs, ['apply', '-auto-approve', '-no-color', ...flagsOf(trial.given)], '', trial.given?.env);
    if (began.code !== 0) return judge({ ...trial, before: undefined, hurt: undefined, after: trial.before });
    if (trial.hurt === 'tainted') taint(join(theirs, 'terraform.tfstate'));
    for (const name of filesOf(trial.before).keys()) rmSync(join(theirs, name), { force: true });
  }
  const files = filesOf(trial.after);
  const ours = newFolder();
  for (const folder of [theirs, ours]) writeConfiguration(folder, files);
  if (existsSync(join(theirs, 'terraform.tfstate'))) copyFileSync(join(theirs, 'terraform.tfstate'), join(ours, 'terraform.tfstate'));
  return compare(theirs, ours, trial);
}

const flagsOf = (given: Given | undefined): readonly string[] => (given?.options ?? []).map((option) => (option.kind === 'var' ? `-var=${option.name}=${option.value}` : `-var-file=${option.path}`));

const NORMAL: Way = {};

const wordsOf = ({ replace = [] }: Way): readonly string[] => replace.map((at) => `-replace=${at}`);

/** A passphrase: what is secret in a plan has to be in its file as well. */
const KEY = { HOLDFAST_PLAN_KEY: 'a passphrase of the suite' };

interface Compared {
  readonly differences: readonly string[];
  readonly outcome: Verdict['outcome'];
  /** Both have a plan, which is in the file p of their folders. */
  readonly both: boolean;
}

/** Plans with both, in their folders, and compares all that the plans say. Ours in this process, and written to a file as well. */
async function comparePlans(theirs: string, ours: string, given: Given | undefined, way: Way): Promise<Compared> {
  for (const folder of [theirs, ours]) rmSync(join(folder, 'p'), { force: true });
  const wanted = await terraform(theirs, ['plan', '-out=p', '-no-color', ...wordsOf(way), ...flagsOf(given)], '', given?.env);
  const had = await library.plan({ dir: ours, env: { ...given?.env, ...KEY }, variables: given?.options ?? [], ...way, out: join(ours, 'p') });
  const summary = problems(wanted.code, wanted.stderr);
  // A bug of Terraform's own, in the order of its walk.
  if (summary.includes('no change found for')) return { differences: [], outcome: 'not begun', both: false };
  // Another: what an object was made after by the state, and create_before_destroy, may lead round in a circle that the configuration has not.
  if (summary === 'Cycle' && had.ok && (await terraform(theirs, ['validate'])).code === 0) return { differences: [], outcome: 'not begun', both: false };
  if (wanted.code !== 0 || !had.ok) {
    return { differences: sameClass(summary, told(had.diagnostics, 'error')), outcome: wanted.code === 0 ? 'planned' : 'refused', both: false };
  }
  const planned = differing(
    planFields(inOurWords((await terraform(theirs, ['show', '-json', 'p'])).stdout)),
    planFields(inOurWords(jsonText(planJson(had.value.plan, { redact: false, schemaVersion: () => 0 })))),
  );
  const warned = differing({ warnings: warnings(wanted.stdout) }, { warnings: told(had.diagnostics, 'warning') });
  return { differences: [...planned, ...warned], outcome: 'planned', both: true };
}

/**
 * The plan of the change and those of other ways; then the change is applied, by us where there is no configuration any more; then
 * a second plan and the other ways once more, on Terraform's own state.
 */
async function compare(theirs: string, ours: string, { given, ways = [] }: Trial): Promise<Verdict> {
  for (const way of ways) {
    const { differences, outcome } = await comparePlans(theirs, ours, given, way);
    if (differences.length > 0) return { differences: differences.map((line) => `${wordsOf(way).join(' ')}: ${line}`), outcome };
  }
  const { differences: planned, outcome, both } = await comparePlans(theirs, ours, given, NORMAL);
  if (planned.length > 0 || !both) return { differences: planned, outcome };
  const begun = newFolder(theirs);
  const applied = await terraform(theirs, ['apply', '-no-color', 'p'], '', given?.env);
  const away = withoutConfiguration(ours);
  const did = await library.apply({ dir: away, env: { ...given?.env, ...KEY }, planFile: join(away, 'p'), approve: () => Promise.resolve(true) });
  const ended = differing({ applied: problems(applied.code, applied.stderr) }, { applied: told(endsOf(did), 'error') });
  const differences = [...ended, ...differing(stateOf(theirs), stateOf(away))];
  const left = differences.length === 0 ? [] : await settled(differences, begun, theirs, given);
  if (left.length > 0 || applied.code !== 0 || !existsSync(join(theirs, 'terraform.tfstate'))) return { differences: left, outcome };
  copyFileSync(join(theirs, 'terraform.tfstate'), join(ours, 'terraform.tfstate'));
  for (const way of [NORMAL, ...ways]) {
    const next = await comparePlans(theirs, ours, given, way);
    if (next.differences.length > 0) return { differences: next.differences.map((line) => `then ${wordsOf(way).join(' ')}: ${line}`), outcome };
  }
  return { differences: [], outcome };
}

/** Another folder with the plan and the states of this one, and nothing that was written. */
function withoutConfiguration(folder: string): string {
  const away = newFolder();
  for (const name of readdirSync(folder)) if (name === 'p' || (name.endsWith('.tfstate') && statSync(join(folder, name)).size > 0)) copyFileSync(join(folder, name), join(away, name));
  return away;
}

/** What is left of differences without the fields that depend on ids, which are random: in these Terraform differs from itself. */
async function settled(differences: readonly string[], begun: string, theirs: string, given: Given | undefined): Promise<readonly string[]> {
  const random = new Set<string>();
  for (let i = 0; i < 6; i++) {
    const again = newFolder(begun);
    await terraform(again, ['apply', '-no-color', 'p'], '', given?.env);
    for (const line of differing(stateOf(theirs), stateOf(again))) random.add(fieldOf(line));
  }
  return differences.filter((line) => !random.has(fieldOf(line)));
}

const fieldOf = (line: string): string => line.slice(0, line.lastIndexOf(': ', line.lastIndexOf(' → ')));

/** Where something is wrong already, one of both may look no further: one problem at least is told by both. */
function sameClass(wanted: string, had: string): readonly string[] {
  const theirs = new Set(wanted.split(', '));
  return had.split(', ').some((summary) => theirs.has(summary)) ? [] : differing({ problems: wanted }, { problems: had });
}

/** All that an apply had to tell. */
function endsOf(did: Outcome<ApplyResult>): readonly Diagnostic[] {
  if (!did.ok) return did.diagnostics;
  const { value } = did;
  const steps = value.kind === 'applied' ? [...value.summary.diagnostics, ...[...value.summary.ends.values()].flatMap((end) => ('diagnostics' in end ? end.diagnostics : []))] : [];
  return [...did.diagnostics, ...steps];
}

const told = (diagnostics: readonly Diagnostic[], severity: 'error' | 'warning'): string => {
  const summaries = [...new Set(diagnostics.filter((d) => d.severity === severity).map((d) => d.summary))].sort().join(', ');
  return summaries === '' && severity === 'error' ? 'fine' : summaries;
};

/** What is behind a wrong name in a condition, and told besides, is no class of its own. */
const problems = (code: number, stderr: string): string => {
  const answer = errorIn(stderr);
  return code === 0 ? 'fine' : answer.kind === 'error' ? answer.summaries.filter((summary, _, all) => summary !== 'Unknown variable' || all.length === 1).join(', ').replace(/Cycle: [^,]*(, [a-z_.]+.*)?/, 'Cycle') : '';
};

const warnings = (text: string): string => [...new Set([...text.matchAll(/^(?:│ )?Warning: (.*)$/gm)].map((match) => match[1] ?? ''))].sort().join(', ');

/** What a data source fails with is told in words of our own, also where it becomes the message of a check. */
const inOurWords = (text: string): string => text.replace(/("Unable to find remote state: )[^"]*/g, '$1…');

const stateOf = (folder: string): ReturnType<typeof stateFields> => {
  const file = join(folder, 'terraform.tfstate');
  return existsSync(file) ? stateFields(inOurWords(readFileSync(file, 'utf8'))) : {};
};

/** Marks the first object of a state as tainted, as `terraform taint` does. */
function taint(file: string): void {
  if (!existsSync(file)) return;
  const state = JSON.parse(readFileSync(file, 'utf8')) as { readonly resources: readonly { readonly instances: { status?: string }[] }[] };
  const [first] = state.resources[0]?.instances ?? [];
  if (first !== undefined) first.status = 'tainted';
  writeFileSync(file, JSON.stringify(state, undefined, 2));
}
