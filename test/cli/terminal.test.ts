/** A person at a terminal: a real pseudo-terminal (util-linux `script`), a real emulator, and typed answers. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeWithProgram } from '../support/programs';
import { startEmulatorProcess, type EmulatorProcess } from '../support/processes';

const bin = path.resolve(__dirname, '../../bin/holdfast');

describeWithProgram('script', 'a person at a terminal', () => {
  let dir: string;
  let emulator: EmulatorProcess;

  beforeEach(async () => {
    dir = mkdtempSync(path.join(tmpdir(), 'holdfast-terminal-'));
    writeFileSync(path.join(dir, 'world.json'), JSON.stringify({ folders: { f: { instances: [{ compute_instance_id: 'vm-1', directories: ['/', '/srv'] }] } } }));
    writeFileSync(path.join(dir, 'main.tf.json'), JSON.stringify({
      provider: { cloudbackup: { folder_id: 'f' } },
      resource: { cloudbackup_directory: { d: { compute_instance_id: 'vm-1', path: '/srv/a' } } },
    }));
    emulator = await startEmulatorProcess(path.join(dir, 'world.json'), ['--operation-time', '400']);
  });
  afterEach(async () => {
    await emulator.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  /** Runs `holdfast apply` on a terminal and types `answer` when it asks. */
  async function applyAnswering(answer: string): Promise<{ screen: string; code: number }> {
    const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(YC_|HOLDFAST_|TF_|CI$)/.test(name)));
    const child = spawn('script', ['-qec', `${process.execPath} ${bin} apply`, '/dev/null'], { cwd: dir, env: { ...inherited, ...emulator.env, TERM: 'xterm' } });
    let screen = '';
    let asked = false;
    child.stdout.on('data', (chunk: Buffer) => {
      screen += chunk.toString();
      if (!asked && screen.includes('Enter a value:')) {
        asked = true;
        child.stdin.write(`${answer}\n`);
      }
    });
    const [code] = (await once(child, 'close')) as [number];
    return { screen, code };
  }

  it('applies when the answer is yes, and shows the operation while it runs', async () => {
    const { screen, code } = await applyAnswering('yes');
    expect(screen).toContain('Apply complete! Resources: 1 added, 0 changed, 0 destroyed.');
    expect(code).toBe(0);
    expect(Object.keys((await emulator.stats()).calls)).toContain('CreateDirectory');
    expect(existsSync(path.join(dir, 'terraform.tfstate'))).toBe(true);
  });

  it.each(['no', 'y', '', 'YES', 'yes please'])('does nothing when the answer is %j', async (answer) => {
    const { screen, code } = await applyAnswering(answer);
    expect(screen).toContain('Apply cancelled.');
    expect(code).toBe(1);
    expect((await emulator.stats()).calls['CreateDirectory'] ?? 0).toBe(0);
  });
});
