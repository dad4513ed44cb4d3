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
  if (time === null) return '';
  const seconds = Number(time.seconds);
  const { nanos } = time;
  if (!(seconds >= FIRST && seconds <= LAST) || !(nanos >= 0 && nanos <= 999_999_999)) return '';
  const day = Math.floor(seconds / DAY);
  const inDay = seconds - day * DAY;
  return `${dateText(day)}T${two(Math.floor(inDay / 3600))}:${two(Math.floor(inDay / 60) % 60)}:${two(inDay % 60)}${fraction(nanos)}Z`;
}

/** Day count since 1970 to a Gregorian date: counted from 0000-03-01, so that the leap day ends a year. */
function dateText(day: number): string {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(dayOfMonth)}`;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

function fraction(nanos: number): string {
  if (nanos === 0) return '';
  const digits = String(nanos).padStart(9, '0');
  if (nanos % 1_000_000 === 0) return `.${digits.slice(0, 3)}`;
  return nanos % 1000 === 0 ? `.${digits.slice(0, 6)}` : `.${digits}`;
}
