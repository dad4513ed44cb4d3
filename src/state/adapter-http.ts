import type { Agent, ClientRequest, IncomingMessage } from 'node:http';
import { HttpFailure, type HttpAnswer, type HttpCall, type HttpRequest, type HttpTls } from './http-call';

/** Milliseconds in which bytes must move, and in which a whole exchange must end. */
const IDLE_MS = 60_000;
const WHOLE_MS = 300_000;
/** Bytes: a larger answer is no state. */
const LARGEST = 1 << 30;

/** HTTP of this machine. Loaded at the first request, so that a local state costs no start-up. Idle connections keep no process alive. */
export function nodeHttp(tls: HttpTls = {}): HttpCall {
  let agents: { readonly http: Agent; readonly https: Agent } | undefined;
  return (request) => {
    const http = require('node:http') as typeof import('node:http');
    const https = require('node:https') as typeof import('node:https');
    agents ??= { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true, ...tlsOptions(tls) }) };
    const secure = request.url.protocol === 'https:';
    const sent = secure
      ? https.request(request.url, { method: request.method, headers: headersOf(request), agent: agents.https })
      : http.request(request.url, { method: request.method, headers: headersOf(request), agent: agents.http });
    return exchange(sent, request);
  };
}

function tlsOptions(tls: HttpTls) {
  return {
    ...(tls.ca === undefined ? {} : { ca: tls.ca }), ...(tls.cert === undefined ? {} : { cert: tls.cert }), ...(tls.key === undefined ? {} : { key: tls.key }),
    ...(tls.insecure === true ? { rejectUnauthorized: false } : {}), minVersion: 'TLSv1.2' as const,
  };
}

function headersOf({ headers, body }: HttpRequest): Record<string, string> {
  return { ...headers, 'content-length': String(body?.length ?? 0) };
}

function exchange(sent: ClientRequest, request: HttpRequest): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void => {
      clearTimeout(timer);
      const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
      reject(error instanceof HttpFailure ? error : new HttpFailure(error.message === '' ? code ?? 'connection failed' : error.message, code, { cause: error }));
    };
    const timer = setTimeout(() => sent.destroy(new HttpFailure('the exchange took too long', 'ETIMEDOUT')), WHOLE_MS);
    sent.setTimeout(IDLE_MS, () => sent.destroy(new HttpFailure('the server did not answer in time', 'ETIMEDOUT')));
    sent.on('error', failed);
    sent.on('response', (incoming) => {
      collect(incoming).then((body) => {
        clearTimeout(timer);
        resolve({ status: incoming.statusCode ?? 0, headers: single(incoming.headers), body });
      }, failed);
    });
    sent.end(request.body === undefined ? undefined : Buffer.from(request.body));
  });
}

/** The whole body. One that ends early is a failure, not a shorter state. */
function collect(incoming: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > LARGEST) incoming.destroy(new HttpFailure('the answer is larger than any state', undefined));
      chunks.push(chunk);
    });
    incoming.on('error', reject);
    incoming.on('close', () => {
      if (incoming.complete) resolve(Buffer.concat(chunks));
      else reject(new HttpFailure('the connection ended in the middle of the answer', 'ECONNRESET'));
    });
  });
}

function single(headers: IncomingMessage['headers']): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]));
}
