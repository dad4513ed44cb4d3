import { nameAt } from '../addrs';
import { notBuilt, type NotBuiltCode } from './not-built';
import type { LangCode, SyntaxProblem } from './problem';

/** Nesting of templates, strings and brackets beyond which a text is refused. */
const MAX_DEPTH = 100;

const SPACE = /(?:[ \t\r\n]+|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;

/**
 * A place in a text that is being parsed. Parsing functions answer undefined once `problem` is set, and the first problem stays:
 * what follows it follows from it.
 */
export class Cursor {
  readonly text: string;
  at = 0;
  problem: SyntaxProblem | undefined;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  peek(ahead = 0): string {
    return this.text.charAt(this.at + ahead);
  }

  looksAt(token: string): boolean {
    return this.text.startsWith(token, this.at);
  }

  take(token: string): boolean {
    if (!this.looksAt(token)) return false;
    this.at += token.length;
    return true;
  }

  /** Takes what a sticky pattern matches here; undefined when it does not. */
  match(pattern: RegExp): string | undefined {
    const own = new RegExp(pattern.source, pattern.flags);
    own.lastIndex = this.at;
    const found = own.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  name(): string | undefined {
    const name = nameAt(this.text, this.at);
    this.at += name?.length ?? 0;
    return name;
  }

  /** White space and comments. */
  skipSpace(): void {
    if (/[\s#/]/.test(this.peek())) this.match(SPACE);
  }

  fail(message: string, offset = this.at, code: LangCode = 'lang_syntax'): undefined {
    this.problem ??= { code, message: `${message} (At character ${offset + 1} of ${excerpt(this.text)}.)`, offset };
    return undefined;
  }

  refuse(code: NotBuiltCode, offset: number, what?: string): undefined {
    return this.fail(notBuilt(code, what), offset, code);
  }

  /** Parses something nested; refused when it nests too deep. */
  nested<T>(parse: () => T | undefined): T | undefined {
    if (this.depth >= MAX_DEPTH) return this.fail('The expression is nested too deep.');
    this.depth++;
    const parsed = parse();
    this.depth--;
    return parsed;
  }
}

function excerpt(text: string): string {
  return JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text);
}
