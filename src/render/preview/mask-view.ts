import type { Redactor } from '../redact';

/** Members whose text is a word of ours: a secret that is spelled alike does not change what they mean. */
const WORDS: ReadonlySet<string> = new Set(['kind', 'action', 'of', 'because', 'remark', 'severity', 'code', 'mode']);

/** A copy of plain data in which every text has passed the redactor; the same object where none was changed. */
export function masked<T>(data: T, redact: Redactor): T {
  return mask(data, redact) as T;
}

function mask(data: unknown, redact: Redactor): unknown {
  if (typeof data === 'string') return redact(data);
  if (typeof data !== 'object' || data === null) return data;
  if (Array.isArray(data)) {
    const items: unknown[] = data.map((item: unknown) => mask(item, redact));
    return items.some((item, at) => item !== data[at]) ? items : data;
  }
  let changed = false;
  const members = Object.entries(data).map(([name, member]: [string, unknown]): [string, unknown] => {
    const next = WORDS.has(name) ? member : mask(member, redact);
    changed ||= next !== member;
    return [name, next];
  });
  return changed ? Object.fromEntries(members) : data;
}
