import { unreachable } from '../../diagnostics';
import { compareText, marksOf, typeName, unmark, type Type, type Value } from '../../values';

/**
 * A value as `terraform console` prints it: `tolist([...])`, `(sensitive value)`, `(known after apply)`, heredocs for texts of
 * several lines. No newline at its end. Source of rule: measured.
 */
export function consoleValue(value: Value): string {
  const out: string[] = [];
  put(value, 0, out);
  return out.join('');
}

/** What the console's `type(...)` prints. */
export function consoleType(type: Type): string {
  const out: string[] = [];
  putType(type, 0, out);
  return out.join('');
}

const INDENT = 2;
const pad = (column: number): string => ' '.repeat(column);

function put(value: Value, column: number, out: string[]): void {
  const bare = unmark(value);
  if (bare.kind === 'unknown') out.push('(known after apply)');
  else if (marksOf(value).includes('sensitive')) out.push('(sensitive value)');
  else if (marksOf(value).includes('ephemeral')) out.push('(ephemeral value)');
  else putBare(bare, column, out);
}

function putBare(value: ReturnType<typeof unmark>, column: number, out: string[]): void {
  switch (value.kind) {
    case 'unknown': out.push('(known after apply)'); return;
    case 'null': out.push(nullText(value.type)); return;
    case 'string': out.push(value.value.includes('\n') ? heredoc(value.value, column) : goQuoted(value.value)); return;
    case 'number': out.push(value.value); return;
    case 'bool': out.push(String(value.value)); return;
    case 'list': return putItems(value.items, 'tolist([', '])', column, out);
    case 'set': return putItems(value.items, 'toset([', '])', column, out);
    case 'tuple': return putItems(value.items, '[', ']', column, out);
    case 'map': return putEntries(value.entries, 'tomap({', '})', column, out);
    case 'object': return putEntries(value.entries, '{', '}', column, out);
    default: return unreachable(value);
  }
}

function putItems(items: readonly Value[], open: string, close: string, column: number, out: string[]): void {
  if (items.length === 0) {
    out.push(open, close);
    return;
  }
  out.push(open, '\n');
  for (const item of items) {
    out.push(pad(column + INDENT));
    put(item, column + INDENT, out);
    out.push(',\n');
  }
  out.push(pad(column), close);
}

function putEntries(entries: ReadonlyMap<string, Value>, open: string, close: string, column: number, out: string[]): void {
  if (entries.size === 0) {
    out.push(open, close);
    return;
  }
  out.push(open, '\n');
  for (const [name, part] of [...entries].sort(([a], [b]) => compareText(a, b))) {
    out.push(pad(column + INDENT), name.includes('\n') ? heredoc(name, column + INDENT) : goQuoted(name), ' = ');
    put(part, column + INDENT, out);
    out.push('\n');
  }
  out.push(pad(column), close);
}

/** The word of a type that stands for the null of it. */
function nullText(type: Type): string {
  switch (type.kind) {
    case 'dynamic': return 'null';
    case 'string': case 'number': case 'bool': return `to${type.kind}(null)`;
    case 'list': case 'set': case 'map': return `to${type.kind}(null) /* of ${friendly(type.element)} */`;
    case 'tuple': case 'object': return `null /* ${type.kind} */`;
    default: return unreachable(type);
  }
}

/** Unlike the words for people, an open type is `dynamic` here, also within a collection. */
function friendly(type: Type): string {
  if (type.kind === 'dynamic') return type.kind;
  return type.kind === 'list' || type.kind === 'set' || type.kind === 'map' ? `${type.kind} of ${friendly(type.element)}` : typeName(type);
}

/** What could steer a terminal; a tab may stay, and a carriage return that ends its line. */
const STEERING = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]|\r(?!$)/g;

/** The end word grows while a line of the text is that word. */
function heredoc(text: string, column: number): string {
  const lines = text.split('\n');
  const taken = new Set(lines.map((line) => line.trim()));
  let end = 'EOT';
  while (taken.has(end)) end += '_';
  const body = lines.map((line) => `${pad(column)}${line.replace(STEERING, escaped)}\n`).join('');
  return `${column > 0 ? '<<-' : '<<'}${end}\n${body}${pad(column)}${end}`;
}

const SHORT: Readonly<Record<string, string>> = {
  '\u0007': '\\a', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\v': '\\v', '"': '\\"', '\\': '\\\\',
};
/** All that Go takes for no printable character, and what its quoting escapes besides. */
const ESCAPED = /["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu;

/** A string in quotes, escaped as Go's `%q` does. */
function goQuoted(text: string): string {
  return `"${text.replace(ESCAPED, escaped)}"`;
}

function escaped(char: string): string {
  const short = SHORT[char];
  if (short !== undefined) return short;
  const point = char.codePointAt(0) ?? 0;
  if (point < 0x20 || point === 0x7f) return `\\x${hex(point, 2)}`;
  return point > 0xffff ? `\\U${hex(point, 8)}` : `\\u${hex(point, 4)}`;
}

const hex = (point: number, digits: number): string => point.toString(16).padStart(digits, '0');

const TYPE_INDENT = 4;

function putType(type: Type, column: number, out: string[]): void {
  const within = column + TYPE_INDENT;
  const line = (part: Type, head = ''): void => {
    out.push(pad(within), head);
    putType(part, within, out);
    out.push(',\n');
  };
  switch (type.kind) {
    case 'string': case 'number': case 'bool': case 'dynamic':
      out.push(type.kind);
      return;
    case 'list': case 'set': case 'map':
      out.push(type.kind, '(');
      if (isSimple(type.element)) putType(type.element, column, out);
      else {
        out.push('\n');
        line(type.element);
        out.push(pad(column));
      }
      out.push(')');
      return;
    case 'tuple':
      out.push('tuple([');
      if (type.elements.length > 0) out.push('\n');
      for (const element of type.elements) line(element);
      if (type.elements.length > 0) out.push(pad(column));
      out.push('])');
      return;
    case 'object': {
      const names = [...type.attributes].sort(([a], [b]) => compareText(a, b));
      out.push('object({');
      if (names.length > 0) out.push('\n');
      for (const [name, part] of names) line(part, `${name}: `);
      if (names.length > 0) out.push(pad(column));
      out.push('})');
      return;
    }
    default: return unreachable(type);
  }
}

const isSimple = (type: Type): boolean => type.kind !== 'object' && type.kind !== 'tuple';
