/**
 * Whether a content is what a write over in place leaves when it stops half-way, by death of the process or of the power:
 * at each byte that of the old or of the new content, or zero where the file had grown and the bytes had not arrived.
 * Another tool's whole state is no such mix, so its writes are never undone; a content cut shorter than both is none either.
 */
export function isMixOf(content: Uint8Array, old: Uint8Array, next: Uint8Array): boolean {
  if (content.length < Math.min(old.length, next.length) || content.length > Math.max(old.length, next.length)) return false;
  for (let i = 0; i < content.length; i++) {
    const byte = content[i];
    if (byte !== next[i] && byte !== old[i] && !(byte === 0 && i >= old.length)) return false;
  }
  return true;
}
