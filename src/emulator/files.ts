import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { diagnostic, Failure } from '../diagnostics';
import type { LedgerSink } from './ledger';

/** Adapter: the files that an emulator reads and writes. */

/** The JSON value in a world file. */
export function readWorldFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Failure([diagnostic('emulator_world_unreadable', `Reading the world from "${file}" failed: ${reason(error)}. Check the path and the JSON text.`)], { cause: error });
  }
}

export function readTlsFiles(cert: string, key: string): { readonly cert: Buffer; readonly key: Buffer } {
  try {
    return { cert: readFileSync(cert), key: readFileSync(key) };
  } catch (error) {
    throw new Failure([diagnostic('emulator_start_failed', `Reading the TLS files failed: ${reason(error)}. Check --tls-cert and --tls-key.`)], { cause: error });
  }
}

/** An append-only ledger file, one JSON line at a time; each is in the hands of the system before `write` returns. */
export function openLedger(file: string): { readonly write: LedgerSink; close(): void } {
  try {
    const fd = openSync(file, 'a', 0o600);
    return { write: (line) => void writeSync(fd, `${JSON.stringify(line)}\n`), close: () => closeSync(fd) };
  } catch (error) {
    throw new Failure([diagnostic('emulator_start_failed', `Opening the ledger "${file}" failed: ${reason(error)}. Check --ledger.`)], { cause: error });
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
