/** A client that speaks the plugin protocol itself: for what Terraform never sends, or sends only in newer versions. */
import { Client, credentials, type ChannelCredentials } from '@grpc/grpc-js';
import { listen, openDoor } from '../../../src/plugin';
import { loadMessages } from '../../../src/plugin/grpc-messages';
import { METHODS, methodPath } from '../../../src/plugin/methods';
import type { MethodName, Request, Response } from '../../../src/plugin/wire';

export type Call = <M extends MethodName>(name: M, request: Partial<Request<M>>) => Promise<Response<M>>;

export interface Caller {
  readonly call: Call;
  /** All answers of ListResource. */
  list(request: object): Promise<readonly any[]>;
  /** Any other method: `/package.Service/Method`. */
  raw(path: string, request: string, response: string, message: object): Promise<any>;
  /** The bytes of a request as they are: what our own messages would not write. */
  bytes<M extends MethodName>(name: M, request: Buffer): Promise<Response<M>>;
  readonly events: string[];
}

export function callerAt(target: string, version: 5 | 6, secured: ChannelCredentials = credentials.createInsecure(), events: string[] = []): Caller & { close(): void } {
  const messages = loadMessages();
  const client = new Client(target, secured, { 'grpc.ssl_target_name_override': 'localhost', 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 });
  const raw = (path: string, request: string, response: string, message: object): Promise<any> => new Promise((resolve, reject) => {
    client.makeUnaryRequest(path, (value: object) => messages(request).encode(value), (bytes) => messages<any>(response).decode(bytes), message, (error, answer) => (error === null ? resolve(answer) : reject(error)));
  });
  return {
    events, raw, close: () => client.close(),
    bytes: (name, request) => new Promise((resolve, reject) => {
      client.makeUnaryRequest(methodPath(version, name), (value: Buffer) => value, (bytes) => messages<any>(`tfplugin.${METHODS[name].response}`).decode(bytes), request, (error, answer) => (error === null ? resolve(answer) : reject(error)));
    }),
    call: (name, request) => raw(methodPath(version, name), `tfplugin.${METHODS[name].request}`, `tfplugin.${METHODS[name].response}`, request),
    list: (request) => new Promise((resolve, reject) => {
      const got: any[] = [];
      const stream = client.makeServerStreamRequest(`/tfplugin${version}.Provider/ListResource`, (value: object) => messages('tfplugin.ListResourceRequest').encode(value), (bytes) => messages<any>('tfplugin.ListResourceEvent').decode(bytes), request);
      stream.on('data', (event) => got.push(event));
      stream.on('error', reject);
      stream.on('end', () => resolve(got));
    }),
  };
}

/** A server of ours in this process, and a caller of it. */
export async function called<T>(at: { readonly cwd: string; readonly env: Readonly<Record<string, string>>; readonly version?: 5 | 6 }, work: (caller: Caller) => Promise<T>): Promise<T> {
  const version = at.version ?? 6;
  const events: string[] = [];
  const door = openDoor({ version, env: at.env, cwd: at.cwd, log: () => undefined });
  const server = await listen(door, { shutdown: () => events.push('shutdown'), hungUp: () => events.push('hung up') }, { tls: undefined, socketDir: undefined, ports: { least: 0, most: 0 }, tcp: false });
  const caller = callerAt(`unix:${server.address}`, version, undefined, events);
  try {
    return await work(caller);
  } finally {
    caller.close();
    server.close();
    await door.close();
  }
}
