import { compareText, type Json } from '../../../values';
import type { BackendSchema, SettingValues } from './schema';

/**
 * Terraform's number for what a backend block says, kept in its record of an initialised backend: a CRC-32 (IEEE) over a
 * rendering of the type and all arguments, null where not given. Equal numbers mean that no new init is needed. The
 * rendering was found out by comparing with records that Terraform 1.11 wrote; a test does so again.
 */
export function blockHash(type: string, schema: BackendSchema, values: SettingValues): number {
  const members = Object.keys(schema).sort(compareText).map((name) => `${rendered(values[name] ?? null, schema[name]?.type)};`);
  return crc32(Buffer.from(`<${quoted(type)};<${members.join('')}>;>`));
}

function rendered(value: Json, type?: string): string {
  if (value === null) return '~';
  if (typeof value === 'boolean') return value ? 'T' : 'F';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map((item) => `${rendered(item)};`).join('')}]`;
  const entries = Object.entries(value).sort(([a], [b]) => compareText(a, b));
  return type === 'map'
    ? `{${entries.map(([key, item]) => `${quoted(key)}:${rendered(item)};`).join('')}}`
    : `<${entries.map(([, item]) => `${rendered(item)};`).join('')}>`;
}

/** As Go quotes a text. */
function quoted(text: string): string {
  let out = '"';
  for (const char of text) out += ESCAPES.get(char) ?? (isPrintable(char) ? char : escaped(char.codePointAt(0) ?? 0));
  return `${out}"`;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'], ['\\', '\\\\'], ['\u0007', '\\a'], ['\b', '\\b'], ['\f', '\\f'], ['\n', '\\n'], ['\r', '\\r'], ['\t', '\\t'], ['\v', '\\v'],
]);
const isPrintable = (char: string): boolean => char === ' ' || /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(char);

function escaped(code: number): string {
  const hex = code.toString(16);
  if (code < 0x80) return `\\x${hex.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 0 ? crc >>> 1 : (crc >>> 1) ^ 0xedb88320;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
