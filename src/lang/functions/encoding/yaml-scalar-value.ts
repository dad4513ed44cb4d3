import { bool, nullOf, DYNAMIC, parseNumber, str, type Value } from '../../../values';

/** What a plain scalar of YAML is without a tag: Terraform's own mixture of YAML 1.1 and 1.2. undefined for plain text. */
export function plainValue(text: string): Value | 'nan' | undefined {
  if (text === '' || text === '~' || /^(?:null|Null|NULL)$/.test(text)) return nullOf(DYNAMIC);
  if (TRUE.test(text)) return bool(true);
  if (FALSE.test(text)) return bool(false);
  return numberValue(text) ?? timestampValue(text);
}

const TRUE = /^(?:[yY]|yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:[nN]|no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const DECIMAL = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const OTHER_BASE = /^0(?:x[0-9a-fA-F]+|o[0-7]+)$/;

function numberValue(text: string): Value | 'nan' | undefined {
  if (/^\.(?:nan|NaN|NAN)$/.test(text)) return 'nan';
  if (/^[-+]?\.(?:inf|Inf|INF)$/.test(text)) return { kind: 'number', value: text.startsWith('-') ? '-Inf' : '+Inf' };
  const value = OTHER_BASE.test(text) ? parseNumber(BigInt(text).toString()) : DECIMAL.test(text) ? parseNumber(text) : undefined;
  if (value === undefined) return undefined;
  return { kind: 'number', value: value === '0' && text.startsWith('-') ? '-0' : value };
}

const TIMESTAMP = /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:([Tt])| )(\d\d?):(\d\d?):(\d\d?)(?:\.\d+)?(Z|[-+]\d\d:\d\d)?)?$/;

/** A time as text of RFC 3339, without parts of a second. */
function timestampValue(text: string): Value | undefined {
  const match = TIMESTAMP.exec(text);
  if (match === null) return undefined;
  const [, year = '', month = '', day = '', letter, hour = '0', minute = '0', second = '0', zone] = match;
  // With a T there must be a zone, with a space there must be none.
  if (match[5] !== undefined && (letter === undefined) !== (zone === undefined)) return undefined;
  if (!isDay(Number(year), Number(month), Number(day)) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const two = (part: string): string => part.padStart(2, '0');
  return str(`${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}${zone === undefined || zone === '+00:00' ? 'Z' : zone}`);
}

function isDay(year: number, month: number, day: number): boolean {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days;
}

const TAG = 'tag:yaml.org,2002:';

/** The value of a scalar; a clause that says why where it has none. `plain` tells that it stood without quotes and not as a block. */
export function scalarValue(text: string, tag: string | undefined, plain: boolean): Value | YamlFault {
  const kind = tag === undefined || tag === '' ? '' : tag.startsWith(TAG) ? tag.slice(TAG.length) : undefined;
  if (kind === undefined || !KINDS.has(kind)) return new YamlFault(`the tag ${tag ?? ''} is not supported`);
  if (!plain || kind === 'str' || kind === 'binary') return str(text);
  if (kind === 'null') return nullOf(DYNAMIC);
  const value = plainValue(text);
  if (value === 'nan') return new YamlFault('a number that is not a number (NaN) is not supported');
  if (kind === '') return value ?? str(text);
  return value !== undefined && value.kind === KINDS.get(kind) ? value : new YamlFault(`${JSON.stringify(text.slice(0, 60))} is no ${kind}`);
}

const KINDS: ReadonlyMap<string, Value['kind'] | undefined> = new Map<string, Value['kind'] | undefined>([
  ['', undefined], ['str', 'string'], ['binary', 'string'], ['null', 'null'], ['bool', 'bool'], ['int', 'number'], ['float', 'number'],
  ['timestamp', 'string'],
]);

/** Why a text has no value, as a clause. */
export class YamlFault {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}
