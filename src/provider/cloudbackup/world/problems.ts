import { ApiError } from '../../../api';
import { diagnostic, Failure, type Diagnostic } from '../../../diagnostics';
import type { ReadProblem } from './shared-reads';

/** What a call failed with, as a problem for people. Anything but an API error or a failure is a bug and goes on up. */
export function readProblem(error: unknown, doing: string): ReadProblem {
  if (error instanceof Failure) {
    const [first] = error.diagnostics;
    if (first !== undefined) return { diagnostic: first, hard: true };
  }
  if (!(error instanceof ApiError)) throw error;
  return { diagnostic: explain(error, doing), hard: isHard(error) };
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

/** One diagnostic for one failed call: what was tried, what came back, what a person can do. */
export function explain(error: ApiError, doing: string): Diagnostic {
  if (error.diagnostic !== undefined) return error.diagnostic;
  const request = error.requestId === '' ? '' : ` (request id ${error.requestId})`;
  const what = `${doing} failed: ${error.method} answered ${error.status}: ${error.message}${request}.`;
  switch (error.status) {
    case 'PERMISSION_DENIED':
      return diagnostic('provider_permission_denied', `${what} Reading needs the role backup.viewer on the folder; deleting registrations `
        + 'and making directories needs backup.editor. Ask for the role, or use credentials that have it.');
    case 'UNAUTHENTICATED':
      return diagnostic('provider_unauthenticated', `${what} The credentials are missing, wrong or expired. Set YC_TOKEN to a fresh IAM token, `
        + 'or YC_SERVICE_ACCOUNT_KEY_FILE to an authorized key.');
    case 'NOT_FOUND':
      return diagnostic('provider_call_failed', `${what} The folder or the instance is not known to the service: check folder_id and compute_instance_id.`);
    case 'UNAVAILABLE':
      if (!error.fromServer) {
        return diagnostic('provider_unreachable', `${what} The service was not reached. Check the endpoint settings (YC_ENDPOINT) and the network.`);
      }
      return diagnostic('provider_call_failed', `${what} The service or the agent of the instance cannot answer now. Try again later.`);
    case 'RESOURCE_EXHAUSTED':
      return diagnostic('provider_call_failed', `${what} The service allows no more calls now. Lower requests_per_second, or try again later.`);
    default:
      return diagnostic('provider_call_failed', `${what} Nothing was changed by this call. Try again; give the request id to support if it stays.`);
  }
}
