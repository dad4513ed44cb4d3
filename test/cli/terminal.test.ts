/** A person at a terminal: a real pseudo-terminal (util-linux `script`), a real emulator, and typed answers. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeWithProgram } from '../support/programs';
import { startEmulatorProcess, type EmulatorProcess } from '../support/processes';

const bin = path.resolve(__dirname, '../../bin/holdfast');

let dir: string;
let emulator: EmulatorProcess;

function inPlaceOfTheTest(): void {
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
}

const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(YC_|HOLDFAST_|TF_|CI$)/.test(name)));

describeWithProgram('script', 'a person at a terminal', () => {
  inPlaceOfTheTest();

  /** Runs `holdfast apply` on a terminal and types `answer` when it asks. */
  async function applyAnswering(answer: string): Promise<{ screen: string; code: number }> {
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

describe('a program that has the terminal itself, and answers by pipe', () => {
  inPlaceOfTheTest();

  /** `answer`: undefined when it ends without one. */
  async function applyThrough(env: Readonly<Record<string, string>>, answer: string | undefined, flags: readonly string[] = []): Promise<{ readonly said: string; readonly code: number }> {
    const child = spawn(process.execPath, [bin, 'apply', ...flags], { cwd: dir, env: { ...inherited, ...emulator.env, ...env } });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { said += chunk.toString(); });
    child.stdin.on('error', () => undefined);
    let told = false;
    child.stdout.on('data', () => {
      if (told || !said.includes('Enter a value:')) return;
      told = true;
      if (answer === undefined) child.stdin.end();
      else child.stdin.write(`${answer}\n`);
    });
    const [code] = (await once(child, 'close')) as [number];
    return { said, code };
  }
  const CDKTN = { TF_APPEND_USER_AGENT: 'cdktn/0.24.0 (+https://github.com/open-constructs/cdk-terrain)' };

  it('is asked, and its yes is one', async () => {
    const { said, code } = await applyThrough(CDKTN, 'yes');
    expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining('Apply complete! Resources: 1 added, 0 changed, 0 destroyed.') });
  });

  it.each(['no', undefined])('and nothing happens when it says %j', async (answer) => {
    const { said, code } = await applyThrough(CDKTN, answer);
    expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('Apply cancelled.') });
    expect((await emulator.stats()).calls['CreateDirectory'] ?? 0).toBe(0);
  });

  it.each([
    ['any other program', {}, []], ['where TF_INPUT says no', { ...CDKTN, TF_INPUT: '0' }, []], ['with -input=false', CDKTN, ['-input=false']],
  ] as const)('%s is not asked', async (_name, env, flags) => {
    const { said, code } = await applyThrough(env, undefined, flags);
    expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('Nobody can approve') });
  });
});
