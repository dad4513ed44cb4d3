import type { Encoders } from './grpc-encode';
import type { Store } from './store';

const AT_A_TIME = 200;

/**
 * Adapter: encodes the registrations of a new world between calls, so that the first List of a big folder is not the slow one.
 * Answers a function that ends it.
 */
export function encodeAhead(store: Store, encoders: Encoders): () => void {
  const registrations = [...store.folders.values()].flatMap((folder) => folder.slots.flatMap((slot) => slot.current ?? []));
  let at = 0;
  let next: NodeJS.Immediate | undefined;
  const go = (): void => {
    encoders.List({ registrations: registrations.slice(at, at + AT_A_TIME), nextPageToken: '' });
    at += AT_A_TIME;
    next = at < registrations.length ? setImmediate(go) : undefined;
  };
  next = setImmediate(go);
  return () => {
    if (next !== undefined) clearImmediate(next);
  };
}
