/** What strace is asked to do to one run of the command, and what it saw. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isThere } from '../../support/programs';

export type ThreadName = 'pool' | 'main';

/** One system call of a run: the `nth` of its name on that thread, and what it was about. */
export interface Call {
  readonly thread: ThreadName;
  readonly name: string;
  readonly nth: number;
  readonly about: string;
}

/** What happens at a call: the process is killed before it, or the call fails, once or from then on. */
export type Blow = { readonly kill: true } | { readonly error: string; readonly onwards: boolean };

const underStrace = (thread: ThreadName, args: readonly string[]): Readonly<Record<string, string>> => ({
  NODE_OPTIONS: `--require ${path.join(__dirname, 'arm.js')}`, ARM_STRACE: JSON.stringify({ thread, args }), UV_THREADPOOL_SIZE: '1',
});

/** Whether strace is here and may take hold of a process that is not its child. */
export const straceWorks = (): boolean =>
  isThere('strace') && spawnSync(process.execPath, ['-e', ''], { env: { ...process.env, ...underStrace('pool', ['-o', '/dev/null']) }, stdio: 'ignore' }).status === 0;

/** The environment in which the command's calls are written to `log`. */
export const recording = (thread: ThreadName, log: string): Readonly<Record<string, string>> => underStrace(thread, ['-y', '-s', '64', '-o', log]);

/** The environment in which `blow` falls at a call. */
export function striking({ thread, name, nth }: Call, blow: Blow, log: string): Readonly<Record<string, string>> {
  const how = 'kill' in blow ? `signal=KILL:when=${nth}` : `error=${blow.error}:when=${nth}${blow.onwards ? '+' : ''}`;
  return underStrace(thread, ['-e', `trace=${name}`, '-e', `inject=${name}:${how}`, '-o', log]);
}

/** Whether the blow fell: a run may have made fewer calls than the one that was recorded. */
export const hasStruck = (log: string): boolean => existsSync(log) && /\(INJECTED\)|killed by SIGKILL/.test(readFileSync(log, 'utf8'));

/** The calls of a recorded run that are about a file below `dir`, or about the network. */
export function callsOf(thread: ThreadName, log: string, dir: string): readonly Call[] {
  const counts = new Map<string, number>();
  const calls: Call[] = [];
  for (const line of readFileSync(log, 'utf8').split('\n')) {
    const name = /^(\w+)\(/.exec(line)?.[1];
    if (name === undefined) continue;
    const nth = (counts.get(name) ?? 0) + 1;
    counts.set(name, nth);
    const about = subject(line, dir);
    if (about !== undefined) calls.push({ thread, name, nth, about });
  }
  return calls;
}

function subject(line: string, dir: string): string | undefined {
  // The last one: behind `AT_FDCWD<...>` comes the name that is meant.
  const file = [...line.matchAll(/["<](\/[^">]*)[">]/g)].map((match) => match[1] ?? '').findLast((name) => name === dir || name.startsWith(`${dir}/`));
  if (file !== undefined) return path.relative(dir, file).replace(/[0-9a-f-]{36}/g, 'ID') || '.';
  return /AF_INET|<socket:|<TCP/.test(line) ? 'network' : undefined;
}
