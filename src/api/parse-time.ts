import type { WireTimestamp } from './wire';

/** 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z: what RFC 3339 can write. */
const FIRST = -62_135_596_800;
const LAST = 253_402_300_799;

/**
 * RFC 3339 text in UTC with the nanoseconds kept (0, 3, 6 or 9 digits, as the service itself prints them);
 * "" when absent or when no calendar date can show it.
 */
export function timestampText(time: WireTimestamp | null): string {
  if (time === null) return '';
  const seconds = Number(time.seconds);
  const { nanos } = time;
  if (!(seconds >= FIRST && seconds <= LAST) || !(nanos >= 0 && nanos <= 999_999_999)) return '';
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}${fraction(nanos)}Z`;
}

function fraction(nanos: number): string {
  if (nanos === 0) return '';
  const digits = String(nanos).padStart(9, '0');
  if (nanos % 1_000_000 === 0) return `.${digits.slice(0, 3)}`;
  return nanos % 1000 === 0 ? `.${digits.slice(0, 6)}` : `.${digits}`;
}
