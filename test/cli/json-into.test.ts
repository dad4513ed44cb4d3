import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holdfast } from '../support/processes';

let dir: string;
beforeEach(() => { dir = mkdtempSync(join(tmpdir(), 'holdfast-into-')); });
afterEach(() => { rmSync(dir, { recursive: true, force: true }); });
const run = (...words: string[]) => holdfast(words, { cwd: dir });

interface Line {
  readonly type: string;
  readonly '@message': string;
}
/** Lines without what differs between two runs: times and ids. */
const linesOf = (text: string): readonly string[] => text.trim().split('\n').map((line) => {
  const { type, '@message': message } = JSON.parse(line) as Line;
  return `${type}: ${message.replace(/\[id=[^\]]*\]/, '[id]').replace(/after \d+s/, 'after Ns')}`;
});

const CONFIGURATION = `
resource "terraform_data" "a" { input = "x" }
check "c" {
  assert {
    condition     = terraform_data.a.input == "y"
    error_message = "it is not y"
  }
}
variable "secret" {
  default   = "hidden-from-all"
  sensitive = true
}
output "o" {
  value     = var.secret
  sensitive = true
}
`;

describe('-json-into', () => {
  it.each([['plan'], ['apply', '-auto-approve']])('has in its file what -json has, and the terminal its text: %s', async (...words) => {
    writeFileSync(join(dir, 'main.tf'), CONFIGURATION);
    const state = join(dir, 'terraform.tfstate');
    const plain = await run(...words, '-no-color');
    rmSync(state, { force: true });
    rmSync(join(dir, '.holdfast'), { recursive: true, force: true });
    const own = mkdtempSync(join(tmpdir(), 'holdfast-into-'));
    try {
      writeFileSync(join(own, 'main.tf'), CONFIGURATION);
      const both = await holdfast([...words, '-no-color', '-json-into=lines.jsonl'], { cwd: own });
      const ids = (text: string): string => text.replace(/\[id=[^\]]*\]/g, '[id]');
      expect([both.code, ids(both.stdout), both.stderr]).toEqual([plain.code, ids(plain.stdout), plain.stderr]);
      const file = readFileSync(join(own, 'lines.jsonl'), 'utf8');
      expect(file).not.toContain('hidden-from-all');
      expect(statSync(join(own, 'lines.jsonl')).mode & 0o077).toBe(0);
      const third = mkdtempSync(join(tmpdir(), 'holdfast-into-'));
      writeFileSync(join(third, 'main.tf'), CONFIGURATION);
      const streamed = await holdfast([...words, '-json'], { cwd: third });
      rmSync(third, { recursive: true, force: true });
      // The problems of a text come where they are read, those of a stream where they come up.
      expect([...linesOf(file)].sort()).toEqual([...linesOf(streamed.stdout)].sort());
    } finally {
      rmSync(own, { recursive: true, force: true });
    }
  });

  it('has problems that end the command', async () => {
    writeFileSync(join(dir, 'main.tf'), 'resource "terraform_data" "a" { input = nobody.x }');
    const { code, stderr } = await run('plan', '-json-into=lines.jsonl');
    expect([code, stderr]).toEqual([1, expect.stringContaining('Reference to undeclared resource')]);
    expect(linesOf(readFileSync(join(dir, 'lines.jsonl'), 'utf8'))).toContain('diagnostic: Error: Reference to undeclared resource');
  });

  it('refuses a file that cannot be, before anything is read', async () => {
    const { code, stderr } = await run('plan', '-json-into=gone/lines.jsonl');
    expect([code, stderr]).toEqual([1, expect.stringContaining('File cannot be written')]);
    expect(existsSync(join(dir, 'gone'))).toBe(false);
  });
});
