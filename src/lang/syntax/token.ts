/**
 * Kinds of tokens: numbers, since millions of them are compared. A comment that ends its line is a NEWLINE that spans the
 * comment; other comments and blanks are no tokens.
 */
export const END = 0;
export const NEWLINE = 1;
export const IDENT = 2;
export const NUMBER = 3;
export const OPEN_BRACE = 4;
export const CLOSE_BRACE = 5;
export const OPEN_BRACKET = 6;
export const CLOSE_BRACKET = 7;
export const OPEN_PAREN = 8;
export const CLOSE_PAREN = 9;
/** The `"` that opens, and the one that closes. */
export const OPEN_QUOTE = 10;
export const CLOSE_QUOTE = 11;
/** `<<NAME` with its line break, and the closing NAME without it. */
export const OPEN_HEREDOC = 12;
export const CLOSE_HEREDOC = 13;
/** `${` or `${~`. */
export const OPEN_INTERPOLATION = 14;
/** `%{` or `%{~`. */
export const OPEN_DIRECTIVE = 15;
/** The `}` or `~}` of either. */
export const CLOSE_TEMPLATE = 16;
/** Text between quotes, where a backslash escapes. */
export const QUOTED_TEXT = 17;
/** Text of a heredoc or of a bare template: at most one line a token. */
export const PLAIN_TEXT = 18;
/** Line breaks where a quoted text cannot have any. */
export const QUOTED_NEWLINE = 19;
export const EQUALS = 20;
export const ARROW = 21;
export const COLON = 22;
export const DOUBLE_COLON = 23;
export const COMMA = 24;
export const DOT = 25;
export const ELLIPSIS = 26;
export const QUESTION = 27;
export const BANG = 28;
export const PLUS = 29;
export const MINUS = 30;
export const STAR = 31;
export const SLASH = 32;
export const PERCENT = 33;
export const EQUAL = 34;
export const NOT_EQUAL = 35;
export const LESS = 36;
export const LESS_EQUAL = 37;
export const GREATER = 38;
export const GREATER_EQUAL = 39;
export const AND = 40;
export const OR = 41;
/** What is no part of the language: `& | ^ ~`, `'`, a backtick, `;`, and any other character. */
export const BITWISE = 42;
export const APOSTROPHE = 43;
export const BACKTICK = 44;
export const SEMICOLON = 45;
export const INVALID = 46;

/** The tokens of a text, side by side; the last one is END. Offsets count UTF-16 units. */
export interface Tokens {
  readonly kinds: ArrayLike<number>;
  readonly starts: ArrayLike<number>;
  readonly ends: ArrayLike<number>;
  readonly count: number;
  /** Whether any of them is no part of the language. */
  readonly strange: boolean;
}
