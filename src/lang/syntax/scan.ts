import { nameAt } from '../../addrs';
import * as t from './token';

/** What the scanner is in: code, a quoted text, a heredoc, or a text that is a template as a whole. */
type Mode = 'code' | 'quoted' | 'heredoc' | 'bare';

const TAB = 0x09, LF = 0x0a, CR = 0x0d, SPACE = 0x20, QUOTE = 0x22, HASH = 0x23, DOLLAR = 0x24, PERCENT = 0x25, STAR = 0x2a, DOT = 0x2e, SLASH = 0x2f,
  LESS = 0x3c, BACKSLASH = 0x5c, OPEN_BRACE = 0x7b, CLOSE_BRACE = 0x7d, TILDE = 0x7e;

const SINGLE = new Map<number, number>([
  ['(', t.OPEN_PAREN], [')', t.CLOSE_PAREN], ['[', t.OPEN_BRACKET], [']', t.CLOSE_BRACKET], ['=', t.EQUALS], [':', t.COLON], [',', t.COMMA], ['.', t.DOT], ['?', t.QUESTION],
  ['!', t.BANG], ['+', t.PLUS], ['-', t.MINUS], ['*', t.STAR], ['/', t.SLASH], ['%', t.PERCENT], ['<', t.LESS], ['>', t.GREATER], ['&', t.BITWISE], ['|', t.BITWISE], ['^', t.BITWISE],
  ['~', t.BITWISE], ["'", t.APOSTROPHE], ['`', t.BACKTICK], [';', t.SEMICOLON],
].map(([text, kind]) => [String(text).charCodeAt(0), Number(kind)]));
const DOUBLE = new Map<string, number>([
  ['==', t.EQUAL], ['!=', t.NOT_EQUAL], ['<=', t.LESS_EQUAL], ['>=', t.GREATER_EQUAL], ['&&', t.AND], ['||', t.OR], ['=>', t.ARROW], ['::', t.DOUBLE_COLON],
]);
const HEREDOC = /<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;

type Numbers = Record<number, number> & ArrayLike<number>;
/** Characters of a text whose tokens are gathered in plain arrays. */
const SHORT = 4096;

/** The tokens of native syntax, or of a text that is a template. Linear, and without recursion: any nesting is taken. */
export function scan(text: string, as: 'code' | 'template'): t.Tokens {
  const scanner = new Scanner(text, as === 'code' ? 'code' : 'bare');
  scanner.run();
  return scanner;
}

class Scanner implements t.Tokens {
  readonly kinds: Numbers;
  readonly starts: Numbers;
  readonly ends: Numbers;
  count = 0;
  strange = false;
  private readonly text: string;
  private at = 0;
  private mode: Mode;
  /** The modes around this one. */
  private readonly outer: Mode[] = [];
  private braces = 0;
  /** How many braces were open when each template sequence around here began. */
  private readonly sequences: number[] = [];
  private readonly markers: string[] = [];
  private startOfLine = false;
  /** A comment was opened and never closed: none that opens behind it is. */
  private commentOpen = false;

  constructor(text: string, mode: Mode) {
    this.text = text;
    this.mode = mode;
    // No token is empty but the last. Large texts get memory that the collector of garbage need not look at.
    const most = text.length + 1;
    const large = most > SHORT;
    this.kinds = large ? new Uint8Array(most) : [];
    this.starts = large ? new Uint32Array(most) : [];
    this.ends = large ? new Uint32Array(most) : [];
  }

  run(): void {
    const { text } = this;
    while (this.at < text.length) {
      switch (this.mode) {
        case 'code': this.code(); break;
        case 'quoted': this.quoted(); break;
        case 'heredoc': this.line(); break;
        case 'bare': this.line(); break;
      }
    }
    this.token(t.END, text.length);
  }

  private token(kind: number, end: number): void {
    const { count } = this;
    this.kinds[count] = kind;
    this.starts[count] = this.at;
    this.ends[count] = end;
    this.count = count + 1;
    if (kind >= t.BITWISE || kind === t.QUOTED_NEWLINE) this.strange = true;
    this.at = end;
  }

  private enter(mode: Mode): void {
    this.outer.push(this.mode);
    this.mode = mode;
  }

  private leave(): void {
    this.mode = this.outer.pop() ?? 'code';
  }

  private code(): void {
    const { text, at } = this;
    const c = text.charCodeAt(at);
    if (c === SPACE || c === TAB) {
      this.at++;
    } else if (isNameStart(c)) {
      this.name();
    } else if (c === LF) {
      this.token(t.NEWLINE, at + 1);
    } else if (c >= 0x30 && c <= 0x39) {
      this.token(t.NUMBER, endOfNumber(text, at));
    } else if (c === QUOTE) {
      this.token(t.OPEN_QUOTE, at + 1);
      this.enter('quoted');
    } else if (c === OPEN_BRACE) {
      this.braces++;
      this.token(t.OPEN_BRACE, at + 1);
    } else if (c === CLOSE_BRACE) {
      this.closeBrace(at + 1, t.CLOSE_BRACE);
    } else if (c === HASH || (c === SLASH && text.charCodeAt(at + 1) === SLASH)) {
      this.lineComment();
    } else {
      this.rest(c);
    }
  }

  /** Code that begins with none of the usual characters. */
  private rest(c: number): void {
    const { text, at } = this;
    const next = text.charCodeAt(at + 1);
    if (c === CR && next === LF) return this.token(t.NEWLINE, at + 2);
    if (c === SLASH && next === STAR && this.blockComment()) return;
    if (c === TILDE && next === CLOSE_BRACE) return this.closeBrace(at + 2, t.CLOSE_TEMPLATE);
    if (c === DOT && next === DOT && text.charCodeAt(at + 2) === DOT) return this.token(t.ELLIPSIS, at + 3);
    if (c === LESS && next === LESS && this.heredoc()) return;
    const double = DOUBLE.get(text.slice(at, at + 2));
    if (double !== undefined) return this.token(double, at + 2);
    const single = SINGLE.get(c);
    if (single !== undefined) return this.token(single, at + 1);
    const name = c > 0x7f ? nameAt(text, at) : undefined;
    if (name !== undefined) return this.token(t.IDENT, at + name.length);
    this.token(t.INVALID, at + String.fromCodePoint(text.codePointAt(at) ?? 0).length);
  }

  private name(): void {
    const { text, at } = this;
    let end = at + 1;
    while (isNamePart(text.charCodeAt(end))) end++;
    const whole = text.charCodeAt(end) > 0x7f ? nameAt(text, at) : undefined;
    this.token(t.IDENT, whole === undefined ? end : at + whole.length);
  }

  private lineComment(): void {
    const end = this.text.indexOf('\n', this.at);
    if (end === -1) this.at = this.text.length;
    else this.token(t.NEWLINE, end + 1);
  }

  /** Skips a comment that may go over several lines; false when it is not closed. */
  private blockComment(): boolean {
    const end = this.commentOpen ? -1 : this.text.indexOf('*/', this.at + 2);
    this.commentOpen = end === -1;
    if (end !== -1) this.at = end + 2;
    return end !== -1;
  }

  private closeBrace(end: number, otherwise: number): void {
    const closes = this.sequences.length > 0 && this.sequences.at(-1) === this.braces;
    this.braces--;
    this.token(closes ? t.CLOSE_TEMPLATE : otherwise, end);
    if (!closes) return;
    this.sequences.pop();
    this.leave();
  }

  private heredoc(): boolean {
    const opening = matchAt(HEREDOC, this.text, this.at);
    if (opening === null) return false;
    this.token(t.OPEN_HEREDOC, this.at + opening[0].length);
    this.enter('heredoc');
    this.markers.push(opening[1] ?? '');
    this.startOfLine = true;
    return true;
  }

  /** `${` and `%{` here, or undefined; the doubled forms are text. */
  private sequence(c: number): boolean {
    const { text, at } = this;
    if ((c !== DOLLAR && c !== PERCENT) || text.charCodeAt(at + 1) !== OPEN_BRACE) return false;
    this.token(c === DOLLAR ? t.OPEN_INTERPOLATION : t.OPEN_DIRECTIVE, at + (text.charCodeAt(at + 2) === TILDE ? 3 : 2));
    this.sequences.push(++this.braces);
    this.startOfLine = false;
    this.enter('code');
    return true;
  }

  /** Where the text of one or more `$` or `%` that open nothing ends: three or four characters when they stand for `${`. */
  private endOfSign(): number {
    const { text, at } = this;
    if (text.charCodeAt(at + 1) !== text.charCodeAt(at) || text.charCodeAt(at + 2) !== OPEN_BRACE) return at + 1;
    return at + (text.charCodeAt(at + 3) === TILDE ? 4 : 3);
  }

  private quoted(): void {
    const { text, at } = this;
    const c = text.charCodeAt(at);
    if (c === QUOTE) {
      this.token(t.CLOSE_QUOTE, at + 1);
      return this.leave();
    }
    if (this.sequence(c)) return;
    if (c === DOLLAR || c === PERCENT) return this.token(at + 1 === text.length ? t.INVALID : t.QUOTED_TEXT, this.endOfSign());
    let end = at;
    if (c === LF || c === CR) {
      while (text.charCodeAt(end) === LF || text.charCodeAt(end) === CR) end++;
      return this.token(t.QUOTED_NEWLINE, end);
    }
    for (; end < text.length; end++) {
      const d = text.charCodeAt(end);
      if (d === QUOTE || d === DOLLAR || d === PERCENT || d === LF || d === CR) break;
      if (d !== BACKSLASH) continue;
      const escaped = text.charCodeAt(end + 1);
      if (Number.isNaN(escaped) || escaped === LF || escaped === CR) break;
      end++;
    }
    if (end === at) this.token(t.INVALID, at + 1);
    else this.token(t.QUOTED_TEXT, end);
  }

  /** A piece of a heredoc or of a bare template: up to the end of the line, or to what may open a sequence. */
  private line(): void {
    const { text, at } = this;
    const c = text.charCodeAt(at);
    if (this.sequence(c)) return;
    if (c === DOLLAR || c === PERCENT) {
      this.startOfLine = false;
      return this.token(t.PLAIN_TEXT, this.endOfSign());
    }
    let end = at;
    for (; end < text.length; end++) {
      const d = text.charCodeAt(end);
      if (d === DOLLAR || d === PERCENT || d === LF) break;
      if (d === CR && text.charCodeAt(end + 1) !== LF) return this.loneReturn(end);
    }
    const whole = text.charCodeAt(end) === LF;
    if (whole) end++;
    if (this.mode === 'heredoc' && whole && this.startOfLine && this.closesHeredoc(end)) return;
    this.startOfLine = whole;
    this.token(t.PLAIN_TEXT, end);
  }

  /** Behind a carriage return without its line feed nothing is read as a template: what is left is no token in a heredoc, and text in a bare template. */
  private loneReturn(end: number): void {
    if (end > this.at) this.token(t.PLAIN_TEXT, end);
    this.token(this.mode === 'bare' && this.outer.length === 0 ? t.PLAIN_TEXT : t.INVALID, this.text.length);
  }

  private closesHeredoc(end: number): boolean {
    const { text, at } = this;
    if (text.slice(at, end).trim() !== this.markers.at(-1)) return false;
    this.markers.pop();
    const line = text.charCodeAt(end - 2) === CR ? end - 2 : end - 1;
    this.token(t.CLOSE_HEREDOC, line);
    this.token(t.NEWLINE, end);
    this.leave();
    return true;
  }
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  const own = new RegExp(pattern.source, pattern.flags);
  own.lastIndex = at;
  return own.exec(text);
}

function isNameStart(c: number): boolean {
  return (c >= 0x61 && c <= 0x7a) || (c >= 0x41 && c <= 0x5a) || c === 0x5f;
}

function isNamePart(c: number): boolean {
  return isNameStart(c) || (c >= 0x30 && c <= 0x39) || c === 0x2d;
}

/** Digits, dots between digits, and an exponent; what is none in the end (`1.2.3`) is judged when it is read. */
function endOfNumber(text: string, from: number): number {
  let end = from;
  for (;;) {
    const c = text.charCodeAt(end);
    if (isDigit(c)) end++;
    else if (c === DOT && isDigit(text.charCodeAt(end + 1))) end += 2;
    else if (c === 0x65 || c === 0x45) {
      const sign = text.charCodeAt(end + 1);
      const digit = sign === 0x2b || sign === 0x2d ? end + 2 : end + 1;
      if (!isDigit(text.charCodeAt(digit))) return end;
      end = digit + 1;
    } else return end;
  }
}

function isDigit(c: number): boolean {
  return c >= 0x30 && c <= 0x39;
}
