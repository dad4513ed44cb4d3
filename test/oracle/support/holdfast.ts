/** The accused: our own command, in this process, so that thousands of cases need no thousands of processes. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Io } from '../../../src/cli/io';
import { run } from '../../../src/cli/run';
import { loadLibrary } from '../../../src/cli/seam';
import { sourceFiles } from '../../../src/cli/source-files';
import type { Ran } from './terraform';

export async function holdfast(folder: string, args: readonly string[], input = '', env: Io['env'] = {}): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  const io: Io = {
    stdout: { terminal: false, write: (text) => void (stdout += text) },
    stderr: { terminal: false, write: (text) => void (stderr += text) },
    interactive: false,
    readLine: () => Promise.resolve(undefined),
    dialogue: async function* () { /* nobody is there */ },
    lines: async function* () { yield* input.replace(/\n$/, '').split('\n'); },
    size: () => ({ columns: 80, rows: 24 }),
    env, cwd: folder, enter: (dir) => resolve(folder, dir),
    clock: { now: () => Date.now(), monotonic: () => performance.now(), every: () => () => undefined },
    soft: new AbortController().signal, hard: new AbortController().signal,
    file: () => undefined, source: sourceFiles((file) => {
      try {
        return readFileSync(resolve(folder, file), 'utf8');
      } catch {
        return undefined;
      }
    }),
  };
  const code = await run(args, io, { library: loadLibrary, emulator: () => Promise.resolve(0), version: '0.0.0' });
  return { code, stdout, stderr };
}
