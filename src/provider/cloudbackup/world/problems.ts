import { ApiError, apiDiagnostic } from '../../../api';
import type { ReadProblem } from './shared-reads';

/** What a call failed with, as a problem for people. Anything but an API error is a bug and goes on up. */
export function readProblem(error: unknown): ReadProblem {
  if (!(error instanceof ApiError)) throw error;
  return { diagnostic: apiDiagnostic(error), hard: isHard(error) };
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
