import { makeHeap } from './heap';
import { makeLeaving } from './leaving';

/** A place that was granted. Giving it back twice is harmless. */
export interface Place {
  release(): void;
}

/** Lets a limited number in: first come, first served, among those whose key still has room. */
export interface Gate {
  /** Resolves with a place; rejects with the signal's reason, or with `GateClosed`. */
  enter(key: string, signal: AbortSignal): Promise<Place>;
  /** Takes a place at once, above the limits if need be: for what is under way already. */
  occupy(key: string): Place;
  /** Changes how many it lets in at once; those inside stay. */
  resize(limit: number): void;
  /** Sends all who wait away and lets nobody in any more. */
  close(): void;
}

export class GateClosed extends Error {
  constructor() {
    super('no new call is begun');
    this.name = 'GateClosed';
  }
}

interface Waiter {
  readonly seq: number;
  grant(place: Place): void;
  leave(reason: unknown): void;
  gone: boolean;
}

interface Line {
  readonly waiters: Waiter[];
  head: number;
  inside: number;
  /** Stands in the heap of lines that may be served. */
  listed: boolean;
}

/** Entering and releasing cost O(log n): a line whose key is full stands aside and costs nothing. */
export function makeGate(initialLimit: number, limitPerKey: number): Gate {
  let limit = initialLimit;
  const lines = new Map<string, Line>();
  const ready = makeHeap<{ readonly seq: number; readonly key: string }>((a, b) => a.seq < b.seq);
  let inside = 0;
  let nextSeq = 0;
  let closed = false;

  const leaving = makeLeaving();
  const lineOf = (key: string): Line => {
    let line = lines.get(key);
    if (line === undefined) lines.set(key, (line = { waiters: [], head: 0, inside: 0, listed: false }));
    return line;
  };
  const skipGone = (line: Line): Waiter | undefined => {
    while (line.waiters[line.head]?.gone === true) line.head++;
    if (line.head === line.waiters.length) {
      line.waiters.length = 0;
      line.head = 0;
    }
    return line.waiters[line.head];
  };
  const list = (key: string, line: Line): void => {
    if (line.listed || line.inside >= limitPerKey) return;
    const waiter = skipGone(line);
    if (waiter === undefined) {
      if (line.inside === 0) lines.delete(key);
      return;
    }
    line.listed = true;
    ready.push({ seq: waiter.seq, key });
  };
  const take = (key: string, line: Line): Place => {
    inside++;
    line.inside++;
    let held = true;
    return {
      release() {
        if (!held) return;
        held = false;
        inside--;
        line.inside--;
        list(key, line);
        serve();
      },
    };
  };
  const serve = (): void => {
    while (inside < limit) {
      const next = ready.pop();
      if (next === undefined) return;
      const line = lineOf(next.key);
      line.listed = false;
      const waiter = line.inside < limitPerKey ? skipGone(line) : undefined;
      if (waiter !== undefined) {
        line.head++;
        waiter.grant(take(next.key, line));
      }
      list(next.key, line);
    }
  };

  return {
    enter(key, signal) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        if (closed) return reject(new GateClosed());
        const waiter: Waiter = {
          seq: nextSeq++,
          gone: false,
          grant(place) {
            stay();
            resolve(place);
          },
          leave(reason) {
            waiter.gone = true;
            stay();
            reject(reason);
          },
        };
        const stay = leaving.when(signal, (reason) => waiter.leave(reason));
        const line = lineOf(key);
        line.waiters.push(waiter);
        list(key, line);
        serve();
      });
    },
    resize(next) {
      limit = next;
      serve();
    },
    occupy: (key) => take(key, lineOf(key)),
    close() {
      closed = true;
      for (const line of lines.values()) for (const w of line.waiters.slice(line.head)) if (!w.gone) w.leave(new GateClosed());
    },
  };
}
