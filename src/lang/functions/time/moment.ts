import { dateOf, daysInMonth, daysOf, type CivilDate } from './calendar';

/** A time as RFC 3339 writes it: the clock of one place, and how far that is ahead of UTC. */
export interface Moment extends CivilDate {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nanos: number;
  /** Minutes ahead of UTC. */
  readonly offset: number;
}

const STRICT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))$/;
const NANOS_PER_SECOND = 1_000_000_000n;
const SECONDS_PER_DAY = 86_400n;

/** Takes what RFC 3339 allows and Terraform takes: capital T and Z, no second 60; digits beyond nanoseconds are dropped. */
export function parseMoment(text: string): Moment | undefined {
  const match = STRICT.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const [, , , , , , , fraction = '', sign = '+', hours = '0', minutes = '0'] = match;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 59 || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  const offset = Number(hours) * 60 + Number(minutes);
  return { year, month, day, hour, minute, second, nanos: Number(fraction.slice(0, 9).padEnd(9, '0')), offset: sign === '-' && offset > 0 ? -offset : offset };
}

/** Nanoseconds since 1970 by the clock of the place. */
function localNanos(moment: Moment): bigint {
  const seconds = BigInt(daysOf(moment)) * SECONDS_PER_DAY + BigInt(moment.hour * 3600 + moment.minute * 60 + moment.second);
  return seconds * NANOS_PER_SECOND + BigInt(moment.nanos);
}

/** Nanoseconds since 1970 in UTC. */
export function instantOf(moment: Moment): bigint {
  return localNanos(moment) - BigInt(moment.offset * 60) * NANOS_PER_SECOND;
}

/** The moment so many nanoseconds later, in the same place. */
export function later(moment: Moment, nanos: bigint): Moment {
  const at = localNanos(moment) + nanos;
  const rest = modulo(at, NANOS_PER_SECOND);
  const seconds = (at - rest) / NANOS_PER_SECOND;
  const ofDay = modulo(seconds, SECONDS_PER_DAY);
  const clock = Number(ofDay);
  return {
    ...dateOf(Number((seconds - ofDay) / SECONDS_PER_DAY)),
    hour: Math.floor(clock / 3600), minute: Math.floor(clock / 60) % 60, second: clock % 60, nanos: Number(rest), offset: moment.offset,
  };
}

function modulo(number: bigint, by: bigint): bigint {
  return ((number % by) + by) % by;
}

const two = (number: number): string => String(number).padStart(2, '0');

/** `Z`, or `+05:30` with the given text between hours and minutes. */
export function offsetText(offset: number, between = ':'): string {
  const size = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${between}${two(size % 60)}`;
}

/** RFC 3339 in whole seconds. Years beyond four digits, and before 0, are written as they are. */
export function momentText(moment: Moment): string {
  const year = `${moment.year < 0 ? '-' : ''}${String(Math.abs(moment.year)).padStart(4, '0')}`;
  const zone = moment.offset === 0 ? 'Z' : offsetText(moment.offset);
  return `${year}-${two(moment.month)}-${two(moment.day)}T${two(moment.hour)}:${two(moment.minute)}:${two(moment.second)}${zone}`;
}
