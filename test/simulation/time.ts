import type { Clock, Random } from '../../src/api';

/** Virtual time: one queue of events, ties broken by the seed. Nothing here waits in real time. */
export interface VirtualTime {
  now(): number;
  at(time: number, event: () => void): void;
  /** Runs events in order until `done` answers true; throws when nothing is left to happen, or time passes `limit`. */
  run(done: () => boolean, limit: number): Promise<void>;
}

export function makeTime(random: Random): VirtualTime {
  const queue: { readonly time: number; readonly tie: number; readonly event: () => void }[] = [];
  let now = 0;
  const before = (a: number, b: number): boolean => {
    const [x, y] = [queue[a]!, queue[b]!];
    return x.time < y.time || (x.time === y.time && x.tie < y.tie);
  };
  const swap = (a: number, b: number): void => {
    [queue[a], queue[b]] = [queue[b]!, queue[a]!];
  };
  const pop = () => {
    const top = queue[0];
    const last = queue.pop();
    if (queue.length === 0 || last === undefined) return top;
    queue[0] = last;
    for (let i = 0; ;) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2]) if (child < queue.length && before(child, least)) least = child;
      if (least === i) return top;
      swap(i, least);
      i = least;
    }
  };
  return {
    now: () => now,
    at(time, event) {
      queue.push({ time: Math.max(time, now), tie: random.next(), event });
      for (let i = queue.length - 1; i > 0 && before(i, (i - 1) >> 1); i = (i - 1) >> 1) swap(i, (i - 1) >> 1);
    },
    async run(done, limit) {
      for (;;) {
        // A tick comes once every promise that can go on has gone on, and costs a fifth of a turn of the event loop.
        await new Promise<void>((resolve) => process.nextTick(resolve));
        if (done()) return;
        if (queue.length === 0) {
          // What waits for the event loop itself, such as a module that is loaded when it is needed.
          await new Promise<void>((resolve) => setImmediate(resolve));
          if (done()) return;
        }
        const next = pop();
        if (next === undefined) throw new Error('nothing is left to happen, and the run has not ended');
        now = next.time;
        if (now > limit) throw new Error(`the run has not ended after ${limit} ms`);
        next.event();
      }
    },
  };
}

/** A process: its promises never settle again once it is dead. */
export interface Incarnation {
  readonly clock: Clock;
  alive(): boolean;
  kill(): void;
  /** Settles with `work`'s end after `delay`, unless the process died meanwhile. */
  settle<T>(delay: number, work: () => T): Promise<T>;
}

export function incarnate(time: VirtualTime): Incarnation {
  let dead = false;
  const settle = <T>(delay: number, work: () => T): Promise<T> => new Promise((resolve, reject) => {
    time.at(time.now() + delay, () => {
      if (dead) return;
      try {
        resolve(work());
      } catch (error) {
        reject(error as Error);
      }
    });
  });
  return {
    settle,
    alive: () => !dead,
    kill: () => { dead = true; },
    clock: {
      now: () => 1_767_225_600_000 + time.now(),
      // Another process has another zero.
      monotonic: () => time.now(),
      sleep: (ms, signal) => new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(signal.reason as Error);
        const onAbort = (): void => reject(signal?.reason as Error);
        signal?.addEventListener('abort', onAbort, { once: true });
        time.at(time.now() + Math.max(0, ms), () => {
          signal?.removeEventListener('abort', onAbort);
          if (!dead) resolve();
        });
      }),
    },
  };
}
