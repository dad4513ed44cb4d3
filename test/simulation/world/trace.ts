/** Everything that happened, as one number, and as lines where somebody wants to read them. */
export interface Trace {
  add(line: string): void;
  hash(): string;
  /** How many lines there were, kept or not. */
  length(): number;
  lines(): readonly string[];
}

export function makeTrace(keep: boolean): Trace {
  const lines: string[] = [];
  let [a, b, count] = [0x811c9dc5, 0x1b873593, 0];
  return {
    add(line) {
      count++;
      if (keep) lines.push(line);
      for (let i = 0; i < line.length; i++) {
        const c = line.charCodeAt(i);
        a = Math.imul(a ^ c, 0x01000193);
        b = Math.imul(b ^ c, 0x85ebca6b) ^ (b >>> 13);
      }
    },
    hash: () => (a >>> 0).toString(16).padStart(8, '0') + (b >>> 0).toString(16).padStart(8, '0'),
    length: () => count,
    lines: () => lines,
  };
}
