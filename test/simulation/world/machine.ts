import { setMaxListeners } from 'node:events';
import type { Clock, Random } from '../../../src/api';
import type { FileSystem } from '../../../src/state';
import type { CrashDisk } from '../../support/crash-fs';
import { seededRandom } from '../../support/random';
import type { VirtualTime } from '../time';
import { processFiles } from './files';
import type { PortKind, Stroke, Strokes } from './strokes';
import type { Trace } from './trace';

/** What outlives every process. */
export interface Machine {
  readonly seed: number;
  readonly time: VirtualTime;
  /** For latencies only, so that what goes wrong does not change how long the rest takes. */
  readonly latency: Random;
  readonly strokes: Strokes;
  readonly trace: Trace;
  readonly disk: CrashDisk;
}

/** One process: none of its ports ever answers again once it is dead. */
export interface Process {
  readonly machine: Machine;
  readonly clock: Clock;
  readonly random: Random;
  readonly files: FileSystem;
  /** Virtual time of its start. */
  readonly bornAt: number;
  /** First and second interrupt. */
  readonly signal: AbortSignal;
  readonly hardSignal: AbortSignal;
  /** Virtual time of the first interrupt. */
  interruptedAt(): number | undefined;
  alive(): boolean;
  kill(power: boolean): void;
  /** A port is called: counted, told to the trace; the process may die here. */
  gate(port: PortKind, what: () => string): Stroke | undefined;
  /** Goes on after so many milliseconds, or never. */
  pause(ms: number): Promise<void>;
}

const EPOCH = 1_767_225_600_000;

export function boot(machine: Machine, life: number): Process {
  const { time, trace, strokes, disk } = machine;
  const random = seededRandom(machine.seed * 1_000_003 + life * 7919 + 5);
  const [stop, leave] = [new AbortController(), new AbortController()];
  setMaxListeners(0, stop.signal, leave.signal);
  // A monotonic clock has another zero in every process, and wall clocks are set right and wrong.
  const zero = time.now() - Math.floor(random.next() * 1_000_000);
  const skew = Math.floor((random.next() - 0.5) * 1_200_000);
  let dead = false;
  let interruptedAt: number | undefined;

  const process: Process = {
    machine, random,
    bornAt: time.now(),
    signal: stop.signal,
    hardSignal: leave.signal,
    interruptedAt: () => interruptedAt,
    alive: () => !dead,
    kill(power) {
      if (dead) return;
      dead = true;
      trace.add(time.now(), () => (power ? 'power cut' : 'killed'));
      running.kill();
      const keep = seededRandom(machine.seed * 31 + strokes.calls());
      if (power) disk.powerCut(() => keep.next() < 0.5);
    },
    gate(port, what) {
      if (dead) return undefined;
      const { number, stroke } = strokes.at(port);
      trace.add(time.now(), () => `#${number} ${what()}${stroke === undefined ? '' : ` !! ${describe(stroke)}`}`);
      if (stroke?.kind === 'kill' && stroke.side === 'before') process.kill(stroke.power);
      if (stroke?.kind === 'interrupt') interrupt(stroke.hardAfterMs);
      return stroke;
    },
    pause: (ms) => new Promise((resolve) => {
      time.at(time.now() + ms, () => { if (!dead) resolve(); });
    }),
    clock: {
      now: () => Math.floor(EPOCH + skew + time.now()),
      monotonic: () => time.now() - zero,
      sleep: (ms, signal) => new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(signal.reason as Error);
        const stroke = process.gate('sleep', () => `sleep ${ms.toFixed(0)}`);
        if (dead) return;
        if (stroke?.kind === 'kill') time.at(time.now() + ms / 2, () => process.kill(stroke.power));
        const onAbort = (): void => reject(signal?.reason as Error);
        signal?.addEventListener('abort', onAbort, { once: true });
        time.at(time.now() + Math.max(0, ms), () => {
          signal?.removeEventListener('abort', onAbort);
          if (!dead) resolve();
        });
      }),
    },
    files: undefined as unknown as FileSystem,
  };
  const interrupt = (hardAfterMs: number | undefined): void => {
    if (interruptedAt !== undefined) return;
    interruptedAt = time.now();
    stop.abort(new Error('interrupt'));
    if (hardAfterMs !== undefined) time.at(time.now() + hardAfterMs, () => { if (!dead) leave.abort(new Error('interrupt')); });
  };
  const running = processFiles(process, disk);
  return Object.assign(process, { files: running.files });
}

export function describe(stroke: Stroke): string {
  switch (stroke.kind) {
    case 'kill': return `${stroke.power ? 'power cut' : 'killed'} ${stroke.side} it`;
    case 'interrupt': return `interrupted${stroke.hardAfterMs === undefined ? '' : `, again after ${stroke.hardAfterMs.toFixed(0)} ms`}`;
    case 'network': return stroke.fault;
    case 'disk': return `${stroke.code} after ${(stroke.share * 100).toFixed(0)} %`;
  }
}
