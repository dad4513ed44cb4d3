/** What an encrypted state looks like, as OpenTofu writes it. */
export interface Payload {
  /** Of the state within, readable without the key; left out by the first releases. */
  readonly serial?: number | undefined;
  readonly lineage?: string | undefined;
  /** What key providers need to make the key again, by their metadata keys. */
  readonly meta: ReadonlyMap<string, Buffer>;
  readonly data: Buffer;
}

const VERSION = 'v0';

/** One line of JSON, its members in OpenTofu's order. */
export function payloadText({ serial, lineage, meta, data }: Payload): string {
  const members = Object.fromEntries([...meta].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, value.toString('base64')]));
  return JSON.stringify({ serial, lineage, meta: members, encrypted_data: data.toString('base64'), encryption_version: VERSION })
    .replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

export type ReadPayload =
  | { readonly kind: 'payload'; readonly payload: Payload }
  /** Not encrypted, or not JSON at all: for others to judge. */
  | { readonly kind: 'other' }
  | { readonly kind: 'broken'; readonly why: string };

/** Tells an encrypted state from all else. */
export function readPayload(bytes: Uint8Array): ReadPayload {
  // A state in clear is long, and is told by its beginning.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!text.includes('"encryption_version"')) return { kind: 'other' };
  let json: unknown;
  try {
    json = JSON.parse(text.toString('utf8'));
  } catch {
    return { kind: 'other' };
  }
  if (typeof json !== 'object' || json === null || !('encryption_version' in json) || 'version' in json) return { kind: 'other' };
  const { encryption_version: version, encrypted_data: data, meta, serial, lineage } = json as { readonly [name: string]: unknown };
  if (version !== VERSION) return { kind: 'broken', why: `it has encryption version ${JSON.stringify(version)}, and this release reads "${VERSION}"` };
  if (typeof data !== 'string' || typeof meta !== 'object' || meta === null) return { kind: 'broken', why: 'it lacks "encrypted_data" or "meta"' };
  const entries = Object.entries(meta).flatMap(([key, value]): [string, Buffer][] => (typeof value === 'string' ? [[key, Buffer.from(value, 'base64')]] : []));
  return {
    kind: 'payload',
    payload: { serial: typeof serial === 'number' ? serial : undefined, lineage: typeof lineage === 'string' ? lineage : undefined, meta: new Map(entries), data: Buffer.from(data, 'base64') },
  };
}
