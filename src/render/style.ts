/** Marks text for the eye. Colour is never the only sign: every painted thing also has its symbol or word. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly underline: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

/** How a text is laid out. */
export interface Style {
  readonly paint: Paint;
  /** Columns of the terminal; prose is wrapped at this, at most at 78. */
  readonly width: number;
  /** Problems stand without a box around them, as Terraform writes them with `-no-color`. */
  readonly boxless?: boolean | undefined;
  /** Warnings are told in one line each, where no error is told with them. */
  readonly compactWarnings?: boolean | undefined;
}

const asIs = (text: string): string => text;
const sgr = (on: number, off: number) => (text: string): string => (text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`);

/** No escape byte at all: pipes, files, `-no-color`, NO_COLOR. */
export const PLAIN_PAINT: Paint = Object.freeze({ bold: asIs, underline: asIs, faint: asIs, red: asIs, green: asIs, yellow: asIs, cyan: asIs });

export const COLOR_PAINT: Paint = Object.freeze({
  bold: sgr(1, 22), underline: sgr(4, 24), faint: sgr(2, 22), red: sgr(31, 39), green: sgr(32, 39), yellow: sgr(33, 39), cyan: sgr(36, 39),
});

export const PLAIN: Style = Object.freeze({ paint: PLAIN_PAINT, width: 78 });

/** The rule between parts of a text. */
export const RULE = '─'.repeat(77);

/** Breaks prose at spaces so that no line is longer than `width` columns (words longer than that stay whole). Newlines and indented lines stay. */
export function wrap(text: string, width: number): string {
  const limit = Math.min(width, 78);
  return text.split('\n').map((line) => (widthOf(line) <= limit || line.startsWith(' ') ? line : wrapLine(line, limit))).join('\n');
}

/** Lines break where Terraform's do: its name is one letter longer than ours. */
const widthOf = (text: string): number => text.length + (text.match(/holdfast/gi)?.length ?? 0);

function wrapLine(line: string, limit: number): string {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current !== '' && widthOf(current) + 1 + widthOf(word) > limit) {
      lines.push(current);
      current = word;
    } else {
      current = current === '' ? word : `${current} ${word}`;
    }
  }
  lines.push(current);
  return lines.join('\n');
}
