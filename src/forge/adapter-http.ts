import { request as plain, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as secure } from 'node:https';
import type { HttpAnswer, HttpPort } from './ports';

/** Calls over node's own sockets, each on its own connection: a pipeline makes few. @public */
export const nodeHttp: HttpPort = {
  send(request, signal) {
    return new Promise<HttpAnswer>((resolve) => {
      const { url } = request;
      let sent = false;
      let call: ClientRequest | undefined;
      const end = (answer: HttpAnswer): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
        resolve(answer);
        call?.destroy();
      };
      const none = (why: string): void => end({ kind: 'none', why, sent });
      const abort = (): void => none('it was interrupted');
      const timer = setTimeout(() => none(`no whole answer came within ${Math.round(request.timeoutMs / 1000)} seconds`), request.timeoutMs);
      if (signal.aborted) return abort();
      signal.addEventListener('abort', abort, { once: true });
      const length = request.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(request.body)) };
      call = (url.protocol === 'https:' ? secure : plain)(url, { method: request.method, headers: { ...request.headers, ...length }, agent: false }, (answer) => {
        take(answer, request.maxBytes, end, none);
      });
      // What never left this machine cannot have been done; from the first byte on it can.
      call.on('socket', (socket) => socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => { sent = true; }));
      call.on('error', (error) => none(reasonOf(error)));
      call.end(request.body);
    });
  },
};

function take(answer: IncomingMessage, maxBytes: number, end: (answer: HttpAnswer) => void, none: (why: string) => void): void {
  const pieces: Buffer[] = [];
  let bytes = 0;
  answer.on('data', (piece: Buffer) => {
    bytes += piece.length;
    if (bytes > maxBytes) return none(`the answer has more than ${maxBytes} bytes`);
    pieces.push(piece);
  });
  answer.on('error', (error) => none(reasonOf(error)));
  answer.on('aborted', () => none('the connection was closed before the answer was whole'));
  answer.on('end', () => {
    const headers = Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value ?? '']));
    end({ kind: 'answer', status: answer.statusCode ?? 0, headers, body: Buffer.concat(pieces).toString('utf8') });
  });
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'nothing listens there'], ['ECONNRESET', 'the connection was reset'], ['ENOTFOUND', 'there is no host of that name'],
  ['EAI_AGAIN', 'the name of the host could not be looked up'], ['ETIMEDOUT', 'no connection came about in time'], ['EPIPE', 'the connection was closed'],
]);

/** A code at most: messages of node hold addresses. */
function reasonOf(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return REASONS.get(code) ?? (code === '' ? 'the connection failed' : `the connection failed (${code})`);
}
