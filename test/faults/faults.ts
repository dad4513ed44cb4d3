/** Everything that can go wrong between a call and its answer on an HTTP/2 connection that stands. */
import http2, { type ServerHttp2Stream } from 'node:http2';
import type { Socket } from 'node:net';
import { answering, pass, type Fault } from './front';

const { GRPC } = answering;
const { NGHTTP2_NO_ERROR, NGHTTP2_ENHANCE_YOUR_CALM } = http2.constants;

const fault = (name: string, act: Fault['act']): Fault => ({ name, act });

const CODES = Object.entries(http2.constants).filter(([name]) => /^NGHTTP2_(NO_ERROR|PROTOCOL_ERROR|INTERNAL_ERROR|FLOW_CONTROL_ERROR|SETTINGS_TIMEOUT|STREAM_CLOSED|FRAME_SIZE_ERROR|REFUSED_STREAM|CANCEL|COMPRESSION_ERROR|CONNECT_ERROR|ENHANCE_YOUR_CALM|INADEQUATE_SECURITY|HTTP_1_1_REQUIRED)$/.test(name)) as [string, number][];

const socketOf = (stream: ServerHttp2Stream): Socket | undefined => stream.session?.socket as Socket | undefined;
/** RST, not FIN: what a machine that vanished, or a proxy that gave up, makes of a connection. Over a session's socket only its own verbs work. */
const cut = (stream: ServerHttp2Stream): void => void stream.session?.destroy();

/** Sends what was written so far, then goes on. */
const soon = (then: () => void): void => void setTimeout(then, 20);

const withTrailers = (stream: ServerHttp2Stream, body: Buffer, trailers: http2.OutgoingHttpHeaders, headers: http2.OutgoingHttpHeaders = GRPC): void => {
  stream.respond(headers, { waitForTrailers: true });
  stream.on('wantTrailers', () => { try { stream.sendTrailers(trailers); } catch { cut(stream); } });
  stream.end(body);
};
const framed = (message: Buffer, flag = 0, length = message.length): Buffer => {
  const head = Buffer.alloc(5);
  head.writeUInt8(flag, 0);
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, message]);
};
const OK = { 'grpc-status': '0' };

const resets: readonly Fault[] = [
  ...CODES.map(([name, code]) => fault(`RST_STREAM ${name.slice(8)} before headers`, (stream) => stream.close(code))),
  ...CODES.filter(([name]) => /INTERNAL|CANCEL|REFUSED|NO_ERROR/.test(name)).map(([name, code]) => fault(`RST_STREAM ${name.slice(8)} after headers`, (stream) => {
    stream.respond(GRPC);
    soon(() => stream.close(code));
  })),
  fault('RST_STREAM after half a message', (stream, { body }) => {
    stream.respond(GRPC);
    stream.write(framed(Buffer.alloc(100)).subarray(0, 40));
    soon(() => stream.close(body.length > 0 ? 2 : 8));
  }),
];

const connections: readonly Fault[] = [
  fault('connection cut before headers', cut),
  fault('connection cut after headers', (stream) => { stream.respond(GRPC); soon(() => cut(stream)); }),
  fault('connection cut after half a message', (stream) => { stream.respond(GRPC); stream.write(framed(Buffer.alloc(100)).subarray(0, 40)); soon(() => cut(stream)); }),
  fault('connection cut after the message and before its trailers', (stream, { body }) => { stream.respond(GRPC); stream.write(body); soon(() => cut(stream)); }),
  fault('socket ended under a call', (stream) => void socketOf(stream)?.emit('end')),
  fault('GOAWAY that leaves the call out, then the end', (stream) => { stream.session?.goaway(NGHTTP2_NO_ERROR, 0); soon(() => cut(stream)); }),
  fault('GOAWAY that takes the call in, then its answer', (stream, reply) => { stream.session?.goaway(NGHTTP2_NO_ERROR, 2 ** 31 - 1); soon(() => pass(stream, reply)); }),
  fault('GOAWAY that takes the call in, then the end', (stream) => { stream.session?.goaway(NGHTTP2_NO_ERROR, 2 ** 31 - 1); soon(() => cut(stream)); }),
  fault('GOAWAY too_many_pings', (stream) => { stream.session?.goaway(NGHTTP2_ENHANCE_YOUR_CALM, 0, Buffer.from('too_many_pings')); soon(() => cut(stream)); }),
];

const statuses: readonly Fault[] = [
  ...['14', '13', '2', '4', '1', '8', '10', '15', '999', '-1', 'abc', ''].map((status) => fault(`trailers only, grpc-status "${status}"`, (stream) =>
    stream.respond({ ...GRPC, 'grpc-status': status, 'grpc-message': 'gone%20wrong' }, { endStream: true }))),
  fault('trailers only, no grpc-status', (stream) => stream.respond(GRPC, { endStream: true })),
  fault('a message and no trailers', (stream, { body }) => { stream.respond(GRPC); stream.end(body); }),
  fault('a message and trailers without grpc-status', (stream, { body }) => withTrailers(stream, body, { 'x-other': '1' })),
  fault('grpc-status twice', (stream, { body }) => withTrailers(stream, body, { 'grpc-status': ['0', '14'] })),
  fault('grpc-status twice, the bad one first', (stream, { body }) => withTrailers(stream, body, { 'grpc-status': ['14', '0'] })),
  fault('UNAVAILABLE in trailers after a message', (stream, { body }) => withTrailers(stream, body, { 'grpc-status': '14', 'grpc-message': '%E0%A4%A' })),
  fault('status details that are garbage', (stream) => withTrailers(stream, Buffer.alloc(0), { 'grpc-status': '13', 'grpc-status-details-bin': '!!!!' })),
  fault('trailers of 300 kB', (stream, { body }) => withTrailers(stream, body, { ...OK, 'x-long': 'x'.repeat(300_000) })),
];

const html = Buffer.from('<html><body><h1>Bad gateway</h1></body></html>');
const proxies: readonly Fault[] = [
  ...[400, 401, 403, 404, 429, 500, 502, 503, 504].map((status) => fault(`HTTP ${status} with a page`, (stream) => {
    stream.respond({ ':status': status, 'content-type': 'text/html' });
    stream.end(html);
  })),
  fault('HTTP 200 with a page', (stream) => { stream.respond({ ':status': 200, 'content-type': 'text/html' }); stream.end(html); }),
  fault('HTTP 200 with JSON', (stream) => { stream.respond({ ':status': 200, 'content-type': 'application/json' }); stream.end('{"id":"1"}'); }),
  fault('HTTP 204', (stream) => stream.respond({ ':status': 204 }, { endStream: true })),
];

const messages: readonly Fault[] = [
  fault('a message shorter than it says', (stream) => withTrailers(stream, framed(Buffer.alloc(5), 0, 100), OK)),
  fault('a message of garbage', (stream) => withTrailers(stream, framed(Buffer.from('ff'.repeat(40), 'hex')), OK)),
  fault('a message of 5 MiB', (stream) => withTrailers(stream, framed(Buffer.alloc(5 * 1024 * 1024, 'a')), OK)),
  fault('a message that says it has 2 GiB', (stream) => withTrailers(stream, framed(Buffer.alloc(50), 0, 0x7fffffff), OK)),
  fault('two messages', (stream, { body }) => withTrailers(stream, Buffer.concat([body, body]), OK)),
  fault('no message and OK', (stream) => withTrailers(stream, Buffer.alloc(0), OK)),
  fault('a compressed flag that nobody knows', (stream, { body }) => withTrailers(stream, framed(body.subarray(5), 2), OK)),
  fault('compressed without a name of how', (stream, { body }) => withTrailers(stream, framed(body.subarray(5), 1), OK)),
  fault('compressed in an unknown way', (stream, { body }) => withTrailers(stream, framed(body.subarray(5), 1), OK, { ...GRPC, 'grpc-encoding': 'zstd' })),
  fault('gzip that is none', (stream) => withTrailers(stream, framed(Buffer.from('no gzip at all'), 1), OK, { ...GRPC, 'grpc-encoding': 'gzip' })),
];

const drip = (stream: ServerHttp2Stream, body: Buffer, everyMs: number, then: () => void): void => {
  let at = 0;
  const timer = setInterval(() => {
    if (stream.destroyed) return clearInterval(timer);
    if (at < body.length) stream.write(body.subarray(at, ++at));
    else {
      clearInterval(timer);
      then();
    }
  }, everyMs);
};

export const SILENCES: readonly Fault[] = [
  fault('never an answer', () => undefined),
  fault('headers, then nothing', (stream) => stream.respond(GRPC)),
  fault('half a message, then nothing', (stream) => { stream.respond(GRPC); stream.write(framed(Buffer.alloc(100)).subarray(0, 40)); }),
  fault('a message, and no end', (stream, { body }) => { stream.respond(GRPC); stream.write(body); }),
  fault('byte by byte for longer than the deadline', (stream) => { stream.respond(GRPC); drip(stream, framed(Buffer.alloc(2000)), 20, () => stream.end()); }),
];

/** What a client may take for an answer: slow or wordy, but whole. */
export const HARMLESS: readonly Fault[] = [
  fault('byte by byte within the deadline', (stream, { headers, body, trailers }) => {
    if (headers['grpc-status'] !== undefined) return pass(stream, { headers, body, trailers });
    stream.respond(GRPC, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': trailers['grpc-status'] ?? '0' }));
    drip(stream, body.subarray(0, 60), 1, () => stream.end(body.subarray(60)));
  }),
  fault('an interim answer before the answer', (stream, reply) => { stream.additionalHeaders({ ':status': 103 }); pass(stream, reply); }),
  fault('a trailer with a message that does not decode', (stream, { headers, body, trailers }) => {
    if (headers['grpc-status'] !== undefined) return pass(stream, { headers, body, trailers });
    withTrailers(stream, body, { ...OK, 'grpc-message': '%ZZ%E0' });
  }),
];

export const FAULTS: readonly Fault[] = [...resets, ...connections, ...statuses, ...proxies, ...messages, ...SILENCES];
