import { diagnostic, fail, Failure, type Diagnostic, type Outcome } from '../diagnostics';
import { errorCode } from './file-system';

/** What people are told of an error of the operating system, in words of the state. */
export function ioProblem(error: unknown, doing: 'read' | 'write', what: string): Diagnostic | undefined {
  const code = errorCode(error);
  if (code === undefined) return undefined;
  const reason = `${what}: ${(error as Error).message}.`;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return diagnostic('state_disk_full', `${reason} Free disk space and run the command again; nothing that was recorded before is lost.`);
  }
  if (doing === 'read') return diagnostic('state_unreadable', `${reason} Correct that and run the command again.`);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return diagnostic('state_read_only', `${reason} The state must be writable before anything is changed.`);
  }
  return diagnostic('state_write_failed', `${reason} Correct that and run the command again; what was done is recorded in the journal of the run.`);
}

/** Turns what the operating system refused, and failures, into diagnostics. Anything else is a bug and goes on. */
export async function told<T>(doing: 'read' | 'write', what: string, work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Failure) return fail(...error.diagnostics);
    const problem = ioProblem(error, doing, what);
    if (problem === undefined) throw error;
    return fail(problem);
  }
}
