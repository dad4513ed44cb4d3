import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithProgram } from '../support/programs';

const HOLDFAST = join(__dirname, '..', '..', 'bin', 'holdfast');
const CONFIGURATION = `
variable "s" {
  default   = "sec"
  sensitive = true
}
resource "terraform_data" "a" { input = { x = [1, "b<&>", { y = 2 }], "k k" = true } }
resource "terraform_data" "b" {
  count = 2
  input = "v\${count.index}"
}
resource "terraform_data" "e" {
  for_each = { p = 1, "q r" = 2 }
  input    = each.value
}
module "m" { source = "./m" }
module "n" {
  source   = "./m"
  for_each = toset(["k", "l"])
}
data "terraform_remote_state" "r" {
  backend  = "local"
  config   = { path = "other.tfstate" }
  defaults = { z = 1 }
}
output "str" { value = "he\\"llo\\n" }
output "num" { value = 1.5 }
output "obj" { value = terraform_data.a.input }
output "sec" {
  value     = var.s
  sensitive = true
}
output "lst" { value = ["a", "b"] }
output "b" { value = true }
output "set" { value = toset(["z", "y"]) }
output "tags" { value = tomap({ "10" = "x", "9" = "<&>" }) }
output "emap" { value = {} }
`;
const EMPTY = JSON.stringify({ version: 4, terraform_version: '1.11.4', serial: 1, lineage: 'x', outputs: {}, resources: [] });
const ENV = { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1', NO_COLOR: '1', TF_WORKSPACE: '' };

interface Ran {
  readonly code: number | null;
  readonly out: string;
  /** Summaries of errors, in their boxes or without. */
  readonly errors: readonly string[];
}

function ran(program: readonly string[], folder: string, words: readonly string[], env: Readonly<Record<string, string>> = {}): Ran {
  const [command = '', ...first] = program;
  const { status, stdout, stderr } = spawnSync(command, [...first, ...words], { cwd: folder, env: { ...ENV, ...env }, encoding: 'utf8', input: '' });
  const errors = [...stderr.replace(/\u001b\[[0-9;]*m/g, '').matchAll(/Error: (.*)/g)].map(([, text = '']) => text);
  return { code: status, out: stdout.replace(/\u001b\[[0-9;]*m/g, '').replaceAll('Terraform', 'Holdfast').replaceAll('"terraform ', '"holdfast '), errors };
}

const state = (folder: string, file = 'terraform.tfstate'): unknown => {
  const path = join(folder, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
};

describeWithProgram('terraform', 'commands on a state, beside the real Terraform', () => {
  jest.setTimeout(600_000);
  let base: string;
  let theirs: string;
  let ours: string;

  beforeAll(() => {
    base = mkdtempSync(join(tmpdir(), 'holdfast-habits-'));
    theirs = join(base, 'theirs');
    mkdirSync(join(theirs, 'm'), { recursive: true });
    writeFileSync(join(theirs, 'main.tf'), CONFIGURATION);
    writeFileSync(join(theirs, 'm', 'main.tf'), 'resource "terraform_data" "x" { input = "in m" }\n');
    writeFileSync(join(theirs, 'other.tfstate'), EMPTY);
    for (const words of [['init'], ['apply', '-auto-approve']]) expect(ran(['terraform'], theirs, words)).toMatchObject({ code: 0 });
  });
  beforeEach(() => {
    ours = join(base, 'ours');
    rmSync(ours, { recursive: true, force: true });
    rmSync(join(base, 'now'), { recursive: true, force: true });
    cpSync(theirs, join(base, 'now'), { recursive: true });
    cpSync(theirs, ours, { recursive: true });
  });
  afterAll(() => rmSync(base, { recursive: true, force: true }));

  /** Runs the words by both, each in its own copy; both must say and write the same. */
  function alike(line: readonly string[], how: { readonly text?: boolean; readonly env?: Readonly<Record<string, string>> } = {}): void {
    const terraform = ran(['terraform'], join(base, 'now'), line, how.env);
    const holdfast = ran([process.execPath, HOLDFAST], ours, line, how.env);
    const words = line.join(' ');
    expect([words, holdfast.code]).toEqual([words, terraform.code]);
    if (how.text !== false) expect([words, holdfast.out]).toEqual([words, terraform.out]);
    if (terraform.errors.length > 0 && how.text !== false) expect([words, holdfast.errors]).toEqual([words, terraform.errors]);
    expect([words, state(ours)]).toEqual([words, state(join(base, 'now'))]);
  }

  it('shows outputs alike', () => {
    for (const words of ['output', 'output -json', 'output -json obj', 'output -json sec', 'output str', 'output sec', 'output -raw str', 'output -raw num', 'output -raw b', 'output -raw sec', 'output set',
      'output tags', 'output -json tags', 'output -raw obj', 'output -raw', 'output -json -raw str', 'output -json -state=none']) alike(words.split(' '));
    alike(['output', 'nope'], { text: false });
    alike(['output', '-state=other.tfstate'], { text: false });
  });

  it('lists and shows alike', () => {
    for (const words of ['list', 'list terraform_data.b', 'list module.m', 'list module.n', 'list terraform_data.e["p"] terraform_data.a', 'list module.n["l"]', 'list -id=nobody', 'list terraform_data.nope',
      'list module.no', 'list module.m[0]', 'list terraform_data.b[9]', 'show terraform_data.e["p"]', 'show terraform_data.a']) alike(['state', ...words.split(' ')]);
    alike(['state', 'list', 'terraform_data.e["q r"]']);
    for (const words of ['list -state=none', 'list x[', 'show terraform_data.b', 'show module.m', 'show']) alike(['state', ...words.split(' ')], { text: false });
  });

  it('moves and takes out alike, and writes the same state', () => {
    for (const words of ['mv terraform_data.a terraform_data.z', 'mv -dry-run terraform_data.z terraform_data.y', 'mv terraform_data.nope terraform_data.y', 'mv terraform_data.z terraform_data.b[0]',
      'mv terraform_data.b terraform_data.e', 'mv terraform_data.z null_resource.z', 'mv terraform_data.z data.x.y', 'mv terraform_data.z module.q', 'mv module.m terraform_data.q', 'mv terraform_data.b terraform_data.f[0]',
      'mv terraform_data.b[1] terraform_data.solo', 'mv terraform_data.b[0] terraform_data.b', 'mv terraform_data.z terraform_data.z[0]', 'mv terraform_data.z[0] terraform_data.e', 'mv module.m module.w', 'mv module.w module.w["k"]',
      'mv module.n["k"] module.o', 'mv module.w["k"].terraform_data.x module.new.terraform_data.x', 'mv data.terraform_remote_state.r data.terraform_remote_state.s', 'mv module.zz module.y',
      'list', 'rm terraform_data.solo module.n', 'rm terraform_data.e["p"]', 'rm terraform_data.nope', 'rm -dry-run terraform_data.nope', 'rm module.new', 'list']) alike(['state', ...words.split(' ')]);
    const backups = (folder: string): boolean => readdirSync(folder).some((name) => /^terraform\.tfstate\.\d+\.backup$/.test(name));
    expect([backups(ours), backups(join(base, 'now'))]).toEqual([true, true]);
  });

  it('taints and untaints alike', () => {
    for (const words of ['taint terraform_data.a', 'taint terraform_data.a', 'taint terraform_data.b[1]', 'untaint terraform_data.a', 'untaint terraform_data.a', 'taint terraform_data.nope', 'taint terraform_data.b',
      'untaint terraform_data.nope']) alike(words.split(' '));
    for (const words of ['taint -allow-missing terraform_data.nope', 'taint data.terraform_remote_state.r', 'untaint -allow-missing terraform_data.nope', 'taint']) alike(words.split(' '), { text: false });
    expect(state(ours, 'terraform.tfstate.backup')).toBe(state(join(base, 'now'), 'terraform.tfstate.backup'));
  });

  it('pulls and pushes alike', () => {
    alike(['state', 'pull']);
    const json = JSON.parse(readFileSync(join(ours, 'terraform.tfstate'), 'utf8')) as { serial: number };
    const put = (name: string, more: object): void => { for (const folder of [ours, join(base, 'now')]) writeFileSync(join(folder, name), JSON.stringify({ ...json, ...more }, null, 2)); };
    put('old.json', { serial: json.serial - 1 });
    put('same.json', {});
    put('other.json', { serial: json.serial, outputs: {} });
    put('new.json', { serial: json.serial + 5 });
    put('lineage.json', { lineage: 'another', serial: 1 });
    for (const name of ['same', 'old', 'other', 'lineage', 'new']) alike(['state', 'push', `${name}.json`], { text: false });
    alike(['state', 'push', '-force', 'lineage.json']);
    alike(['state', 'push', 'none.json'], { text: false });
    alike(['state', 'push', '-'], { text: false });
  });

  it('replaces a provider alike', () => {
    alike(['state', 'replace-provider', '-auto-approve', 'hashicorp/aws', 'acme/aws']);
    alike(['state', 'replace-provider', '-auto-approve', 'terraform.io/builtin/terraform', 'example.com/acme/terraform'], { text: false });
    alike(['state', 'replace-provider', '-auto-approve', 'example.com/acme/terraform', 'terraform'], { text: false });
    alike(['state', 'replace-provider', '-auto-approve', 'x'], { text: false });
    alike(['state', 'replace-provider', '-auto-approve', 'a b', 'c'], { text: false });
  });

  it('keeps workspaces alike', () => {
    const here = (folder: string): readonly unknown[] => [existsSync(join(folder, '.terraform', 'environment')) ? readFileSync(join(folder, '.terraform', 'environment'), 'utf8') : '', readdirSync(join(folder, 'terraform.tfstate.d')).sort()];
    for (const words of ['show', 'list', 'new w1', 'list', 'show', 'select default', 'select default', 'select -or-create w2', 'select w1', 'delete w2', 'list', 'select default']) {
      alike(['workspace', ...words.split(' ')]);
    }
    alike(['workspace', 'new', '-state=terraform.tfstate', 'w3']);
    alike(['state', 'list']);
    expect(state(ours, 'terraform.tfstate.d/w3/terraform.tfstate')).toMatch(/"serial": 1,/);
    alike(['state', 'mv', 'terraform_data.a', 'terraform_data.z']);
    for (const words of ['delete w3', 'select default', 'delete w3', 'new w1', 'new a/b', 'select nope', 'delete nope', 'delete default', 'new']) alike(['workspace', ...words.split(' ')], { text: false });
    alike(['workspace', 'list'], { env: { TF_WORKSPACE: 'w3' } });
    alike(['state', 'list'], { env: { TF_WORKSPACE: 'w3' } });
    for (const words of ['show', 'select default', 'new k', 'delete w3']) alike(['workspace', ...words.split(' ')], { text: false, env: { TF_WORKSPACE: 'w3' } });
    alike(['workspace', 'delete', '-force', 'w3']);
    alike(['workspace', 'list']);
    expect(here(ours)).toEqual(here(join(base, 'now')));
  });
});
