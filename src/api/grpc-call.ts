import { Metadata, status as Code, type Client, type ClientUnaryCall, type StatusObject } from '@grpc/grpc-js';
import { diagnostic } from '../diagnostics';
import { abortedBeforeSending, ApiError, badAnswer } from './errors';
import { MOST_SENT, NotReady, type GrpcChannel } from './grpc-channel';
import type { Definitions, UnaryMethod } from './grpc-definitions';
import { errorOfStatus, requestIdOf } from './grpc-status';
import type { CallOptions, Random } from './ports';
import type { TokenSource } from './token-source';
import type { Sent } from './wire';
import { hasMoreItems } from './wire-scan';

/** How the messages of a method become bytes and back: one side of a service definition, or a quicker decoder in its place. */
export type CallCodec<Request, Response> = Pick<UnaryMethod<Request, Response>, 'path' | 'requestSerialize' | 'responseDeserialize'>;

/** What is fixed about one method of the service. */
export interface MethodSpec<Request, Response> {
  /** `ResourceService.List`: for messages. */
  readonly name: string;
  readonly codec: CallCodec<Request, Response>;
  /** Milliseconds, unless the caller says otherwise. */
  readonly deadlineMs: number;
  /** Largest answer in bytes. */
  readonly mostBytes: number;
  /** The answer's repeated field and how many items it may hold. */
  readonly items?: { readonly field: number; readonly most: number };
}

export interface Answer<Response> {
  readonly response: Response;
  readonly headers: Metadata | undefined;
  readonly trailers: Metadata;
  readonly requestId: string;
}

export interface CallPorts {
  readonly channel: GrpcChannel;
  readonly tokens: TokenSource;
  readonly random: Random;
  readonly definitions: Definitions;
}

type Sender = (options: { readonly token: string | undefined; readonly client: Client; readonly deadline: Date }) => Promise<Raw>;

interface Raw {
  readonly status: StatusObject;
  readonly bytes: Buffer | undefined;
  readonly headers: Metadata | undefined;
}

/**
 * Makes one call and answers with the decoded message, or rejects with an `ApiError`. The deadline covers waiting for a
 * connection and the call. Sent once; a second time only after the server itself refused the token and another could be
 * had: it had done nothing then.
 */
export async function unaryCall<Request, Response>(
  ports: CallPorts, spec: MethodSpec<Request, Response>, request: Sent<Request>, opts: CallOptions, idempotencyKey?: string,
): Promise<Answer<Response>> {
  const { channel, tokens } = ports;
  const { signal } = opts;
  const payload = encode(spec, request);
  const token = await credential(spec.name, signal, () => tokens.current(signal));
  const send = senderOf(ports, spec.codec.path, payload, signal, idempotencyKey);

  const attempt = async (bearer: string | undefined): Promise<Answer<Response>> => {
    const deadlineMs = opts.deadlineMs ?? spec.deadlineMs;
    const deadline = Date.now() + deadlineMs;
    const client = await readyClient(spec.name, channel, deadlineMs, signal);
    const raw = await send({ token: bearer, client, deadline: new Date(deadline) });
    const silent = raw.status.code === Number(Code.DEADLINE_EXCEEDED) && Object.keys(raw.status.metadata.getMap()).length === 0;
    channel.ended(client, silent ? 'silent' : 'answered');
    return decode(ports, spec, raw, bearer);
  };

  try {
    return await attempt(token);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 'UNAUTHENTICATED' || !error.fromServer || token === undefined) throw error;
    const fresh = await credential(spec.name, signal, () => tokens.after(token, signal));
    if (fresh === undefined) throw error;
    return attempt(fresh);
  }
}

function encode<Request, Response>(spec: MethodSpec<Request, Response>, request: Sent<Request>): Buffer {
  let payload: Buffer;
  try {
    payload = spec.codec.requestSerialize(request);
  } catch (error) {
    throw unfitRequest(spec.name, `the request does not encode: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (payload.length > MOST_SENT) throw unfitRequest(spec.name, `the request has ${payload.length} bytes; at most ${MOST_SENT} are sent`);
  return payload;
}

export function unfitRequest(method: string, message: string): ApiError {
  return new ApiError({ status: 'INVALID_ARGUMENT', method, message, fromServer: false, mayHaveBeenSent: false });
}

/** A token, or why there is none: as an error of this call, which never left. */
async function credential<T>(method: string, signal: AbortSignal | undefined, get: () => Promise<T>): Promise<T> {
  if (givenUp(signal)) throw abortedBeforeSending(method);
  try {
    return await get();
  } catch (error) {
    if (!(error instanceof ApiError)) throw givenUp(signal) ? abortedBeforeSending(method) : error;
    throw new ApiError({
      status: error.status, method: error.method, message: error.message, fromServer: error.fromServer, mayHaveBeenSent: false,
      requestId: error.requestId, retryAfterMs: error.retryAfterMs, diagnostic: error.diagnostic,
    });
  }
}

function givenUp(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

async function readyClient(method: string, channel: GrpcChannel, deadlineMs: number, signal: AbortSignal | undefined): Promise<Client> {
  try {
    return await channel.ready(deadlineMs, signal);
  } catch (error) {
    if (!(error instanceof NotReady)) throw error;
    if (error.aborted) throw abortedBeforeSending(method);
    throw new ApiError({ status: 'UNAVAILABLE', method, message: `${channel.address}: ${error.message}`, fromServer: false, mayHaveBeenSent: false });
  }
}

const raw = (bytes: Buffer): Buffer => bytes;

function senderOf(
  { random, channel }: CallPorts, path: string, payload: Buffer, signal: AbortSignal | undefined, idempotencyKey: string | undefined,
): Sender {
  const method = path.slice(path.lastIndexOf('.') + 1).replace('/', '.');
  return ({ token, client, deadline }) => new Promise((resolve, reject) => {
    const metadata = new Metadata();
    metadata.set('x-client-request-id', random.uuid());
    if (token !== undefined) metadata.set('authorization', `Bearer ${token}`);
    if (idempotencyKey !== undefined) metadata.set('idempotency-key', idempotencyKey);
    let bytes: Buffer | undefined;
    let headers: Metadata | undefined;
    let call: ClientUnaryCall;
    try {
      // The callback cannot tell an OK without a message from an error; the status event that follows it can.
      call = client.makeUnaryRequest(path, raw, raw, payload, metadata, { deadline }, (_, answer) => { bytes = answer; });
    } catch {
      reject(new ApiError({ status: 'UNAVAILABLE', method, message: `${channel.address}: the connection was closed`, fromServer: false, mayHaveBeenSent: false }));
      return;
    }
    const abort = (): void => call.cancel();
    signal?.addEventListener('abort', abort, { once: true });
    call.on('metadata', (received: Metadata) => { headers = received; });
    call.on('status', (status: StatusObject) => {
      signal?.removeEventListener('abort', abort);
      resolve({ status: wholeStatus(status), bytes, headers });
    });
  });
}

/** grpc-js ends a call whose answer it cannot unpack with a status that lacks what its type promises. */
function wholeStatus(status: Partial<StatusObject>): StatusObject {
  return { code: status.code ?? Code.UNKNOWN, details: status.details ?? 'an answer that cannot be unpacked', metadata: status.metadata ?? new Metadata() };
}

function decode<Request, Response>(
  { definitions, channel }: CallPorts, spec: MethodSpec<Request, Response>, { status, bytes, headers }: Raw, token: string | undefined,
): Answer<Response> {
  const requestId = requestIdOf(headers, status.metadata);
  const tooLarge = (what: string): ApiError => badAnswer(spec.name, diagnostic('api_answer_too_large',
    `${spec.name} answered with ${what}. The answer was not read. Check that the endpoint is the one of the service.`), requestId);
  if (status.code !== Number(Code.OK)) {
    if (status.details.startsWith('Received message larger than max')) throw tooLarge('more bytes than are taken in at all');
    throw errorOfStatus(spec.name, status, headers, definitions, token === undefined ? [] : [token], channel.address);
  }
  const invalid = (why: string): ApiError => badAnswer(spec.name, diagnostic('api_answer_invalid',
    `${spec.name} answered with ${why}. Nothing was decided from it. Check that the endpoint is the one of the service.`), requestId);
  if (bytes === undefined) throw invalid('a good status and no message');
  if (bytes.length > spec.mostBytes) throw tooLarge(`${bytes.length} bytes where at most ${spec.mostBytes} are taken`);
  if (spec.items !== undefined && hasMoreItems(bytes, spec.items.field, spec.items.most)) throw tooLarge(`more than ${spec.items.most} items`);
  try {
    return { response: spec.codec.responseDeserialize(bytes), headers, trailers: status.metadata, requestId };
  } catch {
    throw invalid('bytes that are not the message of this method');
  }
}
