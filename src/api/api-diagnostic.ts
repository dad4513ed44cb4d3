import { diagnostic, type Diagnostic, type DiagnosticCode, type Place } from '../diagnostics';
import type { ApiError, StatusName } from './errors';

/** Problems of the connection, the account or a whole folder: they say nothing about the object at which they were met. */
const GENERAL: ReadonlySet<DiagnosticCode> = new Set<DiagnosticCode>([
  'api_permission_denied', 'api_unauthenticated', 'api_unreachable', 'api_rate_limited', 'api_discovery_no_backup', 'api_discovery_untrusted',
  'api_token_oauth', 'api_token_malformed', 'api_metadata_failed', 'api_page_token_repeats', 'api_pages_endless', 'api_page_token_too_long', 'api_page_overfull',
]);

/** Whether a problem is told without a place, because no object has it alone. */
export function isGeneral(problem: Diagnostic): boolean {
  return GENERAL.has(problem.code);
}

/** A failed call as a problem for people. Text of the service is in it as it came: who shows it escapes it. `folderId`: where it was made. */
export function apiDiagnostic(error: ApiError, place: Place = {}, folderId?: string): Diagnostic {
  if (error.diagnostic !== undefined) return { ...error.diagnostic, ...place };
  const { code, advice } = judge(error, folderId);
  return diagnostic(code, `${whatFailed(error)} ${advice}`, place);
}

/** How a call ended, as a sentence, without what to do about it. */
export function whatFailed(error: ApiError): string {
  if (error.diagnostic !== undefined) return error.diagnostic.detail;
  const request = error.requestId === '' ? '' : ` (request id ${error.requestId})`;
  const unreached = error.status === 'UNAVAILABLE' && !error.fromServer;
  return `${error.method} ${unreached ? 'did not get through' : `ended with ${error.status}`}: ${onOneLine(error.message)}${request}.`;
}

/** What the service said ends where its sentence ends: lines of its own could look like ours. */
function onOneLine(message: string): string {
  return message.replace(/\s*[\r\n]+\s*/g, ' ').replace(/\.$/, '');
}

/** What gRPC makes of a plain HTTP answer: its status says nothing about the account or the object. */
const NO_GRPC_PEER = /^(?:\S+: )?Received HTTP status code \d/;

function judge(error: ApiError, folderId: string | undefined): { readonly code: DiagnosticCode; readonly advice: string } {
  const status: StatusName = error.status;
  if (!error.fromServer && NO_GRPC_PEER.test(error.message)) {
    return { code: 'api_unreachable', advice: 'Something on the way answered in place of the service: a proxy, a gateway or another server. '
      + 'Check the endpoint (YC_ENDPOINT, or the endpoints in the provider block) and the network.' };
  }
  switch (status) {
    case 'PERMISSION_DENIED':
      return { code: 'api_permission_denied', advice: `The account of the credentials needs the role backup.viewer on the folder${folderId === undefined ? '' : ` ${folderId}`} to read, and backup.editor to apply. `
        + 'Ask for the role, or use credentials that have it; check folder_id too.' };
    case 'UNAUTHENTICATED':
      return { code: 'api_unauthenticated', advice: error.method === 'IamTokenService.Create'
        ? 'The service account key was not accepted: it may be deleted, of another cloud, or the clock of this machine may be wrong. Make a new authorized key or set YC_TOKEN.'
        : 'The token is missing, wrong or expired (an IAM token lives at most 12 hours). Set YC_TOKEN to a fresh one, or set YC_SERVICE_ACCOUNT_KEY_FILE.' };
    case 'UNAVAILABLE':
      return error.fromServer
        ? { code: 'api_call_failed', advice: 'The service, or the agent of the instance, cannot answer now. Try again later.' }
        : { code: 'api_unreachable', advice: 'Check the endpoint (YC_ENDPOINT, or the endpoints in the provider block) and the network.' };
    case 'DEADLINE_EXCEEDED':
      return { code: 'api_deadline', advice: 'Try again; if it is about one instance only, check that it runs and that its agent is online.' };
    case 'RESOURCE_EXHAUSTED':
      return { code: 'api_rate_limited', advice: 'Set requests_per_second lower, or try again later; the message tells if it is a quota.' };
    case 'NOT_FOUND':
      return { code: 'api_not_found', advice: 'Check folder_id and compute_instance_id.' };
    case 'UNIMPLEMENTED':
      return { code: 'api_call_failed', advice: 'What listens at the endpoint does not know this method. Check the endpoint settings.' };
    case 'DATA_LOSS':
      return { code: 'api_answer_invalid', advice: 'Check that the endpoint is the one of the service.' };
    case 'OK': case 'CANCELLED': case 'UNKNOWN': case 'INVALID_ARGUMENT': case 'ALREADY_EXISTS': case 'FAILED_PRECONDITION': case 'ABORTED':
    case 'OUT_OF_RANGE': case 'INTERNAL':
      return { code: 'api_call_failed', advice: 'If the message does not tell what to change, try again, and give the request id to the support of the service.' };
  }
}
