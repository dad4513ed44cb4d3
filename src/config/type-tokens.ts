export interface TypeToken {
  readonly kind: 'word' | 'quoted' | 'sign';
  readonly text: string;
  readonly start: number;
}

/** Words, quoted texts, signs and line ends; numbers and operators count as words, for they only stand in defaults. */
const TOKEN = /([\p{ID_Start}_][\p{ID_Continue}-]*|-?\d[\d.eE+-]*)|("(?:[^"\\]|\\.)*")|(\r?\n|[(){}[\],:=])|([ \t]+|#[^\n]*|\/\/[^\n]*)/uy;

/** Splits a type constraint; undefined when it has a character that none has. */
export function tokensOf(text: string): readonly TypeToken[] | undefined {
  const tokens: TypeToken[] = [];
  const pattern = new RegExp(TOKEN);
  while (pattern.lastIndex < text.length) {
    const start = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) return undefined;
    if (match[1] !== undefined) tokens.push({ kind: 'word', text: match[1], start });
    else if (match[2] !== undefined) tokens.push({ kind: 'quoted', text: match[2], start });
    else if (match[3] !== undefined) tokens.push({ kind: 'sign', text: match[3].endsWith('\n') ? '\n' : match[3], start });
  }
  return tokens;
}
