/** graph beside the real Terraform, on generated configurations. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithProgram } from '../support/programs';
import { seededRandom } from '../support/random';

const HOLDFAST = join(__dirname, '..', '..', 'bin', 'holdfast');
const ENV = { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1', NO_COLOR: '1', TF_WORKSPACE: '' };
const TRIALS = Number(process.env['HOLDFAST_GRAPH_TRIALS'] ?? 4);
const SEED = Number(process.env['HOLDFAST_SEED'] ?? 3);

function run(program: string, folder: string, words: readonly string[]): { readonly code: number | null; readonly out: string; readonly err: string } {
  const { status, stdout, stderr } = spawnSync(program, words, { cwd: folder, env: ENV, encoding: 'utf8', input: '' });
  return { code: status, out: stdout.replaceAll('terraform graph -type=plan */', 'holdfast graph -type=plan  */'), err: stderr.replace(/\u001b\[[0-9;]*m/g, '') };
}

/** Resources, data, locals and calls of a module in a module, each of what was written before it. */
function configuration(random: () => number): Readonly<Record<string, string>> {
  const known: string[] = ['"x"'];
  const some = (): string => Array.from({ length: Math.floor(random() * 4) }, () => known[Math.floor(random() * known.length)]).join(', ');
  const parts = Array.from({ length: 3 + Math.floor(random() * 9) }, (_, at) => {
    const kind = random();
    if (kind < 0.5) {
      const text = `resource "terraform_data" "r${at}" { input = [${some()}] }`;
      known.push(`terraform_data.r${at}.id`);
      return text;
    }
    if (kind < 0.65) {
      const text = `data "terraform_remote_state" "d${at}" {\n  backend = "local"\n  config = { path = "none" }\n  defaults = { a = [${some()}] }\n}`;
      known.push(`data.terraform_remote_state.d${at}.outputs`);
      return text;
    }
    if (kind < 0.8) {
      const text = `locals {\n  l${at} = [${some()}]\n}`;
      known.push(`local.l${at}`);
      return text;
    }
    const before = known.find((name) => name.startsWith('terraform_data'))?.replace(/\.id$/, '');
    const text = `module "m${at}" {\n  source = "./m"\n  v = [${some()}]\n  ${before !== undefined && random() < 0.4 ? `depends_on = [${before}]` : ''}\n}`;
    known.push(`module.m${at}.o`);
    return text;
  });
  return {
    'main.tf': `${parts.join('\n')}\noutput "o" { value = [${some()}] }\n`,
    'm/main.tf': 'variable "v" {}\nresource "terraform_data" "x" { input = var.v }\nresource "terraform_data" "alone" {}\nmodule "n" {\n  source = "./n"\n  v = terraform_data.x.output\n}\noutput "o" { value = module.n.o }\n',
    'm/n/main.tf': 'variable "v" {}\nresource "terraform_data" "q" {\n  count = 2\n  input = var.v\n}\noutput "o" { value = terraform_data.q[*].id }\n',
  };
}

describeWithProgram('terraform', 'a graph, beside the real Terraform', () => {
  jest.setTimeout(600_000);
  let base: string;
  beforeEach(() => { base = mkdtempSync(join(tmpdir(), 'holdfast-graph-')); });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  const write = (files: Readonly<Record<string, string>>): void => {
    mkdirSync(join(base, 'm', 'n'), { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(base, name), text);
    expect(run('terraform', base, ['init']).code).toBe(0);
  };

  it('of the resources is the same text', () => {
    const random = seededRandom(SEED);
    for (let trial = 0; trial < TRIALS; trial++) {
      const files = configuration(() => random.next());
      write(files);
      expect({ seed: SEED, files, ...run(HOLDFAST, base, ['graph']) }).toEqual({ seed: SEED, files, ...run('terraform', base, ['graph']) });
    }
  });

  it('without resources says so, and a type that there is not is refused', () => {
    write({ 'main.tf': 'locals {}\n' });
    expect(run(HOLDFAST, base, ['graph'])).toEqual(run('terraform', base, ['graph']));
    for (const program of ['terraform', HOLDFAST]) expect(run(program, base, ['graph', '-type=x'])).toMatchObject({ code: 1, out: '', err: expect.stringContaining('Unsupported graph type') as string });
  });
});

describe('a graph', () => {
  let base: string;
  beforeEach(() => { base = mkdtempSync(join(tmpdir(), 'holdfast-graph-')); });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  it('can be a Mermaid flowchart', () => {
    mkdirSync(join(base, 'm'));
    writeFileSync(join(base, 'main.tf'), 'resource "terraform_data" "a" {}\nmodule "m" {\n  source = "./m"\n  v = terraform_data.a.id\n}\n');
    writeFileSync(join(base, 'm', 'main.tf'), 'variable "v" {}\nresource "terraform_data" "b" { input = var.v }\n');
    expect(run(HOLDFAST, base, ['graph', '-format=mermaid'])).toEqual({
      code: 0, err: '', out: 'flowchart RL\n  n0["terraform_data.a"]\n  subgraph n1m["module.m"]\n    n1["terraform_data.b"]\n  end\n  n1 --> n0\n',
    });
  });

  it('of a plan has its steps, and everything that is written with -type=plan', () => {
    writeFileSync(join(base, 'main.tf'), 'variable "v" { default = 1 }\nresource "terraform_data" "a" { input = var.v }\nresource "terraform_data" "b" { input = terraform_data.a.id }\noutput "o" { value = terraform_data.b.id }\n');
    expect(run(HOLDFAST, base, ['plan', '-out=p']).code).toBe(0);
    const steps = run(HOLDFAST, base, ['graph', '-plan=p']);
    expect(steps.out).toContain('"create terraform_data.b" -> "create terraform_data.a";');
    expect(run(HOLDFAST, base, ['graph', '-type=apply']).out).toBe(steps.out);
    expect(run(HOLDFAST, base, ['graph', '-type=plan']).out).toContain('"output.o" -> "terraform_data.b";');
  }, 60_000);

  it('with a cycle is refused, or drawn with the cycle in red', () => {
    writeFileSync(join(base, 'main.tf'), 'locals {\n  a = local.b\n  b = local.a\n}\n');
    expect(run(HOLDFAST, base, ['graph', '-type=plan'])).toMatchObject({ code: 1, out: '', err: expect.stringContaining('Error: Cycle: ') as string });
    const { code, out } = run(HOLDFAST, base, ['graph', '-type=plan', '-draw-cycles']);
    expect(code).toBe(0);
    expect(out).toContain('"local.a" -> "local.b" [color = "red", penwidth = "2.0"];');
  }, 60_000);
});
