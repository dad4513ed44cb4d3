import { spawn, type ChildProcess } from 'node:child_process';
import type { AppEnd, AppRunner } from './ports';

/** What is kept of each output for messages: the end, where programs say what went wrong. */
const KEPT = 64 * 1024;
/** Time to end by itself after being asked to, and to close its outputs after it ended. */
const GRACE_MS = 3_000;

class Tail {
  #chunks: Buffer[] = [];
  #length = 0;

  add(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    for (let first = this.#chunks[0]; first !== undefined && this.#length - first.length >= KEPT; first = this.#chunks[0]) {
      this.#chunks.shift();
      this.#length -= first.length;
    }
  }

  text(): string {
    return Buffer.concat(this.#chunks).subarray(-KEPT).toString('utf8');
  }
}

/** A group of its own, so that ending it ends what it started too (a shell, npx, node). */
const OWN_GROUP = process.platform !== 'win32';

function end(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (OWN_GROUP) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // It is gone already: what was wanted.
  }
}

/** Runs the configuration program in a shell of this machine. */
export const shellRunner: AppRunner = {
  run: (app) => new Promise<AppEnd>((resolve) => {
    const out = new Tail();
    const err = new Tail();
    const child = spawn(app.command, { shell: true, cwd: app.cwd, env: app.env, stdio: ['ignore', 'pipe', 'pipe'], detached: OWN_GROUP, windowsHide: true });
    let stopped: AppEnd['end'] | undefined;
    let ended: AppEnd['end'] | undefined;
    const timers: NodeJS.Timeout[] = [];
    const finish = (how: AppEnd['end']): void => {
      for (const timer of timers) clearTimeout(timer);
      app.signal?.removeEventListener('abort', abort);
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ end: stopped ?? how, stdout: out.text(), stderr: err.text() });
    };
    const stop = (how: AppEnd['end']): void => {
      if (stopped !== undefined) return;
      stopped = how;
      end(child, 'SIGTERM');
      timers.push(setTimeout(() => { end(child, 'SIGKILL'); }, GRACE_MS));
    };
    const abort = (): void => { stop({ kind: 'aborted' }); };

    let received = 0;
    const take = (tail: Tail) => (chunk: Buffer): void => {
      tail.add(chunk);
      received += chunk.length;
      if (received > app.outputLimit) stop({ kind: 'output-limit' });
    };
    child.stdout.on('data', take(out));
    child.stderr.on('data', take(err));
    child.on('error', (error) => { finish({ kind: 'not-started', reason: error.message }); });
    child.on('exit', (code, signal) => {
      ended = signal === null ? { kind: 'exit', code: code ?? 1 } : { kind: 'signal', signal };
      const how = ended;
      // A program left behind may hold the outputs open for ever: what was said so far is enough.
      timers.push(setTimeout(() => { finish(how); }, GRACE_MS));
    });
    child.on('close', () => { if (ended !== undefined) finish(ended); });
    timers.push(setTimeout(() => { stop({ kind: 'timeout' }); }, app.timeoutMs));
    if (app.signal?.aborted === true) abort();
    else app.signal?.addEventListener('abort', abort, { once: true });
  }),
};
