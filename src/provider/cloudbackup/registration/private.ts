/** What we keep beside an object in state, where the schema has no place for it. */
export interface RegistrationPrivate {
  /** The configuration named the registration: it is followed nowhere else. */
  readonly pinned: boolean;
}

/** Base64, as state keeps it; undefined where there is nothing to keep. */
export function writePrivate(kept: RegistrationPrivate): string | undefined {
  return kept.pinned ? Buffer.from(JSON.stringify({ pinned: true })).toString('base64') : undefined;
}

/** Bytes that we did not write mean nothing. */
export function readPrivate(base64: string | undefined): RegistrationPrivate {
  if (base64 === undefined) return { pinned: false };
  try {
    const read: unknown = JSON.parse(Buffer.from(base64, 'base64').toString('utf8'));
    return { pinned: typeof read === 'object' && read !== null && 'pinned' in read && read.pinned === true };
  } catch {
    return { pinned: false };
  }
}
