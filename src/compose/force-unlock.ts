import { diagnostic, fail, type Outcome } from '../diagnostics';
import { backendOf } from './backend';
import { openOne } from './open';
import type { SessionOptions } from './options';
import { judgedAtTheDoor } from './plan';
import { openSession } from './world';

/** Takes away the lock of this ID from the state, where its holder is gone and could not. Nothing else is changed. */
export async function forceUnlock(options: SessionOptions, lockId: string): Promise<Outcome<void>> {
  const session = openSession(options);
  return judgedAtTheDoor(async () => {
    const configuration = await openOne(session);
    if (!configuration.ok) return configuration;
    const backend = backendOf(configuration.value, session);
    if (!backend.ok) return { ok: false, diagnostics: [...configuration.diagnostics, ...backend.diagnostics] };
    const { description, forceUnlock: unlock } = backend.value;
    return unlock === undefined
      ? fail(diagnostic('compose_force_unlock', `The backend (${description}) has no lock that could be taken away. Look for the lock where the state is kept.`))
      : unlock(lockId);
  });
}
