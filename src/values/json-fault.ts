/** What is wrong with a text that is not JSON, and where it begins. */
export interface JsonFault {
  readonly offset: number;
  readonly message: string;
}

const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const OTHER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])|(?:true|false|null)(?!\w)/y;
const SPACE = /[ \t\r\n]*/y;

type Want = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or ]' | ', or }' | 'end';

const WANTED: Readonly<Record<Want, string>> = {
  value: 'a value', 'value or ]': 'a value or "]"', key: 'a key in double quotes', 'key or }': 'a key in double quotes or "}"',
  ':': '":"', ', or ]': '"," or "]"', ', or }': '"," or "}"', end: 'the end of the text',
};

/** The first fault of a text that JSON.parse refuses. Slow and careful: only for telling people. */
export function firstFault(text: string): JsonFault {
  const open: ('{' | '[')[] = [];
  const afterValue = (): Want => (open.at(-1) === undefined ? 'end' : open.at(-1) === '{' ? ', or }' : ', or ]');
  let want: Want = 'value';
  for (let at = skip(text, 0); ; at = skip(text, at)) {
    const c = text.charAt(at);
    if (c === '') return { offset: at, message: want === 'end' ? 'the text cannot be read' : `the text ends where ${WANTED[want]} is wanted` };
    const closes = (c === '}' && (want === 'key or }' || want === ', or }')) || (c === ']' && (want === 'value or ]' || want === ', or ]'));
    if (closes) {
      open.pop();
      at++;
      want = afterValue();
    } else if (c === ':' && want === ':') {
      at++;
      want = 'value';
    } else if (c === ',' && (want === ', or }' || want === ', or ]')) {
      at++;
      want = c === ',' && want === ', or }' ? 'key' : 'value';
    } else if (want === 'key' || want === 'key or }' || want === 'value' || want === 'value or ]') {
      const wantsKey: boolean = want === 'key' || want === 'key or }';
      if (!wantsKey && (c === '{' || c === '[')) {
        open.push(c);
        at++;
        want = c === '{' ? 'key or }' : 'value or ]';
        continue;
      }
      const end = match(c === '"' ? STRING : wantsKey ? undefined : OTHER, text, at);
      if (end === undefined) return { offset: at, message: c === '"' ? badString(text, at) : `${shown(c)} where ${WANTED[want]} is wanted` };
      at = end;
      want = wantsKey ? ':' : afterValue();
    } else {
      return { offset: at, message: `${shown(c)} where ${WANTED[want]} is wanted` };
    }
  }
}

function match(pattern: RegExp | undefined, text: string, at: number): number | undefined {
  if (pattern === undefined) return undefined;
  const own = new RegExp(pattern.source, pattern.flags);
  own.lastIndex = at;
  return own.test(text) ? own.lastIndex : undefined;
}

function skip(text: string, at: number): number {
  return match(SPACE, text, at) ?? at;
}

function badString(text: string, at: number): string {
  return text.includes('"', at + 1) ? 'a string with a line break, a control character or an unknown escape in it, or without an end' : 'a string without an end';
}

function shown(c: string): string {
  return c === '\ufeff' ? 'a byte order mark' : JSON.stringify(c);
}
