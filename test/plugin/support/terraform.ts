/** Real Terraform before our provider: in reattach mode to a server in this process, or with the bundle as it starts it itself. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { listen, openDoor, type Log } from '../../../src/plugin';

export const PROGRAM = 'terraform';
export const ADDRESS = 'registry.terraform.io/holdfast/cloudbackup';
export const BUNDLE = path.resolve(__dirname, '../../../dist/terraform-provider-cloudbackup');

const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(YC_|HOLDFAST_|TF_)/.test(name)));

export interface Said {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly detail: string;
  readonly address?: string;
}

export interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Diagnostics of `-json`. */
  readonly said: readonly Said[];
  /** Planned actions of `-json`, by address. */
  readonly planned: Readonly<Record<string, string>>;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly onStart?: (child: ChildProcess) => void;
}

export type Env = Readonly<Record<string, string>>;

export async function terraform(cwd: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const child = spawn(PROGRAM, [...args], {
    cwd, stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...inherited, TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1', TF_INPUT: '0', ...options.env },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => { stdout += chunk.toString(); });
  child.stderr.on('data', (chunk: Buffer) => { stderr += chunk.toString(); });
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  options.onStart?.(child);
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  const lines = stdout.split('\n').filter((line) => line.startsWith('{"@level"')).map((line) => JSON.parse(line));
  return {
    code, signal, stdout, stderr,
    said: lines.filter((line) => line.type === 'diagnostic').map((line) => line.diagnostic),
    planned: Object.fromEntries(lines.filter((line) => line.type === 'planned_change').map((line) => [line.change.resource.addr, line.change.action])),
  };
}

/** Runs `work` with a server in this process that Terraform is told to use: no init, no process of its own. */
export async function attached<T>(cwd: string, env: Env, work: (env: Env) => Promise<T>, more: { readonly version?: 5 | 6; readonly log?: Log } = {}): Promise<T> {
  const door = openDoor({ version: more.version ?? 6, env, cwd, log: more.log ?? (() => undefined) });
  const server = await listen(door, { shutdown: () => undefined, hungUp: () => undefined }, { tls: undefined, socketDir: undefined, ports: { least: 0, most: 0 }, tcp: false });
  const reattach = { [ADDRESS]: { Protocol: 'grpc', ProtocolVersion: more.version ?? 6, Pid: process.pid, Test: true, Addr: { Network: server.network, String: server.address } } };
  try {
    return await work({ ...env, TF_REATTACH_PROVIDERS: JSON.stringify(reattach) });
  } finally {
    server.close();
    await door.close();
  }
}

export const reattached = (cwd: string, env: Env, args: readonly string[]): Promise<Ran> => attached(cwd, env, (own) => terraform(cwd, args, { env: own }));

/** Settings of a Terraform that takes the bundle from where it was built. */
export function overridden(dir: string): Env {
  const file = path.join(dir, 'overrides.tfrc');
  mkdirSync(dir, { recursive: true });
  writeFileSync(file, `provider_installation {\n  dev_overrides {\n    "${ADDRESS}" = ${JSON.stringify(path.dirname(BUNDLE))}\n  }\n  direct {}\n}\n`);
  return { TF_CLI_CONFIG_FILE: file };
}

/** What went wrong, for a test that expected otherwise. */
export function mustRun(run: Ran, ...codes: readonly number[]): Ran {
  if (run.signal === null && codes.includes(run.code ?? -1)) return run;
  throw new Error(`terraform ended with ${run.signal ?? run.code}, not ${codes.join(' or ')}\n${run.stdout}\n${run.stderr}`);
}
