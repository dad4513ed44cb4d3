interface Entry {
  readonly at: number;
  readonly seq: number;
  readonly run: (at: number) => void;
}

/** What will happen and when, in monotonic milliseconds. A binary heap; equal times keep the order of asking. */
export interface Agenda {
  add(at: number, run: (at: number) => void): void;
  /** When the next thing is due; undefined when nothing is. */
  next(): number | undefined;
  /** Does all that is due, each told the time it was due at, those that this makes due too. */
  runUntil(now: number): void;
}

export function newAgenda(): Agenda {
  const heap: Entry[] = [];
  let seq = 0;
  return {
    add(at, run) {
      push(heap, { at, seq: seq++, run });
    },
    next: () => heap[0]?.at,
    runUntil(now) {
      for (let first = heap[0]; first !== undefined && first.at <= now; first = heap[0]) {
        pop(heap);
        first.run(first.at);
      }
    },
  };
}

function before(a: Entry | undefined, b: Entry | undefined): boolean {
  if (a === undefined || b === undefined) return a !== undefined;
  return a.at < b.at || (a.at === b.at && a.seq < b.seq);
}

function push(heap: Entry[], entry: Entry): void {
  let at = heap.push(entry) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!before(entry, heap[parent])) break;
    swap(heap, at, parent);
    at = parent;
  }
}

function pop(heap: Entry[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  heap[0] = last;
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    const child = before(heap[left + 1], heap[left]) ? left + 1 : left;
    if (!before(heap[child], heap[at])) return;
    swap(heap, at, child);
    at = child;
  }
}

function swap(heap: Entry[], a: number, b: number): void {
  const x = heap[a];
  const y = heap[b];
  if (x === undefined || y === undefined) return;
  heap[a] = y;
  heap[b] = x;
}
