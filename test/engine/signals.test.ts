/** The command as a process that people interrupt: the first signal lets what is under way end, the second leaves, and the next run loses nothing. */
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { holdfast, readLedger, startEmulatorProcess, type EmulatorProcess, type RunResult } from '../support/processes';
import { together, type Case } from '../support/together';
import { directories, quick } from './life';
import { dir, FOLDER } from './place';

interface Folder {
  readonly dir: string;
  readonly emulator: EmulatorProcess;
  run(args: readonly string[], onStart?: (child: ChildProcess) => void): Promise<RunResult>;
  /** Resolves when the service has got that many mutating calls. */
  received(count: number): Promise<void>;
  effects(): string[];
  calls(): number;
  recorded(): string[];
}

async function inFolder(operationTimeMs: number, work: (folder: Folder) => Promise<void>): Promise<void> {
  const at = mkdtempSync(path.join(tmpdir(), 'holdfast-signals-'));
  const [world, ledger] = [path.join(at, 'world.json'), path.join(at, 'ledger.jsonl')];
  writeFileSync(world, JSON.stringify({ folders: { [FOLDER]: { instances: [{ compute_instance_id: 'vm-1', directories: ['/srv'] }] } } }));
  writeFileSync(path.join(at, 'main.tf.json'), JSON.stringify({
    provider: { cloudbackup: quick({ folder_id: FOLDER, settle_time: '1s' }) },
    ...directories({ a: dir('vm-1', '/srv/a'), b: dir('vm-1', '/srv/a/b') }),
  }));
  const emulator = await startEmulatorProcess(world, ['--ledger', ledger, '--operation-time', String(operationTimeMs)]);
  const lines = () => (existsSync(ledger) ? readLedger(ledger) : []);
  const calls = (): number => lines().filter((line) => line.event === 'received').length;
  try {
    await work({
      dir: at, emulator, calls,
      run: (args, onStart) => holdfast(args, { cwd: at, env: emulator.env, ...(onStart === undefined ? {} : { onStart }) }),
      received: async (count) => { while (calls() < count) await pause(10); },
      effects: () => lines().filter((line) => line.event === 'performed').map((line) => line.path ?? ''),
      recorded: () => JSON.parse(readFileSync(path.join(at, 'terraform.tfstate'), 'utf8') || '{"resources":[]}').resources.map((r: any) => r.name).sort(),
    });
  } finally {
    await emulator.stop();
    rmSync(at, { recursive: true, force: true });
  }
}

const APPLY = ['apply', '-auto-approve', '-no-color'];

describe('signals', () => {
  const first = (signal: 'SIGINT' | 'SIGTERM'): Case => ({ name: `the first ${signal} starts nothing more, waits for what is under way and records it`, run: () => inFolder(1000, async (folder) => {
    const run = await folder.run(APPLY, (child) => void folder.received(1).then(() => child.kill(signal)));
    expect(run).toMatchObject({ code: 130, signal: null });
    expect(run.stderr).toContain('Interrupt received');
    expect(folder.effects()).toEqual(['/srv/a']);
    expect(folder.recorded()).toEqual(['a']);

    expect(await folder.run(APPLY)).toMatchObject({ code: 0 });
    expect(folder.effects()).toEqual(['/srv/a', '/srv/a/b']);
    expect(folder.calls()).toBe(2);
    expect(await folder.run(['plan', '-detailed-exitcode', '-no-color'])).toMatchObject({ code: 0 });
  }) });

  const second: Case = { name: 'the second one leaves at once, says how to go on, and the next run takes up what is under way', run: () => inFolder(5000, async (folder) => {
    let second = 0;
    const run = await folder.run(APPLY, (child) => {
      let said = '';
      child.stderr?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (second > 0 || !said.includes('Interrupt received')) return;
        second = performance.now();
        child.kill('SIGINT');
      });
      void folder.received(1).then(() => child.kill('SIGINT'));
    });
    expect(performance.now() - second).toBeLessThan(5000);
    expect(run).toMatchObject({ code: 4, signal: null });
    expect(run.stderr).toContain('Two interrupts received');
    expect(run.stdout + run.stderr).toContain('holdfast apply');
    expect(folder.effects()).toEqual([]);

    const noticed = await folder.run(['plan', '-no-color']);
    expect(noticed.stdout + noticed.stderr).toMatch(/interrupted/);
    expect(await folder.run(APPLY)).toMatchObject({ code: 0 });
    expect(folder.effects()).toEqual(['/srv/a', '/srv/a/b']);
    expect(folder.calls()).toBe(2);
    expect(folder.recorded()).toEqual(['a', 'b']);
  }) };

  const held: Case = { name: 'a state that another run holds is an error of its own, which names the holder', run: () => inFolder(1500, async (folder) => {
    const [first, locked, planned] = await new Promise<readonly [Promise<RunResult>, RunResult, RunResult]>((resolve, reject) => {
      const running = folder.run(APPLY);
      folder.received(1).then(async () => resolve([running, await folder.run(APPLY), await folder.run(['plan', '-no-color'])])).catch(reject);
    });
    for (const run of [locked, planned]) {
      expect(run).toMatchObject({ code: 5 });
      expect(run.stderr).toMatch(/OperationTypeApply|apply/);
      expect(run.stderr).toMatch(/\w+@\S+/);
    }
    expect(await first).toMatchObject({ code: 0 });
    expect(folder.calls()).toBe(2);
  }) };

  const waiting: Case = { name: 'a run that waits for the lock goes on when it is free', run: () => inFolder(800, async (folder) => {
    const first = folder.run(APPLY);
    await folder.received(1);
    const second = await folder.run([...APPLY, '-lock-timeout=30s']);
    expect(second).toMatchObject({ code: 0 });
    expect(second.stdout).toContain('No changes');
    expect(await first).toMatchObject({ code: 0 });
    expect(folder.calls()).toBe(2);
  }) };

  together([first('SIGINT'), first('SIGTERM'), second, held, waiting], 120_000);
});
