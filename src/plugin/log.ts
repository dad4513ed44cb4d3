export type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error';

/** Writes for the log that TF_LOG shows. */
export type Log = (level: Level, message: string, more?: Readonly<Record<string, string | number | boolean>>) => void;

const ORDER: readonly Level[] = ['trace', 'debug', 'info', 'warn', 'error'];
/** Longer lines are not parsed by Terraform; what would be longer is cut. */
const LONGEST = 32_000;

/** Lines of JSON as Terraform's log library writes and reads them. `least` undefined: none. */
export function jsonLog(write: (line: string) => void, now: () => number, least: Level | undefined): Log {
  if (least === undefined) return () => undefined;
  return (level, message, more = {}) => {
    if (ORDER.indexOf(level) < ORDER.indexOf(least)) return;
    const entry = { '@level': level, '@message': message.slice(0, LONGEST), '@module': 'provider', '@timestamp': microseconds(now()), ...more };
    write(`${JSON.stringify(entry)}\n`);
  };
}

/** Terraform takes a time with microseconds only. */
function microseconds(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z');
}

/** The least level that somebody wants to see: TF_LOG_PROVIDER for providers alone, else TF_LOG. */
export function wantedLevel(env: Readonly<Record<string, string | undefined>>): Level | undefined {
  const wanted = (env['TF_LOG_PROVIDER'] || env['TF_LOG'] || '').toLowerCase();
  if (wanted === 'off' || wanted === '') return undefined;
  // As Terraform: what is no level means all, and so does JSON.
  return ORDER.find((level) => level === wanted) ?? 'trace';
}
