/** Real processes for tests: the emulator and the command, from bin/holdfast as users run it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

const bin = path.resolve(__dirname, '../../bin/holdfast');

export interface EmulatorProcess {
  readonly endpoint: string;
  readonly env: Readonly<Record<string, string>>;
  change(verbs: readonly object[]): Promise<void>;
  world(): Promise<any>;
  stats(): Promise<{ calls: Record<string, number> }>;
  stop(): Promise<void>;
}

/** Starts `holdfast emulator` and waits for its first line. */
export async function startEmulatorProcess(worldFile: string, args: readonly string[] = []): Promise<EmulatorProcess> {
  const child = spawn(process.execPath, [bin, 'emulator', '--world', worldFile, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const [first] = (await Promise.race([once(lines, 'line'), once(child, 'exit').then(([code]) => { throw new Error(`the emulator ended with ${code}`); })])) as [string];
  const { endpoint } = JSON.parse(first) as { endpoint: string };
  return {
    endpoint,
    env: { YC_ENDPOINT: endpoint, YC_PLAINTEXT: '1', YC_TOKEN: 't1.emulator.token' },
    change: async (verbs) => { await must(['emulator', 'change', '--endpoint', endpoint], { input: verbs.map((v) => JSON.stringify(v)).join('\n') }); },
    world: async () => JSON.parse((await must(['emulator', 'world', '--endpoint', endpoint])).stdout),
    stats: async () => JSON.parse((await must(['emulator', 'stats', '--endpoint', endpoint])).stdout),
    stop: async () => {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

export interface RunResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Handed the child right after it started: to kill it, say. */
  readonly onStart?: (child: ChildProcess) => void;
}

/** Runs the command to its end. The environment is the test's own, less everything the command would take as a setting. */
export async function holdfast(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(YC_|HOLDFAST_|TF_)/.test(name)));
  const child = spawn(process.execPath, [bin, ...args], { cwd: options.cwd, env: { ...inherited, ...options.env }, stdio: ['pipe', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => { stdout += chunk.toString(); });
  child.stderr.on('data', (chunk: Buffer) => { stderr += chunk.toString(); });
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  options.onStart?.(child);
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal, stdout, stderr };
}

async function must(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const result = await holdfast(args, options);
  if (result.code !== 0) throw new Error(`holdfast ${args.join(' ')} ended with ${result.code}: ${result.stderr}`);
  return result;
}

export interface LedgerLine {
  readonly at: string;
  readonly event: 'received' | 'performed';
  readonly method: string;
  readonly folder_id: string;
  readonly compute_instance_id: string;
  readonly path?: string;
  readonly resource_id?: string;
  readonly idempotency_key: string;
  readonly operation_id: string;
}

export function readLedger(file: string): LedgerLine[] {
  return readFileSync(file, 'utf8').split('\n').filter((l) => l !== '').map((l) => JSON.parse(l) as LedgerLine);
}
