import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { holdfast, startEmulatorProcess } from '../support/processes';

const example = resolve(__dirname, '../../examples/tf-fleet');

test('the fleet in the native syntax is planned, applied, and then there is nothing to do', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-example-'));
  cpSync(example, dir, { recursive: true });
  const emulator = await startEmulatorProcess(join(example, 'world.json'));
  const run = (...words: string[]) => holdfast(words, { cwd: dir, env: emulator.env });
  try {
    const planned = await run('plan', '-out=saved');
    expect(planned).toMatchObject({ code: 0, stderr: '' });
    expect(planned.stdout).toContain('module.instance["db"].cloudbackup_directory.restore["/srv/dump/today"] will be created');
    const applied = await run('apply', 'saved');
    expect(applied.code).toBe(0);
    expect((await emulator.stats()).calls).toMatchObject({ CreateDirectory: 4 });
    expect(await run('plan', '-detailed-exitcode')).toMatchObject({ code: 0 });
    expect(await run('plan', '-var=fleet={ web = { instance = "x-1" } }')).toMatchObject({ code: 1, stderr: expect.stringContaining('and these are not: x-1') });
  } finally {
    await emulator.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}, 120_000);
