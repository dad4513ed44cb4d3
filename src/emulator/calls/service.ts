import { judgeJwt } from '../jwt';
import { notFound, refuse, refusal, reply, type Answer } from '../refusal';
import { Validation, type Requests } from '../requests';
import type { ServiceState } from '../state';
import { isoTime } from '../times';
import type { Answers, ApiEndpoint, TokenAnswer } from './answers';

/** What discovery lists: every service is here. */
function endpoints(state: ServiceState): readonly ApiEndpoint[] {
  const ids = ['backup', 'endpoint', 'iam', 'operation'].filter((id) => id !== 'backup' || state.switches.discovery_backup === 'listed');
  return ids.map((id) => ({ id, address: state.endpoint() }));
}

export function getEndpoint(state: ServiceState, request: Requests['ApiEndpointService.Get']): Answer<ApiEndpoint> {
  const bad = new Validation().required('api_endpoint_id', request.apiEndpointId).refusal();
  if (bad !== undefined) return refuse(bad);
  const found = endpoints(state).find((endpoint) => endpoint.id === request.apiEndpointId);
  return found === undefined ? refuse(notFound('ApiEndpoint', request.apiEndpointId)) : reply(found);
}

export function listEndpoints(state: ServiceState): Answer<Answers['ApiEndpointService.List']> {
  return reply({ endpoints: endpoints(state) });
}

export function createToken(state: ServiceState, request: Requests['IamTokenService.Create']): Answer<TokenAnswer> {
  const oauth = request.yandexPassportOauthToken ?? '';
  const jwt = request.jwt ?? '';
  const checks = new Validation().longest('yandex_passport_oauth_token', oauth, 4000).longest('jwt', jwt, 8000);
  if (oauth === '' && jwt === '') checks.add('identity', 'exactly one of yandex_passport_oauth_token and jwt is required');
  const bad = checks.refusal();
  if (bad !== undefined) return refuse(bad);
  if (oauth !== '') return reply(issue(state, oauth.includes('viewer') ? 'oauth-viewer' : 'oauth-user'));
  const judged = judgeJwt(jwt, state.keys, state.clock.now());
  return 'problem' in judged ? refuse(refusal('UNAUTHENTICATED', `The JWT is not accepted: ${judged.problem}`)) : reply(issue(state, judged.subject));
}

export function createTokenForServiceAccount(state: ServiceState, request: Requests['IamTokenService.CreateForServiceAccount']): Answer<TokenAnswer> {
  const bad = new Validation().required('service_account_id', request.serviceAccountId).refusal();
  return bad === undefined ? reply(issue(state, request.serviceAccountId)) : refuse(bad);
}

export function revokeToken(state: ServiceState, request: Requests['IamTokenService.Revoke']): Answer<Answers['IamTokenService.Revoke']> {
  const bad = new Validation().required('iam_token', request.iamToken, 4096).refusal();
  if (bad !== undefined) return refuse(bad);
  const token = state.tokens.get(request.iamToken);
  if (token === undefined) return refuse(notFound('Token', 'given'));
  token.revoked = true;
  return reply({ subjectId: token.subject });
}

/** A token in the form of the cloud's: `t1.` and exactly two dots. */
function issue(state: ServiceState, subject: string): TokenAnswer {
  const life = state.switches.token_ttl_ms;
  const part = (): string => Buffer.from(state.random.uuid()).toString('base64url');
  const iamToken = `t1.${part()}.${part()}`;
  state.tokens.set(iamToken, { subject, expiresAt: state.clock.monotonic() + life, revoked: false });
  return { iamToken, expiresAt: isoTime(state.clock.now() + life) };
}
