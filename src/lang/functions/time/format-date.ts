import { weekdayOf } from './calendar';
import { offsetText, type Moment } from './moment';

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

const two = (number: number): string => String(number).padStart(2, '0');
const noon = (moment: Moment): string => (moment.hour < 12 ? 'am' : 'pm');
const hourOf12 = (moment: Moment): number => (moment.hour % 12 === 0 ? 12 : moment.hour % 12);
const monthName = (moment: Moment): string => MONTHS[moment.month - 1] ?? '';
const dayName = (moment: Moment): string => DAYS[weekdayOf(moment)] ?? '';

/** What each run of one letter stands for. */
const VERBS: ReadonlyMap<string, (moment: Moment) => string> = new Map<string, (moment: Moment) => string>([
  ['YYYY', (moment) => String(moment.year).padStart(4, '0')],
  ['YY', (moment) => two(moment.year % 100)],
  ['MMMM', monthName],
  ['MMM', (moment) => monthName(moment).slice(0, 3)],
  ['MM', (moment) => two(moment.month)],
  ['M', (moment) => String(moment.month)],
  ['DD', (moment) => two(moment.day)],
  ['D', (moment) => String(moment.day)],
  ['EEEE', dayName],
  ['EEE', (moment) => dayName(moment).slice(0, 3)],
  ['hh', (moment) => two(moment.hour)],
  ['h', (moment) => String(moment.hour)],
  ['HH', (moment) => two(hourOf12(moment))],
  ['H', (moment) => String(hourOf12(moment))],
  ['AA', (moment) => noon(moment).toUpperCase()],
  ['aa', noon],
  ['mm', (moment) => two(moment.minute)],
  ['m', (moment) => String(moment.minute)],
  ['ss', (moment) => two(moment.second)],
  ['s', (moment) => String(moment.second)],
  ['ZZZZZ', (moment) => offsetText(moment.offset)],
  ['ZZZZ', (moment) => offsetText(moment.offset, '')],
  ['ZZZ', (moment) => (moment.offset === 0 ? 'UTC' : offsetText(moment.offset, ''))],
  ['Z', (moment) => (moment.offset === 0 ? 'Z' : offsetText(moment.offset))],
]);

/** A quote that is escaped by another; a quoted text, in which two quotes stand for one; a run of one letter; anything else. */
const TOKEN = /''|'(?:[^']|'')*'?|([A-Za-z])\1*|[^'A-Za-z]+/g;

/** The time written by a format; a sentence about the format where it is wrong. */
export function formatMoment(format: string, moment: Moment): { readonly text: string } | { readonly fault: string } {
  const parts: string[] = [];
  for (const [token] of format.matchAll(TOKEN)) {
    if (token.startsWith("'")) {
      if (token.length === 1 || !token.endsWith("'")) return { fault: 'A quoted text is not closed: its end is one more \'.' };
      parts.push(token === "''" ? "'" : token.slice(1, -1).replace(/''?/g, "'"));
    } else if (/^[A-Za-z]/.test(token)) {
      const verb = VERBS.get(token);
      if (verb === undefined) return { fault: `${JSON.stringify(token.slice(0, 20))} is no part of a date. Letters that stand for themselves are put in single quotes.` };
      parts.push(verb(moment));
    } else {
      parts.push(token);
    }
  }
  return { text: parts.join('') };
}
