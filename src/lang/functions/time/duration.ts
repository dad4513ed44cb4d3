/** Nanoseconds of each unit of Go's durations. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ['ns', 1], ['us', 1e3], ['\u00b5s', 1e3], ['\u03bcs', 1e3], ['ms', 1e6], ['s', 1e9], ['m', 6e10], ['h', 3.6e12],
]);

const PART = /(\d*)(?:\.(\d*))?([^\d.]*)/y;
const LARGEST = 2n ** 63n;

/** A duration as Go writes it, `-1h2m3.5s`, in nanoseconds; undefined for anything else, and for more than 64 bits hold. */
export function parseDuration(text: string): bigint | undefined {
  const negative = text.startsWith('-');
  const body = negative || text.startsWith('+') ? text.slice(1) : text;
  if (body === '0') return 0n;
  let sum = 0n;

  for (let at = 0; at < body.length || at === 0;) {
    PART.lastIndex = at;
    const [whole = '', digits = '', fraction = '', name = ''] = PART.exec(body) ?? [];
    const unit = UNITS.get(name);
    if (unit === undefined || digits + fraction === '' || digits.length > 40) return undefined;
    sum += BigInt(digits) * BigInt(unit) + fractionOf(fraction, unit);
    if (sum > LARGEST) return undefined;
    at += whole.length;
  }
  if (sum === LARGEST && !negative) return undefined;
  return negative ? -sum : sum;
}

/** The digits after a point, in nanoseconds. By floating point, cut off: Go's own way of it, to the last nanosecond. */
function fractionOf(digits: string, unit: number): bigint {
  let number = 0n;
  let scale = 1;
  for (const digit of digits) {
    const next = number * 10n + BigInt(digit);
    if (number > (LARGEST - 1n) / 10n || next > LARGEST) break;
    number = next;
    scale *= 10;
  }
  return BigInt(Math.trunc(Number(number) * (unit / scale)));
}
