import { diagnostic, type Diagnostic } from '../diagnostics';

/** What is wrong with a token that was set, if anything. No message repeats it. */
export function judgeToken(token: string): Diagnostic | undefined {
  if (/^(y\d_|A[Qg]AAAA)/.test(token)) {
    return diagnostic('api_token_oauth', 'The token looks like an OAuth token. Calls need an IAM token: make one with "yc iam create-token" and set YC_TOKEN to it, '
      + 'or set YC_SERVICE_ACCOUNT_KEY_FILE to the authorized key of a service account.');
  }
  if (token === '' || token.length > 10_000 || !/^[\x21-\x7e]+$/.test(token)) {
    return diagnostic('api_token_malformed', `The token is ${token === '' ? 'empty' : 'too long or has spaces, line breaks or other characters that no token has'}. `
      + 'Set YC_TOKEN again, without quotes and line breaks.');
  }
  return undefined;
}
