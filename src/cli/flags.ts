/** A flag as data. `name` without dashes; people may write one dash or two, `-name=value` or `-name value`. */
export interface FlagSpec {
  readonly name: string;
  readonly kind: FlagKind;
  /** What stands for the value in help: `FILE`. */
  readonly value?: string;
  /** For text: the only values that it takes. */
  readonly choices?: readonly string[];
  readonly help: string;
}

/** switch: `-json`, `-json=false`. Others want a value; list may be given often, in order. */
export type FlagKind = 'switch' | 'text' | 'list' | 'count' | 'duration';

/** The words of a command line, sorted out. */
export interface Parsed {
  readonly positional: readonly string[];
  readonly switches: ReadonlyMap<string, boolean>;
  readonly texts: ReadonlyMap<string, string>;
  readonly lists: ReadonlyMap<string, readonly string[]>;
  /** The list flags once more, in the order in which they were written, whichever flag it was. */
  readonly sequence: readonly { readonly flag: string; readonly value: string }[];
  /** Counts as they are; durations in milliseconds. */
  readonly numbers: ReadonlyMap<string, number>;
}

export type ParseProblem =
  | { readonly kind: 'unknown'; readonly flag: string }
  | { readonly kind: 'not-built'; readonly flag: string }
  | { readonly kind: 'value-missing'; readonly flag: string }
  | { readonly kind: 'value-invalid'; readonly flag: string; readonly value: string; readonly wanted: string }
  | { readonly kind: 'repeated'; readonly flag: string };

export type ParseResult = { readonly ok: true; readonly parsed: Parsed } | { readonly ok: false; readonly problems: readonly ParseProblem[] };

/**
 * Sorts out the words behind a command. Flags may stand before and behind other arguments; `--` ends them.
 * `notBuilt` are flags that Terraform has and this release has not: they are told apart from slips of the pen. `before` are words
 * of the environment, which those of the command line win over.
 */
export function parseFlags(words: readonly string[], specs: readonly FlagSpec[], notBuilt: readonly string[] = [], before: readonly string[] = []): ParseResult {
  const byName = new Map(specs.map((spec) => [spec.name, spec]));
  const refused = new Set(notBuilt);
  const positional: string[] = [];
  const switches = new Map<string, boolean>();
  const texts = new Map<string, string>();
  const lists = new Map<string, string[]>();
  const numbers = new Map<string, number>();
  const sequence: { flag: string; value: string }[] = [];
  const problems: ParseProblem[] = [];
  /** Single values of the command line itself. */
  const said = new Set<string>();
  let rest = [...before, ...words];
  while (rest.length > 0) {
    const own = rest.length <= words.length;
    const [word = '', ...others] = rest;
    rest = others;
    if (word === '--') {
      positional.push(...rest);
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      positional.push(word);
      continue;
    }
    const { flag, inline } = split(word);
    const spec = byName.get(flag);
    if (spec === undefined) {
      problems.push({ kind: refused.has(flag) ? 'not-built' : 'unknown', flag });
      continue;
    }
    if (spec.kind === 'switch') {
      const value = inline === undefined ? true : asBoolean(inline);
      if (value === undefined) problems.push({ kind: 'value-invalid', flag, value: inline ?? '', wanted: 'true or false' });
      else switches.set(flag, value);
      continue;
    }
    const value = inline ?? rest[0];
    if (value === undefined) {
      problems.push({ kind: 'value-missing', flag });
      continue;
    }
    if (inline === undefined) rest = rest.slice(1);
    if (spec.kind === 'list') {
      lists.set(flag, [...(lists.get(flag) ?? []), value]);
      sequence.push({ flag, value });
      continue;
    }
    if (said.has(flag)) problems.push({ kind: 'repeated', flag });
    if (own) said.add(flag);
    if (spec.kind === 'text') {
      if (spec.choices?.includes(value) === false) problems.push({ kind: 'value-invalid', flag, value, wanted: spec.choices.map((choice) => `"${choice}"`).join(' or ') });
      else texts.set(flag, value);
    } else {
      const number = spec.kind === 'count' ? asCount(value) : asMilliseconds(value);
      if (number === undefined) problems.push({ kind: 'value-invalid', flag, value, wanted: spec.kind === 'count' ? 'a whole number' : 'a duration such as 30s or 5m' });
      else numbers.set(flag, number);
    }
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, parsed: { positional, switches, texts, lists, sequence, numbers } };
}

function split(word: string): { flag: string; inline: string | undefined } {
  const text = word.slice(word.startsWith('--') ? 2 : 1);
  const at = text.indexOf('=');
  return at < 0 ? { flag: text, inline: undefined } : { flag: text.slice(0, at), inline: text.slice(at + 1) };
}

/** What Go's flag package takes for a boolean. */
function asBoolean(text: string): boolean | undefined {
  if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(text)) return true;
  if (['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(text)) return false;
  return undefined;
}

function asCount(text: string): number | undefined {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  return value;
}

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Go's durations, in milliseconds; `0` needs no unit. */
export function asMilliseconds(text: string): number | undefined {
  if (/^0+$/.test(text)) return 0;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  if (parts.length === 0 || parts.map((part) => part[0]).join('') !== text) return undefined;
  const total = parts.reduce((sum, [, digits = '', unit = '']) => sum + Number(digits) * (UNIT_MS[unit] ?? NaN), 0);
  return Number.isFinite(total) ? Math.round(total) : undefined;
}
