const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
/** Longer waits than a week are a slip of the pen. */
const MAX_MS = 7 * 24 * 3_600_000;

/**
 * Milliseconds of a duration as Go and Terraform write it: "100ms", "30s", "1h30m", "1.5h".
 * undefined for anything else, for zero, for more than seven days, and for units out of order or used twice.
 */
export function parseDuration(text: string): number | undefined {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/gy)];
  if (parts.length === 0 || parts.map((p) => p[0]).join('') !== text) return undefined;
  let total = 0;
  let smallest = Infinity;
  for (const [, digits = '', unit = ''] of parts) {
    const size = UNIT_MS[unit] ?? NaN;
    if (size >= smallest) return undefined;
    smallest = size;
    total += Number(digits) * size;
  }
  const rounded = Math.round(total);
  return rounded >= 1 && rounded <= MAX_MS ? rounded : undefined;
}

/** A length of time for people: "1h 30m", "45s", "250ms". */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)}ms`;
  const seconds = Math.round(ms / 1000);
  const parts = [[Math.floor(seconds / 3600), 'h'], [Math.floor(seconds / 60) % 60, 'm'], [seconds % 60, 's']] as const;
  return parts.filter(([n]) => n > 0).map(([n, unit]) => `${n}${unit}`).join(' ');
}
