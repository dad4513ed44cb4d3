import { setMaxListeners } from 'node:events';
import type { Clock } from '../api';
import { GRACE_MS } from './inputs';

/** The two interrupts as the walk and its steps see them. */
export interface Interrupts {
  /** Aborted at the first interrupt: nothing new begins. */
  readonly stopping: AbortSignal;
  /** Aborted at the second one, or when the grace of the first is over: everything is left as it stands. */
  readonly leave: AbortSignal;
  /** Resolves a little after `leave`, for what does not listen to it. */
  readonly left: Promise<void>;
  close(): void;
}

const LAST_WORDS_MS = 2_000;

export function watchInterrupts(ports: { readonly signal: AbortSignal; readonly hardSignal: AbortSignal; readonly clock: Clock }): Interrupts {
  const { signal, hardSignal, clock } = ports;
  const stopping = new AbortController();
  const leave = new AbortController();
  const ended = new AbortController();
  // Every step under way listens: as many as there are, and no leak.
  setMaxListeners(0, stopping.signal, leave.signal);
  const reason = new Error('interrupted');
  let hasLeft: () => void = () => undefined;
  const left = new Promise<void>((resolve) => (hasLeft = resolve));
  const wait = (ms: number, then: () => void): void => {
    clock.sleep(ms, ended.signal).then(then, () => undefined);
  };
  const goNow = (): void => {
    if (leave.signal.aborted) return;
    stopping.abort(reason);
    leave.abort(reason);
    wait(LAST_WORDS_MS, hasLeft);
  };
  const stop = (): void => {
    if (stopping.signal.aborted) return;
    stopping.abort(reason);
    wait(GRACE_MS, goNow);
  };
  if (signal.aborted) stop();
  if (hardSignal.aborted) goNow();
  signal.addEventListener('abort', stop, { once: true });
  hardSignal.addEventListener('abort', goNow, { once: true });
  return {
    stopping: stopping.signal,
    leave: leave.signal,
    left,
    close() {
      signal.removeEventListener('abort', stop);
      hardSignal.removeEventListener('abort', goNow);
      ended.abort(reason);
    },
  };
}
