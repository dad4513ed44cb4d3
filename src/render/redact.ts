import type { Value } from '../values';
import { quoted } from './printable';

/** Shorter secrets are masked by their path only: by value they would blank out half a text. */
const MIN_LENGTH = 8;

export type Redactor = (text: string) => string;

/**
 * Masks by value: every sensitive string of 8 characters or more that does not also occur as a non-sensitive one,
 * in each spelling that our output gives it, and the given credentials whatever their length above that.
 */
export function redactorOf(values: Iterable<Value>, credentials: readonly string[] = []): Redactor {
  const secret = new Set<string>();
  const open = new Set<string>();
  for (const value of values) collect(value, false, secret, open);
  const texts = new Set(credentials.filter((text) => text.length >= MIN_LENGTH));
  for (const text of secret) if (!open.has(text)) texts.add(text);
  return redactor([...texts]);
}

function redactor(texts: readonly string[]): Redactor {
  if (texts.length === 0) return (text) => text;
  const spellings = new Set(texts.flatMap((text) => [text, quoted(text).slice(1, -1), JSON.stringify(text).slice(1, -1)]));
  const pattern = [...spellings].sort((a, b) => b.length - a.length).map((text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|');
  const regex = new RegExp(pattern, 'g');
  return (text) => text.replace(regex, '(sensitive value)');
}

function collect(value: Value, hidden: boolean, secret: Set<string>, open: Set<string>): void {
  switch (value.kind) {
    case 'marked':
      collect(value.value, hidden || value.marks.includes('sensitive'), secret, open);
      return;
    case 'string':
      if (value.value.length >= MIN_LENGTH) (hidden ? secret : open).add(value.value);
      return;
    case 'list':
    case 'set':
    case 'tuple':
      for (const item of value.items) collect(item, hidden, secret, open);
      return;
    case 'map':
    case 'object':
      for (const item of value.entries.values()) collect(item, hidden, secret, open);
      return;
    case 'null':
    case 'unknown':
    case 'number':
    case 'bool':
      return;
  }
}
