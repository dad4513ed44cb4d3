import { diagnostic, fail, ok, type Diagnostic, type DiagnosticCode, type Outcome, type SourceRange } from '../diagnostics';
import { ExactNumber, parseExactJson, type ExactJson, type ParsedJson } from '../values';
import { entriesAt, offsetOfDepth, scanJson, startOfDocument, type Entry, type JsonScan } from './json-text';
import { jsonFaults } from './json-fault';
import type { FileReader } from './ports';
import { sourceFile } from './source-file';
import { decodeSource } from './source-text';
import { isArray, Spot } from './spot';
import { parseRepeated } from './parse-repeated';
import { filled, positions } from './text-position';

export const FILE_LIMIT = 256 * 1024 * 1024;
export const DEPTH_LIMIT = 64;

export interface ReadFile {
  /** The value of the whole file. */
  readonly root: Spot;
  readonly bytes: Uint8Array;
}

/** What to do about a key that an object has twice: Terraform's configurations may have it, where it is a kind of block. */
export type RepeatedKeys = 'refuse' | 'keep';

/**
 * Reads one JSON file. Strict: RFC 8259 and nothing after the value, keys unique (or kept apart, see `repeatedKey`), UTF-8 (a byte
 * order mark is let pass), at most 64 levels deep and 256 MiB long. Undefined when there is no such file.
 */
export async function readJsonFile(files: FileReader, path: string, name: string, repeats: RepeatedKeys = 'refuse'): Promise<Outcome<ReadFile | undefined>> {
  const bytes = await files.read(path, FILE_LIMIT);
  if (bytes === undefined) return ok(undefined);
  if (bytes === 'too-large') {
    return fail(diagnostic('config_file_too_large', `${name} is larger than 256 MiB, and is not read. Split it, or generate one stack per part.`, {}));
  }
  const root = parseSource(name, bytes, IN_A_FILE, repeats);
  return root.ok ? ok({ root: root.value, bytes }, root.diagnostics) : root;
}

const IN_A_FILE = 'Correct it there; if a program writes this file, correct that program and run it again.';

/** Judges the bytes of a JSON file; see `readJsonFile`. `advice`: what to do about a text that is not JSON. */
export function parseSource(name: string, bytes: Uint8Array, advice: string = IN_A_FILE, repeats: RepeatedKeys = 'refuse'): Outcome<Spot> {
  const source = decodeSource(name, bytes);
  if (!source.ok) return source;
  const { text, bytesBefore } = source.value;
  const range = (start: number, end: number): SourceRange => {
    const place = positions(text, bytesBefore);
    return { filename: name, start: place(start), end: place(end) };
  };
  const scan = scanJson(text);
  if (scan.depth > DEPTH_LIMIT) {
    const at = offsetOfDepth(text, DEPTH_LIMIT + 1);
    return fail(diagnostic('config_too_deep', `${name} nests objects and arrays more than ${DEPTH_LIMIT} levels deep here. No block of a configuration is so deep: look for a loop in the program that wrote it.`,
      { range: range(at, at + 1) }));
  }
  const parsed = parse(text, scan);
  if (!parsed.ok) return repeats === 'keep' ? faulty(name, text, bytesBefore, advice) : fail(notJson(name, text, parsed, range, advice));
  if (countKeys(parsed.value) === scan.keys) return ok(new Spot(sourceFile(name, text, bytesBefore), [], parsed.value));
  if (repeats === 'keep') return ok(new Spot(sourceFile(name, text, bytesBefore, true), [], parseRepeated(text, startOfDocument(text))));
  return fail(...repeatedKeys(name, text, range));
}

function countKeys(json: ExactJson): number {
  if (typeof json !== 'object' || json === null) return 0;
  let count = 0;
  if (isArray(json)) {
    for (const item of json) count += countKeys(item);
    return count;
  }
  if (json instanceof ExactNumber) return 0;
  // What JSON.parse makes inherits nothing that can be listed: this is Object.values without its array.
  for (const key in json) count += 1 + countKeys(json[key] ?? null);
  return count;
}

/** JavaScript's own parser where no number can lose a digit in it: the exact one looks at the text once more. */
function parse(text: string, scan: JsonScan): ParsedJson {
  if (scan.longNumbers) return parseExactJson(text);
  try {
    return { ok: true, value: JSON.parse(text) as ExactJson };
  } catch {
    return parseExactJson(text);
  }
}

function notJson(name: string, text: string, fault: Extract<ParsedJson, { ok: false }>, range: (start: number, end: number) => SourceRange, advice: string): Diagnostic {
  if (text.trim() === '') return diagnostic('config_not_json', `${name} is empty. It must hold a JSON object; remove it if it is not needed.`, { range: range(0, 0) });
  const place = range(fault.offset, Math.min(text.length, fault.offset + 1));
  return diagnostic('config_not_json', `${name} is not JSON: ${fault.message}, at line ${place.start.line}, column ${place.start.column}. ${advice}`, { range: place });
}

/** What Terraform would say of a configuration that is no JSON; what can be read of it is judged, too. */
function faulty(name: string, text: string, bytesBefore: number, advice: string): Outcome<Spot> {
  const { faults, rest } = jsonFaults(text);
  const place = positions(text, bytesBefore);
  const diagnostics = faults.map(({ summary, detail, span }): Diagnostic => ({
    ...diagnostic('config_not_json', `${detail} ${advice}`, { range: { filename: name, ...filled(place(span.start), place(span.end)) } }), summary,
  }));
  const read = rest === undefined ? undefined : parseSource(name, Buffer.from(rest), advice, 'keep');
  return read?.ok === true ? { ok: true, value: read.value, diagnostics } : { ok: false, diagnostics };
}

const DUPLICATES_SHOWN = 20;

/** Every key that an object has twice: JSON would silently keep the last one. */
function repeatedKeys(name: string, text: string, range: (start: number, end: number) => SourceRange): Diagnostic[] {
  const found: Diagnostic[] = [];
  const keyRange = (entry: Entry): SourceRange => range(entry.key?.start ?? entry.start, entry.key?.end ?? entry.end);
  const visit = (start: number, path: readonly (string | number)[]): void => {
    const entries = entriesAt(text, start);
    for (const { key, first, again } of entries.repeated) {
      if (found.length === DUPLICATES_SHOWN) return;
      found.push(repeatedKey(name, [...path, key], keyRange(first), keyRange(again)));
    }
    for (const [step, entry] of entries.byStep) visit(entry.start, [...path, step]);
  };
  visit(startOfDocument(text), []);
  return found;
}

function repeatedKey(name: string, path: readonly (string | number)[], first: SourceRange, again: SourceRange): Diagnostic {
  const [root, type, label] = path;
  const address = (root === 'resource' || root === 'data') && path.length === 3 ? `${root === 'data' ? 'data.' : ''}${String(type)}.${String(label)}`
    : path.length === 2 && (root === 'variable' || root === 'output') ? `${root}.${String(type)}` : undefined;
  const code: DiagnosticCode = address === undefined ? 'config_duplicate_key' : 'config_duplicate_block';
  const what = address ?? `The key "${path.join('.')}"`;
  return diagnostic(code, `${what} is written twice: first at ${placeText(first)}, again at ${placeText(again)}. `
    + `Readers of JSON keep one and drop the other in silence, so ${name} is refused. Remove or rename one of them.`, { address, range: again });
}

/** `main.tf.json:12,3`, as diagnostics name a second place. */
export function placeText(range: SourceRange): string {
  return `${range.filename}:${range.start.line},${range.start.column}`;
}
