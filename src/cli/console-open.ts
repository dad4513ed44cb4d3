const CLOSES: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
const HEREDOC = /<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)\n/uy;

/**
 * Whether what was typed so far goes on in the next line: a bracket, an interpolation or a heredoc is still open. Quotes do not
 * count: a text in quotes ends on its line.
 */
export function isOpen(text: string): boolean {
  /** Brackets around; `"` is a text in quotes, whose interpolations are brackets in it. */
  const around: string[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    const top = around.at(-1);
    if (top === '"') {
      if (char === '\\') at++;
      else if (char === '"' || char === '\n') around.pop();
      else if ((char === '$' || char === '%') && text[at + 1] === '{') {
        // `$${` stands for `${`.
        if (text[at - 1] !== char) around.push('{');
        at++;
      }
      continue;
    }
    if (char === '#' || (char === '/' && text[at + 1] === '/')) at = lineEnd(text, at) - 1;
    else if (char === '/' && text[at + 1] === '*') {
      const end = text.indexOf('*/', at + 2);
      if (end < 0) return true;
      at = end + 1;
    } else if (char === '<' && text[at + 1] === '<') {
      const end = heredocEnd(text, at);
      if (end === undefined) return true;
      at = end;
    } else if (char === '"' || char === '(' || char === '[' || char === '{') around.push(char);
    else if (CLOSES[char] !== undefined && top === CLOSES[char]) around.pop();
  }
  return around.some((bracket) => bracket !== '"');
}

const lineEnd = (text: string, from: number): number => {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
};

/** Where a heredoc that begins at `at` ends; `at` itself where none begins; undefined where its end is still to come. */
function heredocEnd(text: string, at: number): number | undefined {
  HEREDOC.lastIndex = at;
  const begin = HEREDOC.exec(text.endsWith('\n') ? text : `${text}\n`);
  const word = begin?.[1];
  if (begin === null || word === undefined) return at;
  for (let line = at + begin[0].length; line < text.length; line = lineEnd(text, line) + 1) {
    const end = lineEnd(text, line);
    if (text.slice(line, end).trim() === word) return end - 1;
  }
  return undefined;
}
