import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: any;
}

export interface Said {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
}

/** What goes wrong with one call: an answer of its own, or the connection ends before or after the work is done. */
export type Fault = Said | 'reset-before' | 'reset-after';

/** What tests of all forges ask of a fake. */
export interface FakeForge {
  readonly server: FakeServer;
  readonly tokens: Set<string>;
  /** Who the token is of. */
  readonly me: string;
  /** All comments on pull request 7. */
  bodies(): readonly string[];
  say(author: string, body: string): void;
}

export type Handler = (call: Call) => Said | undefined;

/** A service over real HTTP on this machine, with faults by the call. */
export class FakeServer {
  readonly calls: Call[] = [];
  /** Asked for each call, first; undefined: no fault. */
  fault: (call: Call, nth: number) => Fault | undefined = () => undefined;
  private readonly server: Server;
  private readonly handler: Handler;

  constructor(handler: Handler) {
    this.handler = handler;
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this.url;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  /** Calls that change something, as `METHOD path`. */
  get changes(): readonly string[] {
    return this.calls.filter((call) => call.method !== 'GET' && !call.path.endsWith('/graphql')).map((call) => `${call.method} ${call.path}`);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const text = Buffer.concat(pieces).toString('utf8');
    const url = new URL(request.url ?? '/', 'http://fake');
    const call: Call = { method: request.method ?? '', path: decodeURIComponent(url.pathname), query: url.searchParams, headers: request.headers, body: text === '' ? undefined : JSON.parse(text) };
    this.calls.push(call);
    const fault = this.fault(call, this.calls.length);
    if (fault === 'reset-before') return void request.socket.destroy();
    const said = fault !== undefined && fault !== 'reset-after' ? fault : this.handler(call) ?? { status: 404, json: { message: 'Not Found' } };
    if (fault === 'reset-after') return void request.socket.destroy();
    const body = said.text ?? (said.json === undefined ? '' : JSON.stringify(said.json));
    response.writeHead(said.status ?? 200, { 'content-type': 'application/json', ...said.headers });
    response.end(body);
  }
}

/** One page of a list, with what leads to the next. */
export function page(items: readonly unknown[], call: Call, size: number, url: string): Said {
  const at = Number(call.query.get('page') ?? '1');
  const per = Math.min(size, Number(call.query.get('per_page') ?? call.query.get('limit') ?? '30'));
  const more = at * per < items.length;
  const next = new URLSearchParams(call.query);
  next.set('page', String(at + 1));
  return { json: items.slice((at - 1) * per, at * per), headers: more ? { link: `<${url}${encodeURI(call.path)}?${next.toString()}>; rel="next", <${url}/last>; rel="last"` } : {} };
}
