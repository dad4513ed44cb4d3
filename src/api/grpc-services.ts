import { unaryCall, unfitRequest, type CallPorts } from './grpc-call';
import type { GrpcChannel } from './grpc-channel';
import type { Definitions } from './grpc-definitions';
import { timestampText } from './parse-time';
import type { CallOptions, Clock, Random } from './ports';
import { fixedToken, type IssuedToken } from './token-source';
import { ApiError } from './errors';

export interface ServicePorts {
  readonly definitions: Definitions;
  readonly random: Random;
}

const DISCOVERY_MS = 20_000;
const EXCHANGE_MS = 20_000;
const LIMITS = { mostBytes: 1024 * 1024, items: { field: 1, most: 1000 } };

/** Addresses of the cloud's services by id, as text that nobody has judged yet. Needs no credential and sends none. */
export async function listEndpoints(channel: GrpcChannel, ports: ServicePorts): Promise<ReadonlyMap<string, string>> {
  const spec = { name: 'ApiEndpointService.List', codec: ports.definitions.endpoint.List, deadlineMs: DISCOVERY_MS, ...LIMITS };
  const { response } = await unaryCall(withoutToken(channel, ports), spec, {}, {});
  const found = new Map<string, string>();
  for (const { id, address } of response.endpoints) if (!found.has(id)) found.set(id, address);
  return found;
}

/** Exchanges a signed JWT for an IAM token. */
export async function createIamToken(channel: GrpcChannel, jwt: string, clock: Clock, ports: ServicePorts): Promise<IssuedToken> {
  const name = 'IamTokenService.Create';
  const spec = { name, codec: ports.definitions.iamToken.Create, deadlineMs: EXCHANGE_MS, mostBytes: LIMITS.mostBytes };
  const { response, requestId } = await unaryCall(withoutToken(channel, ports), spec, { jwt }, {}).catch((error: unknown) => {
    throw error instanceof ApiError ? withoutSecret(error, jwt) : error;
  });
  // Header values are printable ASCII; anything else is no token and would not travel.
  if (!/^[\x21-\x7e]{1,10000}$/.test(response.iamToken)) {
    throw new ApiError({ status: 'DATA_LOSS', method: name, message: 'the answer has no usable token', fromServer: false, mayHaveBeenSent: true, requestId });
  }
  const endsAt = response.expiresAt === null ? 0 : Number(response.expiresAt.seconds) * 1000;
  return { token: response.iamToken, lifeMs: endsAt - clock.now() };
}

const TOKEN_TYPES: ReadonlySet<string> = new Set(['RESOURCE_TYPE_UNSPECIFIED', 'COMPUTE', 'BMS', 'EXTERNAL_VM', 'EXTERNAL_SERVER']);

/** Asks once for a secret by which an agent registers its machine; the answer is in no message of ours. */
export async function registrationToken(
  ports: CallPorts, req: { readonly folderId: string; readonly type: string }, opts: CallOptions = {},
): Promise<{ readonly token: string; readonly expiresAt: string }> {
  const name = 'ResourceService.GetInstanceRegistrationToken';
  if (!TOKEN_TYPES.has(req.type)) throw unfitRequest(name, `there is no resource type ${JSON.stringify(req.type.slice(0, 50))}`);
  const spec = { name, codec: ports.definitions.resource.GetInstanceRegistrationToken, deadlineMs: EXCHANGE_MS, mostBytes: LIMITS.mostBytes };
  const { response, requestId } = await unaryCall(ports, spec, req, opts);
  if (response.instanceRegistrationId === '') {
    throw new ApiError({ status: 'DATA_LOSS', method: name, message: 'the answer has no token', fromServer: false, mayHaveBeenSent: true, requestId });
  }
  return { token: response.instanceRegistrationId, expiresAt: timestampText(response.expiredAt) };
}

function withoutToken(channel: GrpcChannel, { definitions, random }: ServicePorts): CallPorts {
  return { channel, tokens: fixedToken(undefined), random, definitions };
}

function withoutSecret(error: ApiError, secret: string): ApiError {
  if (!error.message.includes(secret)) return error;
  const { status, method, fromServer, mayHaveBeenSent, requestId, retryAfterMs } = error;
  return new ApiError({ status, method, fromServer, mayHaveBeenSent, requestId, retryAfterMs, message: error.message.replaceAll(secret, '[REDACTED]') });
}
