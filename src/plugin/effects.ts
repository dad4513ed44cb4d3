import type { PlannedEffect } from '../provider';

/** What a plan keeps for the apply of the same object: the effects that it saw. */
export function packEffects(effects: readonly PlannedEffect[]): Buffer {
  return Buffer.from(JSON.stringify({ effects }));
}

/** Bytes that we did not write mean that nothing was planned to be called; the provider reads before it acts anyway. */
export function unpackEffects(bytes: Uint8Array): readonly PlannedEffect[] {
  try {
    const read: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    const effects: unknown = typeof read === 'object' && read !== null && 'effects' in read ? read.effects : undefined;
    return Array.isArray(effects) ? effects.filter(isEffect) : [];
  } catch {
    return [];
  }
}

function isEffect(one: unknown): one is PlannedEffect {
  return typeof one === 'object' && one !== null && 'id' in one && typeof one.id === 'string' && 'text' in one && typeof one.text === 'string'
    && 'mutates' in one && typeof one.mutates === 'boolean' && 'prerequisite' in one && typeof one.prerequisite === 'boolean'
    && 'data' in one && typeof one.data === 'object' && one.data !== null && Object.values(one.data).every((text) => typeof text === 'string');
}

/** The private bytes of an object: what the provider keeps, and the operations that made it. `kept`: Base64 of JSON. */
export function packPrivate(kept: string | undefined, operations: readonly string[]): Buffer {
  if (operations.length === 0) return Buffer.from(kept ?? '', 'base64');
  let own: object = {};
  try {
    const read: unknown = JSON.parse(Buffer.from(kept ?? '', 'base64').toString('utf8'));
    if (typeof read === 'object' && read !== null) own = read;
  } catch {
    // Nothing kept.
  }
  return Buffer.from(JSON.stringify({ ...own, operations }));
}
