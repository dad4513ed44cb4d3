import type { Look, Seen, SessionEvent } from '../../compose';
import { diagnostic, type Diagnostic } from '../../diagnostics';
import type { Invocation } from '../command';
import { sessionOf } from '../session';

/** Reads, without a word of progress: what comes out is the answer. */
export async function lookAt(invocation: Invocation, looks: readonly Look[]): Promise<{ readonly seen: readonly Seen[]; readonly diagnostics: readonly Diagnostic[] }> {
  const session = sessionOf(invocation);
  if (!session.ok) return { seen: [], diagnostics: session.diagnostics };
  const seen = await invocation.library().look({ ...session.value, lock: false, emit: (_event: SessionEvent) => undefined }, looks);
  const interrupted = invocation.io.soft.aborted ? [diagnostic('cli_interrupted', 'Interrupted before everything was read.')] : [];
  return { seen: seen.ok ? seen.value : [], diagnostics: [...seen.diagnostics, ...interrupted] };
}
