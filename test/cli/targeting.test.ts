/** -target and -replace beside the real Terraform: the same configurations and states, what either plans of a part of them. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithProgram } from '../support/programs';
import { seededRandom } from '../support/random';

const HOLDFAST = join(__dirname, '..', '..', 'bin', 'holdfast');
const ENV = { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1', NO_COLOR: '1', TF_WORKSPACE: '' };
/** How many plans are compared; HOLDFAST_TARGETING_TRIALS=200 in the long run. */
const TRIALS = Number(process.env['HOLDFAST_TARGETING_TRIALS'] ?? 8);
const SEED = Number(process.env['HOLDFAST_SEED'] ?? 5);

function configuration(version: number, gone: boolean): { readonly main: string; readonly module: string } {
  return {
    main: `
resource "terraform_data" "a" { input = ${version} }
resource "terraform_data" "b" { input = terraform_data.a.output }
resource "terraform_data" "c" {
  count = ${gone ? 1 : 2}
  input = terraform_data.b.output
}
locals { x = terraform_data.c[0].output }
resource "terraform_data" "d" {
  input            = local.x
  triggers_replace = ${version}
}
resource "terraform_data" "e" {
  for_each = toset(["k", ${gone ? '' : '"l", '}"m n"])
  input    = "\${each.key} ${version}"
  lifecycle { create_before_destroy = true }
}
${gone ? '' : 'resource "terraform_data" "z" { input = terraform_data.a.output }'}
module "m" {
  source     = "./m"
  for_each   = toset(["x", "y"])
  v          = terraform_data.a.output
  w          = ${version}
  depends_on = [terraform_data.e]
}
module "n" {
  source = "./m"
  v      = module.m["x"].o
  w      = terraform_data.d.id
}
output "of_a" { value = terraform_data.a.output }
output "of_d" { value = local.x }
output "of_m" { value = module.m["x"].o }
output "of_n" { value = module.n }
output "plain" { value = ${version} }
`,
    module: `
variable "v" {}
variable "w" {}
resource "terraform_data" "e" { input = var.v }
resource "terraform_data" "f" {
  count = 2
  input = var.w
}
output "o" { value = terraform_data.e.output }
`,
  };
}

const ADDRESSES = [
  'terraform_data.a', 'terraform_data.b', 'terraform_data.c', 'terraform_data.c[0]', 'terraform_data.c[1]', 'terraform_data.d', 'terraform_data.e', 'terraform_data.e["k"]', 'terraform_data.e["l"]',
  'terraform_data.z', 'terraform_data.unknown', 'module.m', 'module.m["x"]', 'module.n', 'module.n.terraform_data.f[1]', 'module.m["y"].terraform_data.f', 'module.m.terraform_data.e', 'terraform_data.a[0]',
];
const INSTANCES = ADDRESSES.filter((address) => !/^module\.[mn](\[.*\])?$/.test(address));

function run(program: string, folder: string, words: readonly string[]): { readonly code: number | null; readonly out: string; readonly err: string } {
  const { status, stdout, stderr } = spawnSync(program, words, { cwd: folder, env: ENV, encoding: 'utf8', input: '', maxBuffer: 1 << 26 });
  const plain = (text: string): string => text.replace(/\u001b\[[0-9;]*m/g, '');
  return { code: status, out: plain(stdout), err: plain(stderr) };
}

interface PlanJson {
  readonly resource_changes?: readonly { readonly address: string; readonly action_reason?: string; readonly change: { readonly actions: readonly string[] } }[];
  readonly output_changes?: Readonly<Record<string, { readonly actions: readonly string[] }>>;
  readonly complete: boolean;
  readonly applyable: boolean;
}

/** What a plan comes to. What stays as it is is left out: a part that nothing looks at may be told or not. */
function comesTo(program: string, folder: string, words: readonly string[]): unknown {
  const planned = run(program, folder, ['plan', '-out=p', '-input=false', ...words]);
  // Terraform tells the same once for each instance of a module.
  const warned = [...new Set([...planned.out.matchAll(/Warning: (.*)/g)].map(([, text]) => text))];
  // Where a part is left out, Terraform looks for keyless matches in it all the same.
  const hidden = words.some((word) => word.startsWith('-target')) ? warned.filter((text) => text?.startsWith('Incompletely') !== true) : warned;
  const failed = [...planned.err.matchAll(/Error: (.*)/g)].map(([, text]) => text);
  if (planned.code !== 0) return { failed };
  const json = JSON.parse(run(program, folder, ['show', '-json', 'p']).out) as PlanJson;
  const changes = (json.resource_changes ?? []).filter((c) => c.change.actions[0] !== 'no-op').map((c) => `${c.change.actions.join('+')} ${c.address} ${c.action_reason ?? ''}`).sort();
  const outputs = Object.entries(json.output_changes ?? {}).filter(([, c]) => c.actions[0] !== 'no-op').map(([name, c]) => `${c.actions.join('+')} ${name}`).sort();
  return { warned: hidden, changes, outputs, complete: json.complete, applyable: json.applyable };
}

describeWithProgram('terraform', 'a part of a plan, beside the real Terraform', () => {
  jest.setTimeout(1_200_000);
  let base: string;

  beforeAll(() => {
    base = mkdtempSync(join(tmpdir(), 'holdfast-targeting-'));
    mkdirSync(join(base, 'm'));
    const first = configuration(1, false);
    writeFileSync(join(base, 'main.tf'), first.main);
    writeFileSync(join(base, 'm', 'main.tf'), first.module);
    for (const words of [['init'], ['apply', '-auto-approve']]) expect(run('terraform', base, words).code).toBe(0);
    writeFileSync(join(base, 'main.tf'), configuration(2, true).main);
  });
  afterAll(() => rmSync(base, { recursive: true, force: true }));

  it('comes to the same', () => {
    const random = seededRandom(SEED);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random.next() * list.length)] as T;
    for (let trial = 0; trial < TRIALS; trial++) {
      const words: string[] = [];
      for (let n = trial % 4 === 0 ? 0 : 1 + Math.floor(random.next() * 2); n > 0; n--) words.push(`-target=${pick(ADDRESSES)}`);
      if (trial % 5 === 4) words.push('-destroy');
      else for (let n = Math.floor(random.next() * 3); n > 0; n--) words.push(`-replace=${pick(INSTANCES)}`);
      if (random.next() < 0.3) words.push('-refresh=false');
      const theirs = comesTo('terraform', base, words);
      expect({ seed: SEED, words, ...comesTo(HOLDFAST, base, words) as object }).toEqual({ seed: SEED, words, ...theirs as object });
    }
  });

  it.each([
    ['what is no address', ['plan', '-target=foo'], 'Invalid target "foo"'],
    ['a module to be replaced', ['plan', '-replace=module.m'], 'Invalid force-replace address "module.m"'],
    ['data to be replaced', ['plan', '-replace=data.x.y'], 'Invalid force-replace address "data.x.y"'],
    ['a replacement of what is destroyed', ['plan', '-destroy', '-replace=terraform_data.a'], 'Unsupported plan mode'],
    ['a refresh without refreshing', ['plan', '-refresh-only', '-refresh=false'], 'Incompatible refresh options'],
  ])('refuses %s, in the same words', (_sentence, words, summary) => {
    for (const program of ['terraform', HOLDFAST]) {
      const { code, err } = run(program, base, words);
      expect({ program, code, err }).toEqual({ program, code: 1, err: expect.stringContaining(`Error: ${summary}`) as string });
    }
  });

  it('says after an apply of a part that more may be left, also of a saved plan', () => {
    const told = (program: string): readonly unknown[] => {
      const folder = `${base}-${program === HOLDFAST ? 'ours' : 'theirs'}`;
      cpSync(base, folder, { recursive: true });
      try {
        const saved = run(program, folder, ['plan', '-out=p', '-target=terraform_data.b']);
        const runs = [saved, run(program, folder, ['apply', 'p']), run(program, folder, ['apply', '-auto-approve', '-target=terraform_data.b']), run(program, folder, ['plan', '-detailed-exitcode'])];
        return runs.map(({ code, out }) => ({ code, warned: [...out.matchAll(/Warning: (.*)/g)].map(([, text]) => text), end: /^Apply complete.*$/m.exec(out)?.[0] }));
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    };
    expect(told(HOLDFAST)).toEqual(told('terraform'));
  });
});
