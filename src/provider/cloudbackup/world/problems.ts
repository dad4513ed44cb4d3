import { ApiError, apiDiagnostic, isGeneral, whatFailed } from '../../../api';
import type { ReadProblem } from './shared-reads';

/**
 * What failed reads are to people. A problem that is not the fault of one instance is the same object for all who meet it,
 * so that it is told once; and where it stands, reading on would only meet it again.
 */
export interface ReadProblems {
  /** Anything but an API error is a bug and goes on up. */
  of(error: unknown, folderId?: string): ReadProblem;
  /** What was refused because its instance is not of the folder: the fault of nothing but that. */
  ofStranger(error: ApiError, folderId: string, instanceId: string): ReadProblem;
  /** The problem that every read in this folder meets, as far as is known. */
  standing(folderId: string): ReadProblem | undefined;
  /** A read in this folder went well: nothing stands in the way there. */
  wentWell(folderId: string): void;
  /** What was wrong may be right by now. */
  clear(): void;
}

/** Stands for all folders. */
const SERVICE = '*';

export function readProblems(): ReadProblems {
  const told = new Map<string, ReadProblem>();
  const standing = new Map<string, ReadProblem>();
  return {
    of(error, folderId) {
      if (!(error instanceof ApiError)) throw error;
      const diagnostic = apiDiagnostic(error, {}, folderId);
      if (!isGeneral(diagnostic)) return { diagnostic, said: whatFailed(error), hard: isHard(error) };
      // Roles and pages are a folder's; tokens and connections are the service's.
      const where = error.status === 'PERMISSION_DENIED' || error.status === 'DATA_LOSS' ? folderId ?? '' : SERVICE;
      const key = `${diagnostic.code} ${where}`;
      const problem = told.get(key) ?? { diagnostic, said: whatFailed(error), hard: true };
      told.set(key, problem);
      standing.set(where, problem);
      return problem;
    },
    ofStranger: (error, folderId, instanceId) => ({
      diagnostic: apiDiagnostic(error, {}, folderId), hard: false,
      said: `${whatFailed(error)} Instance "${instanceId}" has no registration in folder ${folderId}, whose registrations could be listed.`,
    }),
    standing: (folderId) => standing.get(SERVICE) ?? standing.get(folderId),
    wentWell(folderId) {
      standing.delete(SERVICE);
      standing.delete(folderId);
    },
    clear() {
      told.clear();
      standing.clear();
    },
  };
}

function isHard(error: ApiError): boolean {
  if (!error.mayHaveBeenSent) return true;
  switch (error.status) {
    case 'PERMISSION_DENIED':
    case 'UNAUTHENTICATED':
    case 'UNIMPLEMENTED':
    case 'RESOURCE_EXHAUSTED':
      return true;
    // Made up on the way: the service was not reached at all.
    case 'UNAVAILABLE':
      return !error.fromServer;
    default:
      return false;
  }
}
