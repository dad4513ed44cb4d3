import http2 from 'node:http2';
import type { AddressInfo } from 'node:net';
import { Metadata, Server, ServerCredentials, type ServiceError, type ServiceDefinition, type UntypedServiceImplementation } from '@grpc/grpc-js';
import { connect, systemClock, type Connection, type ConnectionSettings } from '../../src/api';
import { loadDefinitions, type Definitions } from '../../src/api/grpc-definitions';
import { seededRandom } from '../support/random';

export { settingsFor } from './settings';

export const definitions = loadDefinitions();
export const KEY = '123e4567-e89b-42d3-a456-426614174000';

export interface Seen {
  readonly method: string;
  readonly request: any;
  readonly metadata: Metadata;
  /** Milliseconds that the caller gave. */
  readonly leftMs: number;
  readonly peer: string;
}

/** What a handler may do: answer, or refuse with a code, trailers and headers. */
export type Handler = (request: any, metadata: Metadata) => Reply | Promise<Reply>;
export type Reply = { answer: object; headers?: Record<string, string> } | {
  code: number; details?: string; trailers?: Record<string, string | Buffer>; headers?: Record<string, string>;
};

export interface TestService {
  readonly address: string;
  readonly seen: Seen[];
  readonly on: Record<string, Handler>;
  stop(): void;
}

/** All services of the contract on one loopback port; a method without a handler answers UNIMPLEMENTED. */
export async function startService(on: Record<string, Handler>, credentials = ServerCredentials.createInsecure(), at = '127.0.0.1:0'): Promise<TestService> {
  const seen: Seen[] = [];
  const server = new Server();
  const add = (service: string, methods: Definitions[keyof Definitions]): void => {
    server.addService(methods as unknown as ServiceDefinition, Object.fromEntries(Object.keys(methods).map((name) => [name,
      (call: any, callback: any) => {
        const method = `${service}.${name}`;
        seen.push({ method, request: call.request, metadata: call.metadata, leftMs: Number(call.getDeadline()) - Date.now(), peer: call.getPeer() });
        const handler = on[method];
        if (handler === undefined) return callback({ code: 12, details: 'no handler' });
        void Promise.resolve(handler(call.request, call.metadata)).then((reply) => {
          if (reply.headers !== undefined) call.sendMetadata(metadataOf(reply.headers));
          if ('answer' in reply) return callback(null, reply.answer);
          return callback({ code: reply.code, details: reply.details ?? 'refused', metadata: metadataOf(reply.trailers ?? {}) } as ServiceError);
        });
      }])) as UntypedServiceImplementation);
  };
  add('ResourceService', definitions.resource);
  add('OperationService', definitions.operation);
  add('ApiEndpointService', definitions.endpoint);
  add('IamTokenService', definitions.iamToken);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(at, credentials, (error, bound) => (error === null ? resolve(bound) : reject(error)));
  });
  return { address: `127.0.0.1:${port}`, seen, on, stop: () => server.forceShutdown() };
}

function metadataOf(entries: Record<string, string | Buffer>): Metadata {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(entries)) metadata.set(name, value);
  return metadata;
}

/** A peer that speaks HTTP/2 and not gRPC's rules: for answers that no honest server gives. */
export async function startRawService(onStream: (stream: http2.ServerHttp2Stream, calls: number) => void): Promise<{ address: string; calls(): number; stop(): void }> {
  let calls = 0;
  const sessions = new Set<http2.Http2Session>();
  const server = http2.createServer();
  server.on('session', (session) => sessions.add(session));
  server.on('sessionError', () => undefined);
  server.on('stream', (stream) => {
    calls += 1;
    const call = calls;
    stream.on('error', () => undefined);
    stream.resume();
    stream.once('end', () => onStream(stream, call));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: () => calls,
    stop() {
      server.close();
      for (const session of sessions) session.destroy();
    },
  };
}

/** An open connection over real time, or a failed test. */
export function open(settings: ConnectionSettings): Connection {
  const opened = connect(settings, { clock: systemClock(), random: seededRandom(), userAgent: 'holdfast/test' });
  if (!opened.ok) throw new Error(opened.diagnostics.map((d) => `${d.code}: ${d.detail}`).join('\n'));
  return opened.value;
}
