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
  /** Those that are alive: a power cut ends them all. */
  readonly processes: Set<Process>;
  /** Somebody puts a copy in the place of the state file: the lock on the old one guards nothing any more. */
  replaceState(): void;
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
  /** Runs after so many milliseconds, later if the process is stopped then, and never once it is dead. */
  after(ms: number, go: () => void): void;
  /** Whether it is stopped now: a call that leaves it waits until it goes on. */
  frozen(): boolean;
  /** Of the time of the machine: a lock that is lost makes nobody go. */
  readonly locks: { lostAt: number | undefined; wokenAt: number };
  /** What would keep the real process from ending: open files, and timers longer than the read lag, which is waited for in any case. Calls end with their connection. */
  held(): string | undefined;
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
  let [frozenUntil, wallMs] = [-1, 0];
  const sleeps = new Set<{ readonly ms: number; readonly until: number }>();
  const suspensions: { readonly from: number; readonly ms: number }[] = [];
  const monotonic = (): number => suspensions.reduce((at, { from, ms }) => at - Math.min(ms, time.now() - from), time.now() - zero);

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
      machine.processes.delete(process);
      trace.add(time.now(), () => (power ? 'power cut' : 'killed'));
      running.kill();
      const keep = seededRandom(machine.seed * 31 + strokes.calls());
      if (!power) return;
      for (const other of machine.processes) other.kill(false);
      disk.powerCut(() => keep.next() < 0.5);
    },
    gate(port, what) {
      if (dead) return undefined;
      const { number, stroke } = strokes.at(port);
      trace.add(time.now(), () => `#${number} ${what()}${stroke === undefined ? '' : ` !! ${describe(stroke)}`}`);
      if (stroke?.kind === 'kill' && stroke.side === 'before') process.kill(stroke.power);
      switch (stroke?.kind) {
        case 'interrupt':
          interrupt(stroke.hardAfterMs);
          break;
        case 'clock':
          wallMs += stroke.ms;
          break;
        case 'freeze':
          frozenUntil = Math.max(frozenUntil, time.now() + stroke.ms);
          process.locks.wokenAt = frozenUntil;
          if (stroke.suspended) suspensions.push({ from: time.now(), ms: stroke.ms });
          if (stroke.stolen) time.at(time.now() + stroke.ms / 2, () => machine.replaceState());
          break;
        default:
      }
      return stroke;
    },
    after(ms, go) {
      const due = monotonic() + ms;
      const come = (): void => {
        if (dead) return;
        if (time.now() < frozenUntil) return time.at(frozenUntil, come);
        // It counts on the monotonic clock, which stands still while the machine sleeps.
        const left = due - monotonic();
        if (left > 0.001) time.at(time.now() + left, come);
        else go();
      };
      time.at(time.now() + ms, come);
    },
    frozen: () => time.now() < frozenUntil,
    locks: { lostAt: undefined, wokenAt: -1 },
    held() {
      const files = running.open();
      const timers = [...sleeps].filter(({ until }) => until > time.now() + 5_000);
      return files + timers.length === 0 ? undefined : `${files} open files, timers of ${timers.map(({ ms }) => `${ms} ms`).join(', ')}`;
    },
    clock: {
      now: () => Math.floor(EPOCH + skew + wallMs + time.now()),
      monotonic,
      sleep: (ms, signal) => new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(signal.reason as Error);
        const stroke = process.gate('sleep', () => `sleep ${ms.toFixed(0)}`);
        if (dead) return;
        // An interrupt never comes in the middle of a call: it is as if it had come just before this one.
        if (signal?.aborted) return reject(signal.reason as Error);
        if (stroke?.kind === 'kill') time.at(time.now() + ms / 2, () => process.kill(stroke.power));
        const own = { ms, until: time.now() + ms };
        sleeps.add(own);
        const onAbort = (): void => {
          if (sleeps.delete(own)) reject(signal?.reason as Error);
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        process.after(Math.max(0, ms), () => {
          if (!sleeps.delete(own)) return;
          signal?.removeEventListener('abort', onAbort);
          resolve();
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
  machine.processes.add(process);
  return Object.assign(process, { files: running.files });
}

export function describe(stroke: Stroke): string {
  switch (stroke.kind) {
    case 'kill': return `${stroke.power ? 'power cut' : 'killed'} ${stroke.side} it`;
    case 'interrupt': return `interrupted${stroke.hardAfterMs === undefined ? '' : `, again after ${stroke.hardAfterMs.toFixed(0)} ms`}`;
    case 'freeze': return `${stroke.suspended ? 'suspended' : 'stopped'} for ${stroke.ms.toFixed(0)} ms${stroke.stolen ? ', the state file replaced meanwhile' : ''}`;
    case 'clock': return `the wall clock set by ${stroke.ms.toFixed(0)} ms`;
    case 'network': return stroke.fault;
    case 'disk': return `${stroke.code} after ${(stroke.share * 100).toFixed(0)} %`;
  }
}
