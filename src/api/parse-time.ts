import type { WireTimestamp } from './wire';

const DAY = 86_400;
/** 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z: what RFC 3339 can write. */
const FIRST = -62_135_596_800;
const LAST = 253_402_300_799;

/**
 * RFC 3339 text in UTC with the nanoseconds kept (0, 3, 6 or 9 digits, as the service itself prints them);
 * "" when absent or when no calendar date can show it.
 */
export function timestampText(time: WireTimestamp | null): string {
  return time === null ? '' : timestampFormat()(Number(time.seconds), time.nanos);
}

/** The same for many, from seconds since 1970 and nanoseconds: each day is looked up in the calendar once. */
export function timestampFormat(): (seconds: number, nanos: number) => string {
  const dates = new Map<number, string>();
  return (seconds, nanos) => {
    if (!(seconds >= FIRST && seconds <= LAST) || !(nanos >= 0 && nanos <= 999_999_999)) return '';
    const day = Math.floor(seconds / DAY);
    let date = dates.get(day);
    if (date === undefined) dates.set(day, (date = new Date(day * DAY * 1000).toISOString().slice(0, 11)));
    const inDay = seconds - day * DAY;
    const minutes = Math.floor(inDay / 60);
    return `${date}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(inDay % 60)}${nanos === 0 ? '' : fraction(nanos)}Z`;
  };
}

function two(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}

function fraction(nanos: number): string {
  const digits = `${1_000_000_000 + nanos}`;
  return `.${digits.slice(1, nanos % 1_000_000 === 0 ? 4 : nanos % 1000 === 0 ? 7 : 10)}`;
}
