/** Adapter: the only file of the emulator that knows calendars. */

const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.(\d{1,9}))?Z$/;

/** Whether a text is a time in UTC as RFC 3339 writes it. */
export function isTime(text: string): boolean {
  return TIMESTAMP.test(text) && !Number.isNaN(Date.parse(text));
}

/** Wall milliseconds as RFC 3339 text. */
export function isoTime(wallMs: number): string {
  return new Date(wallMs).toISOString();
}

/** A time as protobuf carries it; undefined for "". Nanoseconds are kept. */
export function protoTime(text: string): { readonly seconds: string; readonly nanos: number } | undefined {
  if (text === '') return undefined;
  const decimals = TIMESTAMP.exec(text)?.[1] ?? '';
  const whole = decimals === '' ? text : `${text.slice(0, 19)}Z`;
  return { seconds: String(Math.floor(Date.parse(whole) / 1000)), nanos: Number(decimals.padEnd(9, '0')) };
}
