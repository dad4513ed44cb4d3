import { diagnostic, Failure, type Diagnostic } from '../../../diagnostics';
import { HttpFailure, type HttpAnswer } from '../../http-call';

const REASONS: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'nothing listens there (connection refused)'],
  ['ENOTFOUND', 'there is no host of that name'],
  ['EAI_AGAIN', 'the name could not be looked up'],
  ['ECONNRESET', 'the connection was cut'],
  ['EPIPE', 'the connection was cut'],
  ['ETIMEDOUT', 'no answer came in time'],
  ['EHOSTUNREACH', 'there is no way to that host'],
  ['ENETUNREACH', 'there is no way to that network'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'its certificate is self-signed and not trusted'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'its certificate leads to an authority that is not trusted'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'its certificate leads to an authority that is not trusted'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'its certificate leads to an authority that is not trusted'],
  ['CERT_HAS_EXPIRED', 'its certificate has expired'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is for another host'],
]);

/** No answer, in words. */
export function unreachable(where: string, error: { readonly code?: string | undefined; readonly message: string }): Failure {
  const reason = error.code === undefined ? undefined : REASONS.get(error.code);
  return new Failure([diagnostic('backend_unreachable', `${where} gave no answer: ${reason ?? printed(error.message)}. Check the address and the network, and run the command again.`)], { cause: error });
}

/** A status that means no. `doing` follows "to": `read the state`. */
export function refused(where: string, doing: string, answer: HttpAnswer, hint = ''): Diagnostic {
  const said = saidIn(answer.body);
  const words = `${where} answered ${answer.status} when asked to ${doing}${said === '' ? '' : `: ${said}`}.${hint === '' ? '' : ` ${hint}`}`;
  switch (answer.status) {
    case 401: return diagnostic('backend_denied', `${words} It wants credentials, or does not know the ones it got.`);
    case 403: return diagnostic('backend_denied', `${words} These credentials do not allow it.`);
    case 404: return diagnostic('backend_missing', `${words} Check the address.`);
    default: return diagnostic('backend_failed', `${words} ${answer.status >= 500 ? 'The trouble is on the server: try again later.' : answer.status >= 300 && answer.status < 400 ? 'It points elsewhere, and the state is kept where the configuration says only: write the right address.' : 'Check the settings of the backend.'}`);
  }
}

const SHOWN = 300;

/** The start of what the server said, on one line; what is no plain text is not shown. */
export function saidIn(body: Uint8Array): string {
  const text = Buffer.from(body.subarray(0, SHOWN * 4)).toString('utf8').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim();
  const plain = printed(text);
  return plain.length > SHOWN ? `${plain.slice(0, SHOWN)}…` : plain;
}

/** Without control characters: it came from elsewhere. */
function printed(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffd]/g, '');
}

export function isHttpFailure(error: unknown): error is HttpFailure {
  return error instanceof HttpFailure;
}
