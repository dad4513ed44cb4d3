/** A peer that speaks HTTP/2, stands before the real service, counts what arrives, and lets go wrong what it is told to. */
import http2 from 'node:http2';
import type { AddressInfo } from 'node:net';

export interface Arrival {
  /** `ResourceService/CreateDirectory`. */
  readonly method: string;
  readonly key: string | undefined;
  /** Milliseconds, monotonic. */
  readonly at: number;
  /** Of this method and key, counted from 1. */
  readonly nth: number;
}

/** What the service answered; without one the call did not reach it. */
export interface Reply {
  readonly headers: http2.IncomingHttpHeaders;
  readonly body: Buffer;
  readonly trailers: http2.IncomingHttpHeaders;
}

/** Before: the service never sees the call. After: it has done what it was asked to. */
export type When = 'before' | 'after';

export interface Fault {
  readonly name: string;
  act(stream: http2.ServerHttp2Stream, reply: Reply): void;
}

export interface Front {
  readonly address: string;
  readonly arrived: readonly Arrival[];
  /** What goes wrong with a call; nothing: it goes through. */
  rule: (arrival: Arrival) => { readonly fault: Fault; readonly when: When } | undefined;
  stop(): void;
}

const GRPC = { ':status': 200, 'content-type': 'application/grpc+proto' };
/** What stands for an answer where the service was not asked: an empty message and OK. */
const NOTHING: Reply = { headers: { 'content-type': GRPC['content-type'] }, body: Buffer.alloc(5), trailers: { 'grpc-status': '0' } };

export async function startFront(service: string): Promise<Front> {
  const arrived: Arrival[] = [];
  const sessions = new Set<http2.Http2Session>();
  const behind = http2.connect(`http://${service}`);
  behind.on('error', () => undefined);
  const server = http2.createServer();
  server.on('session', (session) => {
    sessions.add(session);
    session.on('error', () => undefined);
    session.on('close', () => sessions.delete(session));
  });
  server.on('sessionError', () => undefined);
  const front: Front = {
    address: '', arrived, rule: () => undefined,
    stop() {
      server.close();
      for (const session of sessions) session.destroy();
      behind.destroy();
    },
  };
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    void whole(stream).then(async (body) => {
      const method = (headers[':path'] ?? '').split('.').pop() ?? '';
      const key = headers['idempotency-key'] as string | undefined;
      const arrival = { method, key, at: performance.now(), nth: arrived.filter((a) => a.method === method && a.key === key).length + 1 };
      arrived.push(arrival);
      const wrong = front.rule(arrival);
      const reply = wrong?.when === 'before' ? NOTHING : await forward(behind, headers, body);
      if (stream.destroyed) return;
      if (wrong === undefined) pass(stream, reply);
      else wrong.fault.act(stream, reply);
    }).catch(() => stream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(front, { address: `127.0.0.1:${(server.address() as AddressInfo).port}` });
}

/** An answer as it came. */
export function pass(stream: http2.ServerHttp2Stream, { headers, body, trailers }: Reply): void {
  if (headers['grpc-status'] !== undefined) {
    stream.respond(withoutHops(headers), { endStream: true });
    return;
  }
  stream.respond(withoutHops(headers), { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers(withoutHops(trailers)));
  stream.end(body);
}

async function forward(behind: http2.ClientHttp2Session, headers: http2.IncomingHttpHeaders, body: Buffer): Promise<Reply> {
  const asked = behind.request(withoutHops(headers));
  let [answered, trailers]: http2.IncomingHttpHeaders[] = [{}, {}];
  asked.on('response', (received) => { answered = received; });
  asked.on('trailers', (received) => { trailers = received; });
  asked.end(body);
  const bytes = await whole(asked);
  return { headers: answered ?? {}, body: bytes, trailers: trailers ?? {} };
}

function whole(stream: http2.Http2Stream): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => resolve(Buffer.concat(chunks)));
    stream.on('error', reject);
  });
}

/** Node adds a date of its own, and marks what must not be indexed by a symbol. */
const withoutHops = (headers: http2.IncomingHttpHeaders): http2.OutgoingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'date' && name !== 'connection'));

export const answering = { GRPC };
