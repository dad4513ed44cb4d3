import { diagnostic, fail, ok, type Diagnostic, type Outcome, type SourceRange } from '../diagnostics';
import { parseNative, type Span, type SyntaxProblem } from '../lang';
import { NativeBody, type RawBody } from './body';
import type { FileReader } from './ports';
import { decodeSource } from './source-text';
import { filled, positions } from './text-position';

const MIB = 1024 * 1024;
export const NATIVE_LIMIT = 8 * MIB;

export interface ReadBody {
  readonly body: RawBody;
  readonly bytes: Uint8Array;
  /** Mistakes of the text itself: what stands around them was read. */
  readonly problems: readonly Diagnostic[];
}

/**
 * Reads a file in native syntax: UTF-8 (a byte order mark is let pass), 8 MiB at most. What could be read of a file with
 * mistakes is there beside them. Undefined when there is no such file.
 */
export async function readNativeFile(files: FileReader, path: string, name: string): Promise<Outcome<ReadBody | undefined>> {
  const bytes = await files.read(path, NATIVE_LIMIT);
  if (bytes === undefined) return ok(undefined);
  if (bytes === 'too-large') return fail(diagnostic('config_file_too_large', `${name} is larger than 8 MiB, and is not read. Nobody writes such a file by hand: split it, or let the program that wrote it write JSON.`));
  const source = decodeSource(name, bytes);
  if (!source.ok) return source;
  const { text, bytesBefore } = source.value;
  const place = positions(text, bytesBefore);
  const range = (span: Span | undefined): SourceRange => {
    const start = place(span?.start ?? 0);
    return { filename: name, ...filled(start, place(span?.end ?? text.length)) };
  };
  const { body, problems } = parseNative(text);
  return ok({ body: new NativeBody(body, range), bytes, problems: problems.map((problem) => told(problem, range)) });
}

function told(problem: SyntaxProblem, range: (span: Span | undefined) => SourceRange): Diagnostic {
  return diagnostic(problem.code, problem.message, { range: range(problem.span ?? { start: problem.offset, end: problem.offset + 1 }) });
}
