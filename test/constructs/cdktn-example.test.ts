import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { installBesides } from '../support/packages';
import { holdfast, readLedger, startEmulatorProcess } from '../support/processes';

const example = resolve(__dirname, '../../examples/cdktn-fleet');

const directories = ['vm-app:/srv/restore', 'vm-app:/srv/restore/incoming', 'vm-db:/srv', 'vm-db:/srv/restore', 'vm-db:/srv/restore/dumps', 'vm-db:/srv/restore/dumps/daily',
  'vm-db:/srv/restore/dumps/weekly', 'vm-db:/srv/restore/incoming', 'vm-db:/var/lib', 'vm-db:/var/lib/wal', 'vm-web:/srv/restore', 'vm-web:/srv/restore/incoming'];

test.each(['cdktn', 'cdktf'])('the fleet that is written with the constructs is planned, applied, and then there is nothing to do, with %s', async (library) => {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-constructs-'));
  cpSync(example, dir, { recursive: true });
  installBesides(dir, ['holdfast', 'constructs', 'tsx', library]);
  writeFileSync(join(dir, 'main.ts'), readFileSync(join(example, 'main.ts'), 'utf8').replaceAll("'cdktn'", `'${library}'`).replaceAll('/cdktn\'', `/${library}'`));
  const ledger = join(dir, 'ledger.jsonl');
  const emulator = await startEmulatorProcess(join(example, 'world.json'), ['--ledger', ledger]);
  const run = (...words: string[]) => holdfast(words, { cwd: dir, env: emulator.env });
  try {
    const planned = await run('plan', '-out=saved');
    expect(planned).toMatchObject({ code: 0, stderr: '' });
    expect(planned.stdout).toContain('Plan: 11 to add');
    expect(await run('apply', 'saved')).toMatchObject({ code: 0, stderr: '' });
    const made = readLedger(ledger).filter(({ event }) => event === 'performed').map(({ compute_instance_id, path }) => `${compute_instance_id}:${path}`);
    expect([...made].sort()).toEqual(directories);
    expect(made.indexOf('vm-db:/srv/restore/dumps')).toBeLessThan(made.indexOf('vm-db:/srv/restore/dumps/daily'));
    expect(await run('plan', '-detailed-exitcode')).toMatchObject({ code: 0 });
  } finally {
    await emulator.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}, 240_000);
