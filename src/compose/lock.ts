import { diagnostic, fail, type Outcome } from '../diagnostics';
import type { StateBackend, StateLock } from '../state';
import type { Session } from './world';

/** Takes the state's lock. Says so before it waits for one that another run holds. */
export async function takeLock(session: Session, backend: StateBackend, operation: string): Promise<Outcome<StateLock>> {
  const timeoutMs = session.options.lockTimeoutMs ?? 0;
  const first = await backend.lock(operation, 0, session.signal);
  if (first.ok || timeoutMs === 0 || !first.diagnostics.some((d) => d.code === 'state_locked')) return first;
  session.emit({ type: 'waiting-for-lock', timeoutMs });
  const waited = await backend.lock(operation, timeoutMs, session.signal);
  if (waited.ok || !session.signal.aborted) return waited;
  return fail(...waited.diagnostics.map((d) => (d.code !== 'state_locked' ? d
    : diagnostic('compose_lock_interrupted', `Waiting for the state's lock was interrupted. Nothing was read or changed.\n${d.detail}`))));
}
