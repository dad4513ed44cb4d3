import { appendFileSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { diagnostic, Failure } from '../../../diagnostics';

/** Bytes of a pipeline's file that are read: an event has some hundred thousand at most. */
const LARGEST = 32 * 1024 * 1024;

function unusable(path: string, what: string, error: unknown): Failure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'failed';
  return new Failure([diagnostic('ci_file', `${path} could not be ${what} (${code}). The pipeline or a flag names it; check that it can be.`)], { cause: error });
}

/** The JSON in a file; undefined where there is no such file, or no JSON in it. */
export function readJson(path: string): unknown {
  try {
    if (!statSync(path).isFile() || statSync(path).size > LARGEST) return undefined;
    return JSON.parse(readFileSync(path, 'utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/** Bytes that a file has; 0 where there is none. */
export function sizeOfFile(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}

export function append(path: string, text: string): void {
  try {
    appendFileSync(path, text);
  } catch (error) {
    throw unusable(path, 'written to', error);
  }
}

export function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw unusable(path, 'written', error);
  }
}

/** A new file that its owner alone may read. */
export function writePrivate(path: string, text: string): void {
  try {
    writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw unusable(path, 'written', error);
  }
}

export function remove(path: string): void {
  rmSync(path, { force: true });
}
