import { printable, printableLine } from '../printable';
import { unheard } from '../unheard';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;', '`': '&#96;' };

/** Text from anywhere for HTML, between tags or within quotes; newlines stay. */
export function text(raw: string): string {
  return unheard(printable(raw)).replace(/[&<>"'`]/g, (sign) => ENTITIES[sign] ?? sign);
}

/** The same on one line. */
export const line = (raw: string): string => text(printableLine(raw));
