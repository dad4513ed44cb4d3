/**
 * What people and programs read of a state, beside the real terraform: generated configurations are applied by terraform, then both tools
 * show what there is. Whole texts and whole documents are compared, and what goes through us must come out byte for byte.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describeWithProgram } from '../support/programs';
import { seededRandom } from '../support/random';

const HOLDFAST = join(__dirname, '..', '..', 'bin', 'holdfast');
const ENV = { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1', TF_WORKSPACE: '' };
const SEED = Number(process.env['HOLDFAST_SEED'] ?? Date.now() % 1_000_000);
const TRIALS = Number(process.env['HOLDFAST_SHOWN_TRIALS'] ?? 4);

type Pick = <T>(of: readonly [T, ...T[]]) => T;

/** A configuration of a few objects in modules. */
function configuration(seed: number): Readonly<Record<string, string>> {
  const shape = seededRandom(seed);
  const pick: Pick = (of) => of[Math.floor(shape.next() * of.length)] ?? of[0];
  const leaf = (): string => pick(['"plain"', '"qu\\"oted <&> ☃"', '12', '1.5', 'true', 'null', 'var.secret', '12345678901234567890.5']);
  const value = (depth: number): string => {
    if (depth === 0) return leaf();
    switch (pick(['leaf', 'leaf', 'object', 'tuple', 'list', 'map', 'lines', 'json'])) {
      case 'object': return `{ a = ${value(depth - 1)}, "b c" = ${value(depth - 1)} }`;
      case 'tuple': return `[${value(depth - 1)}, ${value(depth - 1)}]`;
      case 'list': return `tolist(["x", "y"])`;
      case 'map': return `tomap({ k = "v", "10" = "ten" })`;
      case 'lines': return `"one\\ntwo\\nthree\\n"`;
      case 'json': return `jsonencode({ a = [1, 2], b = "s" })`;
      default: return leaf();
    }
  };
  const repeat = (): string => pick(['', '', `  count = 2\n`, `  for_each = { p = 1, "q r" = 2 }\n`]);
  const resource = (name: string): string => {
    const triggers = pick([true, false]) ? `  triggers_replace = ${value(1)}\n` : '';
    return `resource "terraform_data" "${name}" {\n${repeat()}  input = ${value(2)}\n${triggers}}\n`;
  };
  const names = ['a', 'b', 'c', 'd'].slice(0, 2 + Math.floor(shape.next() * 3));
  return {
    'main.tf': `variable "flag" {\n  default = true\n}\nvariable "secret" {\n  default   = "hidden-one"\n  sensitive = true\n}\n${names.map(resource).join('')}`
      + `module "m" {\n  source = "./m"\n${pick(['', '  for_each = toset(["x", "y"])\n'])}}\n`
      + `output "o" {\n  value = { a = 1, b = ["x"] }\n}\noutput "s" {\n  value     = var.secret\n  sensitive = true\n}\n`
      + `check "c" {\n  assert {\n    condition     = ${pick(['var.flag', 'var.flag', '!var.flag'])}\n    error_message = "not so"\n  }\n}\n`,
    'm/main.tf': `variable "secret" {\n  default = "in the module"\n}\n${resource('r')}output "id" {\n  value = "x"\n}\n`,
  };
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

function run(program: readonly [string, ...string[]], folder: string, words: readonly string[], input = ''): string {
  const [command, ...first] = program;
  const { stdout, stderr, status } = spawnSync(command, [...first, ...words], { cwd: folder, env: ENV, encoding: 'utf8', input, maxBuffer: 1 << 28 });
  return status === 0 ? stdout : `${stdout}\nended with ${status}\n${stderr}`;
}

/** What differs by nature: the product's name. */
const steady = (text: string): string => text.replaceAll('Terraform', 'Holdfast').trim();

describeWithProgram('terraform', `states as terraform shows them (seed ${SEED})`, () => {
  it.each(Array.from({ length: TRIALS }, (_, i) => SEED + i))('configuration %i', (seed) => {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-shown-'));
    const both = (...words: string[]) => [run(['terraform'], folder, words), run([process.execPath, HOLDFAST], folder, words)] as const;
    try {
      write(folder, configuration(seed));
      run(['terraform'], folder, ['init', '-input=false']);
      const applied = run(['terraform'], folder, ['apply', '-auto-approve', '-input=false']);
      if (!applied.includes('Apply complete!')) throw new Error(applied);

      for (const words of [['show', '-no-color'], ['output', '-no-color'], ['output', '-json'], ['state', 'list']]) {
        const [theirs, ours] = both(...words);
        expect(steady(ours)).toBe(steady(theirs));
      }
      expect(run([process.execPath, HOLDFAST], folder, ['show', '-json', '-show-sensitive'])).toBe(run(['terraform'], folder, ['show', '-json']));
      for (const address of run(['terraform'], folder, ['state', 'list']).trim().split('\n').slice(0, 2)) {
        const [theirs, ours] = both('state', 'show', '-no-color', address);
        expect(steady(ours)).toBe(steady(theirs));
      }

      const before = readFileSync(join(folder, 'terraform.tfstate'), 'utf8');
      expect(run([process.execPath, HOLDFAST], folder, ['state', 'pull']).trimEnd()).toBe(before.trimEnd());
      const elsewhere = mkdtempSync(join(tmpdir(), 'holdfast-pushed-'));
      writeFileSync(join(elsewhere, 'main.tf'), '');
      run([process.execPath, HOLDFAST], elsewhere, ['state', 'push', '-'], before);
      expect(readFileSync(join(elsewhere, 'terraform.tfstate'), 'utf8')).toBe(before);
      rmSync(elsewhere, { recursive: true });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 300_000);
});
