/** What to do when a signal is aborted, for many who wait on one signal. */
export interface Leaving {
  /** Calls `leave` with the signal's reason when it is aborted; answers how to call that off. */
  when(signal: AbortSignal, leave: (reason: unknown) => void): () => void;
}

/** One listener a signal: adding one for each of many who wait would cost the number of those before it. */
export function makeLeaving(): Leaving {
  const listening = new WeakMap<AbortSignal, Set<(reason: unknown) => void>>();
  const listenersOf = (signal: AbortSignal): Set<(reason: unknown) => void> => {
    let leavers = listening.get(signal);
    if (leavers === undefined) {
      const all = new Set<(reason: unknown) => void>();
      signal.addEventListener('abort', () => [...all].forEach((leave) => leave(signal.reason)), { once: true });
      listening.set(signal, (leavers = all));
    }
    return leavers;
  };
  return {
    when(signal, leave) {
      const leavers = listenersOf(signal);
      const own = (reason: unknown): void => leave(reason);
      leavers.add(own);
      return () => void leavers.delete(own);
    },
  };
}
