/**
 * What a plan and an apply say, beside the real terraform: generated configurations are applied by terraform and then changed; both tools
 * plan and apply the change. Whole texts, machine-readable lines, plan documents and states are compared.
 *
 * Left out of the comparison, each because it is ours on purpose: sentences of details, codes and addresses of diagnostics, the count of
 * what is forgotten; and what Terraform does in no fixed order: what is read, check results.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describeWithProgram } from '../support/programs';
import { beforeAndAfter, type Files } from './planned/generate';
import { linesOf, planDocument, stateDocument, textOf } from './planned/told';

const HOLDFAST = join(__dirname, '..', '..', 'bin', 'holdfast');
const ENV = { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1', TF_WORKSPACE: '', HOLDFAST_PLAN_KEY: 'a passphrase of the test' };
const SEED = Number(process.env['HOLDFAST_SEED'] ?? Date.now() % 1_000_000);
const TRIALS = Number(process.env['HOLDFAST_PLANNED_TRIALS'] ?? 4);

const MODES: readonly (readonly [string, readonly string[]])[] = [
  ['a plan', []], ['a plan of the end of all', ['-destroy']], ['a refresh', ['-refresh-only']], ['a replacement that was asked for', ['-replace=terraform_data.z']],
];

describeWithProgram('terraform', `plans and applies as terraform tells them (HOLDFAST_SEED=${SEED}, HOLDFAST_PLANNED_TRIALS=${TRIALS})`, () => {
  jest.setTimeout(60_000 + TRIALS * 30_000);
  for (const trial of Array.from({ length: TRIALS }, (_, index) => SEED + index)) {
    it(`says what terraform says of a change (seed ${trial})`, () => {
      const root = mkdtempSync(join(tmpdir(), 'holdfast-planned-'));
      try {
        compareAll(root, ...beforeAndAfter(trial));
      } finally {
        rmSync(root, { recursive: true, force: true });
      }
    });
  }
});

function compareAll(root: string, before: Files, after: Files): void {
  const [theirs, ours] = [join(root, 'theirs'), join(root, 'ours')];
  write(theirs, before);
  expect(run('terraform', theirs, ['init', '-no-color'])).toMatchObject({ code: 0 });
  expect(run('terraform', theirs, ['apply', '-auto-approve', '-no-color'])).toMatchObject({ code: 0 });
  write(theirs, after);
  expect(run('terraform', theirs, ['init', '-no-color'])).toMatchObject({ code: 0 });
  cpSync(theirs, ours, { recursive: true });

  for (const [what, flags] of MODES) {
    // Terraform destroys what a removed block says to keep when all is destroyed; this tool keeps it.
    if (flags.includes('-destroy') && /destroy = false/.test(after['main.tf'] ?? '')) continue;
    const told = run('terraform', theirs, ['plan', ...flags, '-no-color']);
    // A cycle that only Terraform makes of a replacement asked for.
    if (told.error.includes('Error: Cycle:')) continue;
    const mine = run(HOLDFAST, ours, ['plan', ...flags, '-no-color']);
    // What an end says of outputs depends in Terraform on what a plan of the changed configuration would leave unknown.
    // Of a refresh that only takes outputs away Terraform does not say that it can be applied.
    const text = ({ text: all }: typeof told): string => (flags.includes('-destroy') ? all.replace(/\nChanges to Outputs:\n[^]*?\n(?=\n)/, '') : flags.includes('-refresh-only') ? all.replace(/\n─+\n\nNote: You didn't use[^]*$/, '') : all);
    expect([what, mine.code, textOf(text(mine)), textOf(mine.error)]).toEqual([what, told.code, textOf(text(told)), textOf(told.error)]);
  }
  expect(linesOf(run(HOLDFAST, ours, ['plan', '-json']).text)).toEqual(linesOf(run('terraform', theirs, ['plan', '-json']).text));
  const [document, mine] = [['terraform', theirs] as const, [HOLDFAST, ours] as const].map(([program, folder]) => {
    expect(run(program, folder, ['plan', '-out=p', '-no-color'])).toMatchObject({ code: 0 });
    return planDocument(run(program, folder, ['show', '-json', 'p']).text);
  });
  expect(mine).toEqual(document);

  const fresh = join(root, 'fresh');
  cpSync(ours, fresh, { recursive: true });
  const again = join(root, 'again');
  cpSync(theirs, again, { recursive: true });
  const [applied, appliedByUs] = [run('terraform', theirs, ['apply', '-auto-approve', '-no-color']), run(HOLDFAST, ours, ['apply', '-auto-approve', '-no-color'])];
  expect([appliedByUs.code, textOf(appliedByUs.text, 'sorted')]).toEqual([applied.code, textOf(applied.text, 'sorted')]);
  expect(stateDocument(readFileSync(join(ours, 'terraform.tfstate'), 'utf8'))).toEqual(stateDocument(readFileSync(join(theirs, 'terraform.tfstate'), 'utf8')));
  const apply = ['apply', '-auto-approve', '-json'];
  expect(linesOf(run(HOLDFAST, fresh, apply).text)).toEqual(linesOf(run('terraform', again, apply).text));
}

function write(folder: string, files: Files): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

function run(program: string, folder: string, words: readonly string[]): { readonly code: number | null; readonly text: string; readonly error: string } {
  const { status, stdout, stderr } = spawnSync(program, words, { cwd: folder, env: ENV, encoding: 'utf8', maxBuffer: 1 << 28 });
  return { code: status, text: stdout, error: stderr };
}
