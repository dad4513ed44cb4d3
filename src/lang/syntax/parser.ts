import { DYNAMIC, unknownOf } from '../../values';
import type { Expr, Span } from '../expr';
import type { LangCode, SyntaxProblem } from '../problem';
import { END, NEWLINE, type Tokens } from './token';

/** Brackets, blocks, texts and arguments that may stand within one another; beyond it a text is refused. */
export const MAX_NESTING = 200;
/** Height of the tree of an expression; a chain counts once, however long it is (see `chain.ts`). What walks a tree may recurse. */
export const MAX_HEIGHT = 1000;
/** Problems told of one text. */
const MAX_PROBLEMS = 1000;

/** What stands where nothing could be read. */
export const UNREAD: Expr = Object.freeze({ kind: 'literal', value: unknownOf(DYNAMIC) });

/**
 * The reading head over the tokens of a text. Parsing functions always answer an expression; what is wrong goes to
 * `problems`, and from the first attempt to go on behind an error (`recovery`) problems that may follow from it are not told.
 */
export class Parser {
  readonly text: string;
  readonly problems: SyntaxProblem[] = [];
  /** How often something was told to be wrong. */
  errors = 0;
  recovery = false;
  /** Height of the tree that was read last. */
  height = 0;
  /** Whether large numbers are what is left of a cdktf token. */
  readonly fromProgram: boolean;
  private readonly tokens: Tokens;
  private readonly grammar: (parser: Parser) => Expr;
  private next = 0;
  private depth = 0;
  private ended = false;
  /** Whether line breaks are tokens; the innermost setting counts. */
  private readonly newlines: boolean[] = [true];
  private heedNewlines = true;

  /** @param grammar how an expression is read: handed in, since its parts hold expressions again. */
  constructor(text: string, tokens: Tokens, grammar: (parser: Parser) => Expr, fromProgram = false) {
    this.text = text;
    this.tokens = tokens;
    this.grammar = grammar;
    this.fromProgram = fromProgram;
  }

  expression(): Expr {
    return this.grammar(this);
  }

  private settle(): number {
    const { kinds, count } = this.tokens;
    let at = this.next;
    if (!this.heedNewlines) while (kinds[at] === NEWLINE) at++;
    return at < count ? at : count - 1;
  }

  /** The kind of the next token. */
  peek(): number {
    return this.tokens.kinds[this.settle()] ?? END;
  }

  peekSpan(): Span {
    return this.spanOf(this.settle());
  }

  peekStart(): number {
    return this.tokens.starts[this.settle()] ?? this.text.length;
  }

  /** Whether the next token is that word. */
  looksAt(word: string): boolean {
    const at = this.settle();
    const start = this.tokens.starts[at] ?? 0;
    return (this.tokens.ends[at] ?? 0) - start === word.length && this.text.startsWith(word, start);
  }

  /** Takes a token; its number is good for `kindOf`, `spanOf`, `textOf`. */
  read(): number {
    const at = this.settle();
    this.next = at + 1;
    return at;
  }

  kindOf(token: number): number {
    return this.tokens.kinds[token] ?? END;
  }

  startOf(token: number): number {
    return this.tokens.starts[token] ?? this.text.length;
  }

  endOf(token: number): number {
    return this.tokens.ends[token] ?? this.text.length;
  }

  spanOf(token: number): Span {
    return { start: this.startOf(token), end: this.endOf(token) };
  }

  textOf(token: number): string {
    return this.text.slice(this.startOf(token), this.endOf(token));
  }

  /** The token that was taken last; the next one when none was. */
  previous(): number {
    return Math.min(Math.max(this.next - 1, 0), this.tokens.count - 1);
  }

  pushNewlines(heed: boolean): void {
    this.newlines.push(heed);
    this.heedNewlines = heed;
  }

  popNewlines(): void {
    this.newlines.pop();
    this.heedNewlines = this.newlines.at(-1) ?? true;
  }

  /** Something is wrong at a place; `context` is what a reader should see of the text around it. */
  report(code: LangCode, message: string, span: Span, context?: Span): void {
    this.errors++;
    if (this.ended || this.problems.length >= MAX_PROBLEMS) return;
    this.problems.push({ code, message, offset: span.start, span, ...(context === undefined ? {} : { context }) });
  }

  /** The same, unless it may follow from an earlier error. */
  suspect(code: LangCode, message: string, span: Span, context?: Span): void {
    if (!this.recovery) this.report(code, message, span, context);
  }


  /** Whether something went wrong since `errors` was as given, so that the reading head may stand anywhere. */
  lost(before: number): boolean {
    return this.recovery && this.errors > before;
  }

  /** Goes one level deeper; when there are too many, false, and the rest of the text is not read. Followed by `leave`. */
  enter(): boolean {
    this.depth++;
    return this.depth <= MAX_NESTING || this.tooDeep();
  }

  leave(): void {
    this.depth--;
  }

  /** Tells the height of the tree just built. */
  grown(height: number): void {
    this.height = height;
    if (height > MAX_HEIGHT) this.tooDeep();
  }

  /** Ends reading: what follows is not looked at. */
  tooDeep(): false {
    this.report('lang_nested_too_deep', `Expressions and blocks can be ${MAX_NESTING} levels deep; this is more. Name parts of it as locals.`, this.peekSpan());
    this.ended = true;
    this.recovery = true;
    this.next = this.tokens.count - 1;
    return false;
  }
}
