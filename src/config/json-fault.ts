import type { Span } from '../lang';
import { jsonToken, type JsonToken } from './json-tokens';

export interface JsonFault {
  /** Terraform's own. */
  readonly summary: string;
  readonly detail: string;
  readonly span: Span;
}

export interface JsonFaults {
  readonly faults: readonly JsonFault[];
  /**
   * The text with what could not be read blanked out, so that the rest can be judged at its place; undefined where nothing is
   * left to judge.
   */
  readonly rest: string | undefined;
}

/** What is wrong with a text that JSON.parse refused, told as HCL's reader tells it: it goes on behind what it cannot read. */
export function jsonFaults(text: string): JsonFaults {
  return new Reader(text).read();
}

/** More of them help nobody. */
const FAULT_LIMIT = 100;
const DEPTH_LIMIT = 100;

/** Recursive descent. */
class Reader {
  private readonly text: string;
  private readonly faults: JsonFault[] = [];
  private readonly blank: Span[] = [];
  private token: JsonToken;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
    this.token = jsonToken(text, 0);
  }

  read(): JsonFaults {
    const first = this.token;
    const isWhole = this.value();
    if (this.faults.length === 0 && !this.is('end')) this.tell('Extraneous data after value', 'A file holds one JSON value, and there is more behind it.');
    if (!isWhole) this.tell('Root value must be object', 'A file of a configuration holds a JSON object, or an array of objects.', first);
    return { faults: this.faults, rest: isWhole && this.blank.every(({ start, end }) => end > start) ? this.repaired() : undefined };
  }

  private repaired(): string {
    let rest = this.text.slice(0, this.token.start);
    for (const { start, end } of this.blank) rest = `${rest.slice(0, start)}${blankFor(this.text.slice(start, end))}${rest.slice(end)}`;
    return rest;
  }

  private next(): JsonToken {
    const taken = this.token;
    // HCL reads no further than to what is no sign of JSON.
    const from = taken.kind === 'invalid' || this.faults.length > FAULT_LIMIT ? { kind: 'end', start: taken.end, end: taken.end } as const : undefined;
    this.token = from ?? jsonToken(this.text, taken.end);
    return taken;
  }

  private tell(summary: string, detail: string, span: Span = this.token): void {
    this.faults.push({ summary, detail, span: { start: span.start, end: span.end } });
  }

  /** Reads a value; false where it is none. */
  private value(): boolean {
    const first = this.token;
    if (++this.depth > DEPTH_LIMIT) this.token = { kind: 'end', start: this.text.length, end: this.text.length };
    const isWhole = this.valueHere();
    this.depth--;
    if (isWhole) return true;
    // What was blanked within is blanked with the whole.
    while ((this.blank.at(-1)?.start ?? -1) >= first.start) this.blank.pop();
    const end = Math.max(this.token === first ? first.start : this.endBefore(), first.start);
    // Where a value is missing, the blank before it is the place of what stands for it.
    const start = end === first.start && /\s/.test(this.text.charAt(first.start - 1)) ? first.start - 1 : first.start;
    this.blank.push({ start, end });
    return false;
  }

  private endBefore(): number {
    return this.text.slice(0, this.token.start).trimEnd().length;
  }

  private valueHere(): boolean {
    const token = this.token;
    switch (token.kind) {
      case '{': return this.object();
      case '[': return this.array();
      case 'word':
        this.next();
        return this.judge(/^(?:true|false|null)$/.test(this.text.slice(token.start, token.end)), 'Invalid JSON keyword', 'The words of JSON are true, false and null. A text stands in double quotes.', token);
      case 'number':
        this.next();
        return this.judge(/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(this.text.slice(token.start, token.end)), 'Invalid JSON number', 'A number is written such as -1.5e3: no plus sign, no zero first, digits around the point.', token);
      case 'string':
        this.next();
        return this.judge(token.wrong === undefined, 'Invalid JSON string', 'The string has something in it that must be written as an escape such as \\n, or has an escape that there is not, or is never closed.',
          { start: token.wrong ?? token.start, end: token.wrong ?? token.start });
      case '}': return this.judge(false, 'Missing JSON value', 'A value is wanted here: an object, an array, a string, a number, true, false or null.', token);
      case ']': return this.judge(false, 'Missing array element value', 'A value is wanted here: an object, an array, a string, a number, true, false or null.', token);
      case 'end': return this.judge(false, 'Missing value', 'The text ends where a value is wanted.', token);
      case ',': case ':': case 'invalid': return this.judge(false, 'Invalid start of value', 'No value of JSON begins like this. There are no comments in JSON, and texts stand in double quotes.', token);
    }
  }

  private judge(isRight: boolean, summary: string, detail: string, span: Span): boolean {
    if (!isRight) this.tell(summary, detail, span);
    return isRight;
  }

  private is(kind: JsonToken['kind']): boolean {
    return this.token.kind === kind;
  }

  private object(): boolean {
    const open = this.next();
    while (!this.is('}')) {
      const key = this.token;
      const isRead = this.value();
      if (key.kind !== 'string') this.tell('Invalid object property name', 'The keys of an object are texts in double quotes.', key);
      if (key.kind !== 'string' || !isRead) return false;
      if (!this.is(':')) {
        this.tellColon();
        this.skipTo('}');
        return false;
      }
      this.next();
      this.value();
      if (this.is(',')) {
        const comma = this.next();
        if (!this.is('}')) continue;
        this.tell('Trailing comma in object', 'No comma stands behind the last member of an object.', comma);
        return false;
      }
      if (!this.is('}')) return this.strange('object', open);
    }
    this.next();
    return true;
  }

  private tellColon(): void {
    if (this.is('}') || this.is(',')) this.tell('Missing object value', 'Behind a key stand a colon and a value.');
    else this.tell('Missing property value colon', 'A colon stands between a key and its value.');
  }

  private array(): boolean {
    const open = this.next();
    while (!this.is(']')) {
      this.value();
      if (this.is(',')) {
        const comma = this.next();
        if (!this.is(']')) continue;
        this.tell('Trailing comma in array', 'No comma stands behind the last item of an array.', comma);
        return false;
      }
      if (!this.is(']')) return this.strange('array', open);
    }
    this.next();
    return true;
  }

  /** Neither a comma nor the end stands behind a member or an item. */
  private strange(what: 'object' | 'array', open: Span): boolean {
    const close = what === 'object' ? '}' : ']';
    // HCL tells of all but the first where it goes on from.
    if (this.is('end')) this.tell('Unclosed object', `The ${what} that opens here is not closed.`, open);
    else if (this.is(']')) {
      this.next();
      this.tell('Mismatched braces', 'The object is closed by a bracket.');
    } else if (this.is('}')) {
      this.skipTo(close);
      this.tell('Mismatched brackets', 'The array is closed by a brace.');
    } else {
      this.skipTo(close);
      this.tell('Missing attribute seperator comma', `A comma stands between two ${what === 'object' ? 'members of an object' : 'items of an array'}.`);
    }
    return false;
  }

  /** Reads on behind the sign that closes what is open here. */
  private skipTo(close: '}' | ']'): void {
    const opening = close === '}' ? '{' : '[';
    for (let depth = 0; !this.is('end');) {
      const { kind } = this.next();
      if (kind === opening) depth++;
      else if (kind === close && depth-- === 0) return;
    }
  }
}

/** What is no block and has the same place: for a word a text, for what opens with a bracket one sign. */
function blankFor(text: string): string {
  if (/^[A-Za-z0-9.+-]{2,}$/.test(text)) return `"${' '.repeat(text.length - 2)}"`;
  return `0${text.slice(1).replace(/[^\n]/g, ' ')}`;
}
