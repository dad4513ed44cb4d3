import { openSync, readFileSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Io, Sink } from './io';
import { sourceFiles } from './source-files';

/** The real process. Signals are handed in: main counts them. */
export function nodeIo(soft: AbortSignal, hard: AbortSignal): Io {
  const stdout = sinkOf(process.stdout);
  return {
    stdout, stderr: sinkOf(process.stderr), soft, hard,
    interactive: process.stdin.isTTY && process.stdout.isTTY,
    readLine: () => readLine(soft),
    dialogue: (prompt) => dialogue(prompt, soft),
    lines: () => createInterface({ input: process.stdin, crlfDelay: Infinity }),
    size: () => ({ columns: process.stdout.columns > 0 ? process.stdout.columns : 80, rows: process.stdout.rows > 0 ? process.stdout.rows : 24 }),
    env: process.env,
    cwd: process.cwd(),
    enter(dir) {
      try {
        process.chdir(dir);
        return process.cwd();
      } catch {
        return undefined;
      }
    },
    clock: {
      now: () => Date.now(),
      monotonic: () => performance.now(),
      every(ms, call) {
        const timer = setInterval(call, ms).unref();
        return () => clearInterval(timer);
      },
    },
    file: fileSink,
    source: sourceFiles(readSource),
  };
}

/** Resolves when all that was written has left, or its reader has. */
export async function flushed(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    if (!stream.destroyed && stream.writable) await new Promise<void>((resolve) => void stream.write('', () => resolve()));
  }
}

function sinkOf(stream: NodeJS.WriteStream): Sink {
  let open = true;
  // A reader that went away (`| head`) ends the text, never the work: an apply goes on to its clean end.
  stream.on('error', () => {
    open = false;
  });
  return {
    terminal: stream.isTTY,
    write(text) {
      if (open) stream.write(text);
    },
    async drained() {
      if (!open || !stream.writableNeedDrain) return;
      await new Promise<void>((resolve) => {
        const done = (): void => {
          for (const event of ['drain', 'close', 'error']) stream.off(event, done);
          resolve();
        };
        for (const event of ['drain', 'close', 'error']) stream.on(event, done);
      });
    },
  };
}

/** Each text is there when `write` returns, for who reads along. A disk that takes no more ends the text, never the work. */
function fileSink(path: string): Sink | undefined {
  try {
    const file = openSync(path, 'w', 0o600);
    let open = true;
    return {
      terminal: false,
      write(text) {
        try {
          if (open) writeSync(file, text);
        } catch {
          open = false;
        }
      },
    };
  } catch {
    return undefined;
  }
}

function readLine(signal: AbortSignal): Promise<string | undefined> {
  const input = createInterface({ input: process.stdin });
  return new Promise((resolve) => {
    const end = (answer: string | undefined): void => {
      // First: closing tells of its end at once, and that must not be taken for the answer.
      resolve(answer);
      signal.removeEventListener('abort', giveUp);
      input.close();
      process.stdin.pause();
    };
    const giveUp = (): void => end(undefined);
    if (signal.aborted) return end(undefined);
    signal.addEventListener('abort', giveUp, { once: true });
    input.once('line', end);
    input.once('close', giveUp);
  });
}

async function* dialogue(prompt: () => string, signal: AbortSignal): AsyncGenerator<string> {
  const input = createInterface({ input: process.stdin, output: process.stdout, terminal: true, historySize: 1000 });
  const close = (): void => input.close();
  input.on('SIGINT', close);
  signal.addEventListener('abort', close, { once: true });
  const ask = (): void => {
    input.setPrompt(prompt());
    input.prompt();
  };
  try {
    ask();
    for await (const line of input) {
      yield line;
      ask();
    }
    process.stdout.write('\n');
  } finally {
    signal.removeEventListener('abort', close);
    input.close();
  }
}

/** Files shown in diagnostics are small; a huge one is not read for the sake of one line. */
const MAX_SOURCE = 16 * 1024 * 1024;

function readSource(file: string): string | undefined {
  try {
    const text = readFileSync(file, 'utf8');
    return text.length > MAX_SOURCE ? undefined : text;
  } catch {
    return undefined;
  }
}
