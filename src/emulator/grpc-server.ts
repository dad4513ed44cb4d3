import { randomUUID } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Metadata, Server, ServerCredentials, type sendUnaryData, type ServerUnaryCall, type UntypedServiceImplementation } from '@grpc/grpc-js';
import type { Definitions, UnaryMethod } from '../api/grpc-definitions';
import { control } from './grpc-control';
import type { Encoders } from './grpc-encode';
import { failureOf } from './grpc-status';
import { refusal } from './refusal';
import type { MethodName, Requests } from './requests';
import { handle } from './service';
import type { ServiceState } from './state';

/** What a socket server serves. */
export interface Serving {
  readonly definitions: Definitions;
  readonly encoders: Encoders;
  readonly state: ServiceState;
  readonly latencyMs: number;
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | undefined;
  /** Called after anything that may have put something on the agenda. */
  readonly moved: () => void;
  readonly control: { readonly [name in keyof typeof control]: (request: Buffer) => Buffer };
}

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves everything on one port. Connections are taken by a plain socket server and handed to grpc-js, so that a fault
 * can destroy the connection that a call came on.
 */
export async function listen(serving: Serving, host: string, port: number): Promise<Listening> {
  const server = new Server({
    'grpc.max_receive_message_length': serving.state.switches.max_receive_bytes,
    'grpc.max_send_message_length': -1,
  });
  const sockets = new Map<string, Socket>();
  for (const [service, prefix] of [
    [serving.definitions.resource, ''], [serving.definitions.operation, 'OperationService.'],
    [serving.definitions.endpoint, 'ApiEndpointService.'], [serving.definitions.iamToken, 'IamTokenService.'],
  ] as const) {
    addService(server, serving, sockets, service, prefix);
  }
  addControl(server, serving);
  const { tls } = serving;
  const injector = server.createConnectionInjector(
    tls === undefined ? ServerCredentials.createInsecure() : ServerCredentials.createSsl(null, [{ cert_chain: tls.cert, private_key: tls.key }]),
  );
  const listener = createServer({ noDelay: true }, (socket) => {
    const peer = `${socket.remoteAddress ?? ''}:${socket.remotePort ?? ''}`;
    sockets.set(peer, socket);
    socket.once('close', () => sockets.delete(peer));
    // A connection that breaks is the other side's business.
    socket.on('error', () => undefined);
    injector.injectConnection(socket);
  });
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(port, host, resolve);
  });
  return {
    // A TCP listener has an address with a port.
    port: (listener.address() as AddressInfo).port,
    close: async () => {
      const closed = new Promise<void>((resolve) => listener.close(() => resolve()));
      injector.destroy();
      server.forceShutdown();
      for (const socket of sockets.values()) socket.destroy();
      await closed;
    },
  };
}

function addService(server: Server, serving: Serving, sockets: ReadonlyMap<string, Socket>, service: object, prefix: string): void {
  const methods = Object.entries(service) as readonly (readonly [string, UnaryMethod<unknown, unknown>])[];
  const raw = Object.fromEntries(methods.map(([name, method]) => [name, { ...method, responseSerialize: (bytes: Buffer) => bytes }]));
  const implementation: UntypedServiceImplementation = Object.fromEntries(methods.map(([name]) => {
    // The services' methods are the names of MethodName: both come from the descriptor.
    const method = `${prefix}${name}` as MethodName;
    return [name, (call: ServerUnaryCall<Requests[MethodName], Buffer>, callback: sendUnaryData<Buffer>) => {
      serve(serving, sockets, method, call, callback).catch((error: unknown) => callback(bug(serving, error)));
    }];
  }));
  server.addService(raw, implementation);
}

function bug(serving: Serving, error: unknown) {
  return failureOf(serving.definitions, refusal('INTERNAL', `The emulator has a bug: ${String(error)}`), false, '');
}

async function serve<M extends MethodName>(
  serving: Serving, sockets: ReadonlyMap<string, Socket>, method: M, call: ServerUnaryCall<Requests[M], Buffer>, callback: sendUnaryData<Buffer>,
): Promise<void> {
  const { state, definitions } = serving;
  if (serving.latencyMs > 0) await state.clock.sleep(serving.latencyMs);
  const { answer, delayMs } = handle(state, { method, request: call.request, idempotencyKey: header(call, 'idempotency-key'), authorization: header(call, 'authorization') });
  serving.moved();
  // Encoded now: an operation goes on while a slow answer waits.
  const bytes = answer.kind === 'reply' ? serving.encoders[method](answer.value) : undefined;
  if (delayMs > 0) await state.clock.sleep(delayMs);
  if (answer.kind === 'hang') return;
  if (answer.kind === 'reset') {
    sockets.get(call.getPeer())?.destroy();
    return;
  }
  const requestId = randomUUID();
  call.sendMetadata(initialMetadata(state, method, requestId));
  if (bytes !== undefined) callback(null, bytes);
  else if (answer.kind === 'refused') callback(failureOf(definitions, answer.refusal, state.switches.error_details === 'on', requestId));
}

function header(call: ServerUnaryCall<unknown, unknown>, name: string): string {
  const value = call.metadata.get(name)[0];
  return typeof value === 'string' ? value : '';
}

function initialMetadata(state: ServiceState, method: MethodName, requestId: string): Metadata {
  const metadata = new Metadata();
  if (state.switches.request_ids === 'on') {
    metadata.set('x-request-id', requestId);
    metadata.set('x-server-trace-id', requestId.replaceAll('-', ''));
  }
  const interval = state.switches.poll_interval_s;
  if (method === 'OperationService.Get' && interval > 0) metadata.set('x-operation-poll-interval', String(interval));
  return metadata;
}

function addControl(server: Server, serving: Serving): void {
  const answer = (name: keyof typeof control) => (call: ServerUnaryCall<Buffer, Buffer>, callback: sendUnaryData<Buffer>): void => {
    try {
      const bytes = serving.control[name](call.request);
      serving.moved();
      callback(null, bytes);
    } catch (error) {
      callback(bug(serving, error));
    }
  };
  server.addService(control, { World: answer('World'), Change: answer('Change'), Stats: answer('Stats') });
}
