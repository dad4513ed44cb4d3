/** The calendar that RFC 3339 counts in, extended to all years. */

export interface CivilDate {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  /** From 1. */
  readonly day: number;
}

const DAYS_IN_ERA = 146_097;
const YEARS_IN_ERA = 400;
/** Days from the first of March of the year 0 to 1970-01-01. */
const TO_EPOCH = 719_468;

/** Days since 1970-01-01. Years are counted from March, so that a leap day comes last. */
export function daysOf({ year, month, day }: CivilDate): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / YEARS_IN_ERA);
  const yearOfEra = shifted - era * YEARS_IN_ERA;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_IN_ERA + dayOfEra - TO_EPOCH;
}

export function dateOf(days: number): CivilDate {
  const shifted = days + TO_EPOCH;
  const era = Math.floor(shifted / DAYS_IN_ERA);
  const dayOfEra = shifted - era * DAYS_IN_ERA;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = ((fromMarch + 2) % 12) + 1;
  return { year: yearOfEra + era * YEARS_IN_ERA + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1 };
}

export function daysInMonth(year: number, month: number): number {
  return daysOf(month === 12 ? { year: year + 1, month: 1, day: 1 } : { year, month: month + 1, day: 1 }) - daysOf({ year, month, day: 1 });
}

/** 0 for Sunday. */
export function weekdayOf(date: CivilDate): number {
  return (((daysOf(date) + 4) % 7) + 7) % 7;
}
