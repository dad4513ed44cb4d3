/** A server of Terraform's http backend for tests: one state for each path, locks, basic authentication, faults. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StateServerOptions {
  /** Wants these credentials. */
  readonly auth?: { readonly username: string; readonly password: string };
  /** Looks at each request first: a status to answer with, `drop` cuts the connection before anything is done, `lose` after. */
  fault?(request: { readonly method: string; readonly path: string; readonly n: number }): number | 'drop' | 'lose' | { readonly status: number; readonly body: string } | undefined;
}

export interface StateServer {
  readonly address: string;
  readonly log: string[];
  /** By path. */
  readonly states: Map<string, Buffer>;
  readonly locks: Map<string, string>;
  options: StateServerOptions;
  stop(): Promise<void>;
}

export async function startStateServer(options: StateServerOptions = {}): Promise<StateServer> {
  const log: string[] = [];
  const states = new Map<string, Buffer>();
  const locks = new Map<string, string>();
  let n = 0;
  const server: StateServer = { address: '', log, states, locks, options, stop: async () => undefined };

  const handle = (method: string, url: URL, headers: IncomingMessage['headers'], body: Buffer): { status: number; body?: string | Buffer } => {
    const { auth } = server.options;
    if (auth !== undefined) {
      const wanted = `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}`;
      if (headers.authorization === undefined) return { status: 401, body: 'who are you?' };
      if (headers.authorization !== wanted) return { status: 403, body: '<html><b>Forbidden</b></html>' };
    }
    const isLock = url.pathname.endsWith('/lock');
    const name = url.pathname.replace(/\/lock$/, '');
    const held = locks.get(name);
    const id = (text: string): string => (JSON.parse(text) as { ID: string }).ID;
    if (method === 'LOCK' || (isLock && method === 'POST')) {
      if (held !== undefined) return { status: isLock ? 409 : 423, body: held };
      locks.set(name, body.toString());
      return { status: 200 };
    }
    if (method === 'UNLOCK' || (isLock && method === 'DELETE')) {
      if (held !== undefined && body.length > 0 && id(held) !== id(body.toString())) return { status: 409, body: held };
      locks.delete(name);
      return { status: 200 };
    }
    switch (method) {
      case 'GET': {
        const state = states.get(name);
        return state === undefined ? { status: 404 } : { status: 200, body: state };
      }
      case 'POST':
      case 'PUT':
        if (headers['content-md5'] !== createHash('md5').update(body).digest('base64')) return { status: 400, body: 'digest' };
        if (held !== undefined && url.searchParams.get('ID') !== id(held)) return { status: 409, body: held };
        states.set(name, body);
        return { status: 200 };
      default: return { status: 405 };
    }
  };

  const answer = (request: IncomingMessage, response: ServerResponse, body: Buffer): void => {
    const url = new URL(request.url ?? '/', 'http://x');
    const method = request.method ?? '';
    log.push(`${method} ${url.pathname}${url.search === '' ? '' : '?ID'}`);
    const fault = server.options.fault?.({ method, path: url.pathname, n: n++ });
    if (fault === 'drop') return void request.socket.destroy();
    if (typeof fault === 'number') return void response.writeHead(fault).end(`fault ${fault}`);
    if (typeof fault === 'object') return void response.writeHead(fault.status).end(fault.body);
    const { status, body: said } = handle(method, url, request.headers, body);
    if (fault === 'lose') return void request.socket.destroy();
    response.writeHead(status).end(said);
  };

  const http = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => answer(request, response, Buffer.concat(chunks)));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return Object.assign(server, {
    address: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    stop: () => new Promise<void>((resolve) => {
      http.closeAllConnections();
      http.close(() => resolve());
    }),
  });
}
