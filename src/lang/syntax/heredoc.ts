import { isWhite } from './white-space';
import type { Part } from './parts';

/**
 * Takes from each line of a `<<-` heredoc the indentation that all of them have. Blank lines do not count; a line that begins
 * with a sequence has none. Indentation is counted in characters, as written: a tab is one.
 */
export function stripIndent(parts: readonly Part[]): void {
  const lines: (Part & { readonly kind: 'text' })[] = [];
  let least = Infinity;
  let startsLine = true;
  for (const part of parts) {
    if (part.kind === 'end') break;
    if (startsLine && part.kind !== 'text') least = 0;
    if (startsLine && part.kind === 'text') {
      const indent = indentOf(part.value);
      if (indent < part.value.length || !part.value.endsWith('\n')) {
        least = Math.min(least, indent);
        lines.push(part);
      }
    }
    startsLine = part.kind === 'text' && part.value.endsWith('\n');
  }
  if (least === 0 || least === Infinity) return;
  // A mark that combines with the last blank goes with it.
  for (const line of lines) line.value = line.value.slice(least).replace(/^[\p{M}\u200d]+/u, '');
}

function indentOf(line: string): number {
  let at = 0;
  while (at < line.length && isWhite(line, at)) at++;
  return at;
}
