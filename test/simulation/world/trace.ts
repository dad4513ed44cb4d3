/** Everything that happened: as one number, and as lines where somebody wants to read them. */
export interface Trace {
  /** `what` is put into words only where words are wanted. */
  add(time: number, what: () => string): void;
  hash(): string;
  /** How many lines there were, kept or not. */
  length(): number;
  /** The last of them, and before them how many are not kept. */
  lines(): readonly string[];
}

/** `times`: the number is made of when things happened, which is cheap; `words`: of what, too. `lines` are kept besides. */
export type TraceDetail = 'times' | 'words' | 'lines';

/** Lines that are kept: enough for any run that ends, and little enough for the memory. */
const KEPT = 50_000;

export function makeTrace(detail: TraceDetail): Trace {
  const lines: string[] = [];
  let dropped = 0;
  let [a, b, count] = [0x811c9dc5, 0x1b873593, 0];
  const mix = (c: number): void => {
    a = Math.imul(a ^ c, 0x01000193);
    b = Math.imul(b ^ c, 0x85ebca6b) ^ (b >>> 13);
  };
  return {
    add(time, what) {
      count++;
      // Microseconds: times are sums of seeded numbers.
      mix(time * 1000);
      if (detail === 'times') return;
      const line = `${time.toFixed(3)} ${what()}`;
      if (detail === 'lines' && lines.push(line) >= 2 * KEPT) dropped += lines.splice(0, KEPT).length;
      for (let i = 0; i < line.length; i++) mix(line.charCodeAt(i));
    },
    hash: () => (a >>> 0).toString(16).padStart(8, '0') + (b >>> 0).toString(16).padStart(8, '0'),
    length: () => count,
    lines: () => (dropped === 0 ? lines : [`(${dropped} lines before these were not kept)`, ...lines]),
  };
}
