const QUOTE = 0x22, BACKSLASH = 0x5c;

/** Where the numbers are that a JavaScript number does not hold as written, and how deep the text nests. */
export interface NumberScan {
  readonly exact: readonly { readonly start: number; readonly end: number }[];
  readonly depth: number;
}

/** One pass over a JSON text. Ends on any input; what it finds means something for valid JSON only. */
export function scanNumbers(text: string): NumberScan {
  const exact: { start: number; end: number }[] = [];
  let depth = 0, deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === QUOTE) at = closingQuote(text, at);
    else if (c === 0x7b || c === 0x5b) {
      if (++depth > deepest) deepest = depth;
    } else if (c === 0x7d || c === 0x5d) depth--;
    else if (c === 0x2d || isDigit(c)) {
      const end = endOfNumber(text, at);
      const token = text.slice(at, end);
      if (String(Number(token)) !== token) exact.push({ start: at, end });
      at = end - 1;
    }
  }
  return { exact, depth: deepest };
}

/** Index of the quote that ends the string beginning at `at`; the text's end when there is none. */
export function closingQuote(text: string, at: number): number {
  for (let from = at + 1; ;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return text.length;
    let slashes = 0;
    while (text.charCodeAt(quote - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return quote;
    from = quote + 1;
  }
}

function isDigit(c: number): boolean {
  return c >= 0x30 && c <= 0x39;
}

function endOfNumber(text: string, start: number): number {
  let at = start + 1;
  for (let c = text.charCodeAt(at); isDigit(c) || c === 0x2e || c === 0x2b || c === 0x2d || c === 0x65 || c === 0x45; c = text.charCodeAt(at)) at++;
  return at;
}
