import { fail, type Outcome } from '../diagnostics';
import { parseExactJson } from '../values';
import { damaged, stateFromJson } from './codec/decode';
import type { State } from './model';

export { encodeState } from './codec/encode';

/** Reads a state of format version 4. Empty or damaged text is an error, never a state without objects. */
export function decodeState(text: string): Outcome<State> {
  const parsed = parseExactJson(text);
  if (!parsed.ok) return fail(damaged(`It is not JSON: ${parsed.message} (line ${parsed.line}, column ${parsed.column}).`));
  return stateFromJson(parsed.value);
}

/** The same from bytes, which must be UTF-8 throughout: a flipped bit in a text is damage, not another text. */
export function decodeStateBytes(bytes: Uint8Array): Outcome<State> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return fail(damaged('It is not UTF-8 text.'));
  }
  return decodeState(text);
}
