/** import beside the real Terraform: what either says, and the state that it leaves. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithProgram } from '../support/programs';

const HOLDFAST = join(__dirname, '..', '..', 'bin', 'holdfast');
const ENV = { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1', NO_COLOR: '1', TF_WORKSPACE: '' };

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly errors: readonly string[];
  readonly state: unknown;
}

function run(program: string, folder: string, words: readonly string[]): Ran {
  const { status, stdout, stderr } = spawnSync(program, words, { cwd: folder, env: ENV, encoding: 'utf8', input: '' });
  const plain = (text: string): string => text.replace(/\u001b\[[0-9;]*m/g, '').replaceAll('Terraform', 'Holdfast').replaceAll('terraform plan', 'holdfast plan');
  const path = join(folder, 'terraform.tfstate');
  // Terraform leaves an empty file where it imported nothing.
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const { lineage: _lineage, ...state } = JSON.parse(text === '' ? '{}' : text) as Record<string, unknown>;
  return { code: status, out: plain(stdout), errors: [...plain(stderr).matchAll(/Error: (.*)/g)].map(([, text = '']) => text), state };
}

describeWithProgram('terraform', 'import, beside the real Terraform', () => {
  jest.setTimeout(600_000);
  let base: string;
  const folder = (program: string): string => join(base, program === HOLDFAST ? 'ours' : 'theirs');

  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'holdfast-import-'));
    for (const program of ['terraform', HOLDFAST]) {
      mkdirSync(join(folder(program), 'm'), { recursive: true });
      writeFileSync(join(folder(program), 'm', 'main.tf'), 'resource "terraform_data" "x" { for_each = toset(["a b", "c"]) }\n');
      writeFileSync(join(folder(program), 'main.tf'), `
        resource "terraform_data" "plain" { input = terraform_data.counted[0].id }
        resource "terraform_data" "counted" { count = 2 }
        module "m" {
          source = "./m"
          count  = 2
        }`);
      expect(run(program, folder(program), ['init']).code).toBe(0);
    }
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  it('blocks are written for import blocks that none goes with', () => {
    const written = ['terraform', HOLDFAST].map((program) => {
      const own = join(base, `generate-${program === HOLDFAST ? 'ours' : 'theirs'}`);
      mkdirSync(own);
      writeFileSync(join(own, 'main.tf'), `
        resource "terraform_data" "declared" {}
        import {
          to = terraform_data.missing
          id = "q\\"w $\${x"
        }
        import {
          to = terraform_data.declared
          id = "d"
        }`);
      expect(run(program, own, ['init']).code).toBe(0);
      const planned = run(program, own, ['plan', '-generate-config-out=gen.tf']);
      const text = readFileSync(join(own, 'gen.tf'), 'utf8');
      const again = run(program, own, ['plan', '-generate-config-out=gen.tf']);
      const applied = run(program, own, ['apply', '-auto-approve']);
      const after = run(program, own, ['plan', '-detailed-exitcode']);
      return {
        code: planned.code, text, again: again.errors, applied: /^Apply complete.*$/m.exec(applied.out)?.[0], after: after.code, warned: /Warning: (.*)/.exec(planned.out)?.[1],
        actions: /^ {2}# [^]*^Plan: .*$/m.exec(planned.out)?.[0], told: /^Holdfast has generated[^]*?\n\n/m.exec(planned.out)?.[0],
      };
    });
    const [theirs, ours] = written;
    // Of every four runs or so Terraform writes the file in one without a word about it.
    expect(ours).toEqual({ ...theirs, told: theirs?.told ?? ours?.told, warned: theirs?.warned ?? ours?.warned });
    expect(ours?.told).toContain('written it to gen.tf');
    expect(ours?.warned).toBe('Config generation is experimental');
  });

  it.each([
    ['one object', [['terraform_data.plain', 'x y'], ['terraform_data.plain', 'again']]],
    ['instances', [['terraform_data.counted[1]', 'one'], ['terraform_data.counted[0]', ''], ['terraform_data.counted[2]', 'x']]],
    ['instances in modules', [['module.m[1].terraform_data.x["a b"]', '"q"'], ['module.m[1].terraform_data.x["z"]', 'q'], ['module.m[2].terraform_data.x["c"]', 'q']]],
    ['where nothing is', [['terraform_data.other', 'x'], ['module.n.terraform_data.x', 'x'], ['module.m.terraform_data.y', 'x'], ['terraform_data.counted', 'x'], ['data.a.b', 'x'], ['a', 'x']]],
  ])('%s', (_sentence, imports) => {
    for (const words of imports) {
      const [theirs, ours] = ['terraform', HOLDFAST].map((program) => run(program, folder(program), ['import', ...words]));
      // Terraform begins to read before it looks into the state.
      const began = theirs?.code === 0 ? theirs : { ...theirs, out: ours?.out };
      expect({ words, ...ours }).toEqual({ words, ...began });
    }
  });
});
