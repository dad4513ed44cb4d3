import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const built = join(root, 'dist', 'cli.js');

/** A copy of the package as it is installed; the code that was kept with the bundle can be spoilt in it. */
function installed(spoil: (code: string) => void): string {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-load-'));
  for (const part of ['bin', 'package.json', 'dist/cli.js', 'dist/cli.js.code']) cpSync(join(root, part), join(dir, part), { recursive: true, preserveTimestamps: true });
  symlinkSync(join(root, 'node_modules'), join(dir, 'node_modules'));
  spoil(join(dir, 'dist', 'cli.js.code'));
  return dir;
}

describe('the compiled code beside the bundle', () => {
  test('is taken by the Node that built it', () => {
    const program = `const { scriptOf } = require(${JSON.stringify(join(root, 'bin', 'load.js'))});`
      + `process.stdout.write(String(scriptOf(${JSON.stringify(built)}, require('node:fs').readFileSync(${JSON.stringify(`${built}.code`)})).cachedDataRejected));`;
    expect(spawnSync(process.execPath, ['-e', program], { encoding: 'utf8' }).stdout).toBe('false');
  });

  test.each<[string, (code: string) => void]>([
    ['when it is there', () => undefined],
    ['when it is missing', (code) => { rmSync(code); }],
    ['when it is not what Node writes', (code) => { writeFileSync(code, 'no code of any Node'); }],
    ['when it is empty', (code) => { writeFileSync(code, ''); }],
    ['when it is older than the bundle', (code) => { utimesSync(code, 1, 1); }],
  ])('the command runs alike %s', (_when, spoil) => {
    const dir = installed(spoil);
    try {
      const run = spawnSync(process.execPath, [join(dir, 'bin', 'holdfast'), 'validate'], { cwd: dir, encoding: 'utf8' });
      expect({ status: run.status, said: run.stderr }).toEqual({ status: 1, said: expect.stringContaining('*.tf.json') });
      expect(run.stderr).not.toContain('    at ');
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
