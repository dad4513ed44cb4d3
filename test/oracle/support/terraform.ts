/** The judge: real Terraform, as a process. */
import { execFile, type ExecFileException } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const PROGRAM = 'terraform';

const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(YC_|HOLDFAST_|TF_)/.test(name)));
const ENV = { ...inherited, TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1', TF_INPUT: '0' };

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export function terraform(folder: string, args: readonly string[], input = '', env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = execFile(PROGRAM, [...args], { cwd: folder, env: { ...ENV, ...env }, maxBuffer: 1 << 28 }, (error: ExecFileException | null, stdout, stderr) => {
      if (error !== null && typeof error.code !== 'number') reject(new Error(error.message));
      else resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

const made: string[] = [];

/** A folder of its own, with a copy of `from` in it where that is given. */
export function newFolder(from?: string): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'holdfast-oracle-')));
  made.push(folder);
  if (from !== undefined) cpSync(from, folder, { recursive: true });
  return folder;
}

export function removeFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Does `work` for each, so many at once, and gives the results in order. */
export async function beside<T, R>(items: readonly T[], atOnce: number, work: (item: T, at: number) => Promise<R>): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) {
      const item = items[at];
      // Within the length.
      results[at] = await work(item as T, at);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane));
  return results;
}
