import { NOTHING_HIDDEN, type Redactor } from '../redact';

/** Members whose text is a word of ours: a secret that is spelled alike does not change what they mean. */
const WORDS: ReadonlySet<string> = new Set(['kind', 'action', 'of', 'because', 'remark', 'severity', 'code', 'mode']);

/** A copy of plain data in which every text has passed the redactor; the same object where none was changed. */
export function masked<T>(data: T, redact: Redactor): T {
  return redact === NOTHING_HIDDEN ? data : mask(data, redact) as T;
}

function mask(data: unknown, redact: Redactor): unknown {
  if (typeof data === 'string') return redact(data);
  if (typeof data !== 'object' || data === null) return data;
  if (Array.isArray(data)) return maskItems(data, redact);
  const object = data as Readonly<Record<string, unknown>>;
  let copy: [string, unknown][] | undefined;
  const names = Object.keys(object);
  names.forEach((name, at) => {
    const member = object[name];
    const next = WORDS.has(name) ? member : mask(member, redact);
    if (next !== member) copy ??= names.slice(0, at).map((before) => [before, object[before]]);
    copy?.push([name, next]);
  });
  return copy === undefined ? data : Object.fromEntries(copy);
}

function maskItems(items: readonly unknown[], redact: Redactor): readonly unknown[] {
  let copy: unknown[] | undefined;
  items.forEach((item, at) => {
    const next = mask(item, redact);
    if (next !== item) copy ??= items.slice(0, at);
    copy?.push(next);
  });
  return copy ?? items;
}
