/** Everything that happened: as one number, and as lines where somebody wants to read them. */
export interface Trace {
  /** `what` is put into words only where words are wanted. */
  add(time: number, what: () => string): void;
  hash(): string;
  /** How many lines there were, kept or not. */
  length(): number;
  lines(): readonly string[];
}

/** `times`: the number is made of when things happened, which is cheap; `words`: of what, too. `lines` are kept besides. */
export type TraceDetail = 'times' | 'words' | 'lines';

export function makeTrace(detail: TraceDetail): Trace {
  const lines: string[] = [];
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
      if (detail === 'lines') lines.push(line);
      for (let i = 0; i < line.length; i++) mix(line.charCodeAt(i));
    },
    hash: () => (a >>> 0).toString(16).padStart(8, '0') + (b >>> 0).toString(16).padStart(8, '0'),
    length: () => count,
    lines: () => lines,
  };
}
