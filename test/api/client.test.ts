import { ApiError, type BackupApi, type Connection } from '../../src/api';
import { definitions, KEY, open, settingsFor, startRawService, startService, type Handler, type Reply } from './service';

const stops: (() => void)[] = [];
afterEach(() => { for (const stop of stops.splice(0)) stop(); });

async function serving(on: Record<string, Handler>, change: Parameters<typeof settingsFor>[1] = {}) {
  const service = await startService(on);
  const connection = open(settingsFor(service.address, change));
  stops.push(() => connection.close(), () => service.stop());
  return { service, connection, api: connection.api };
}

async function rawServing(onStream: Parameters<typeof startRawService>[0]) {
  const service = await startRawService(onStream);
  const connection: Connection = open(settingsFor(service.address));
  stops.push(() => connection.close(), () => service.stop());
  return { service, api: connection.api };
}

async function failureOf(call: Promise<unknown>): Promise<ApiError> {
  const error: unknown = await call.then(() => undefined, (thrown: unknown) => thrown);
  if (!(error instanceof ApiError)) throw new Error(`expected an ApiError, got ${String(error)}`);
  return error;
}

const createDirectory = (api: BackupApi, opts: { signal?: AbortSignal; deadlineMs?: number } = {}) =>
  api.createDirectory({ folderId: 'f', computeInstanceId: 'vm', path: '/a' }, { idempotencyKey: KEY, ...opts });
const get = (api: BackupApi, opts: { signal?: AbortSignal; deadlineMs?: number } = {}) => api.get({ computeInstanceId: 'vm' }, opts);

describe('a call', () => {
  it('carries the token, its own request id, our name, and the idempotency key when it changes something', async () => {
    const { service, api } = await serving({
      'ResourceService.Get': () => ({ answer: { resource: {} } }),
      'ResourceService.CreateDirectory': () => ({ answer: { id: 'op' } }),
    });
    await get(api);
    await createDirectory(api);
    const [read, write] = service.seen;
    expect(read?.metadata.getMap()).toMatchObject({ authorization: 'Bearer t1.test.token', 'user-agent': expect.stringMatching(/^holdfast\/test grpc-node-js/) });
    expect(read?.metadata.get('idempotency-key')).toEqual([]);
    expect(write?.metadata.get('idempotency-key')).toEqual([KEY]);
    const ids = service.seen.map(({ metadata }) => metadata.get('x-client-request-id')[0]);
    expect(new Set(ids).size).toBe(2);
    expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('tells the service its deadline', async () => {
    const { service, api } = await serving({ 'ResourceService.ListDirectory': () => ({ answer: {} }) });
    await api.listDirectory({ folderId: 'f', computeInstanceId: 'vm', path: '' });
    await api.listDirectory({ folderId: 'f', computeInstanceId: 'vm', path: '' }, { deadlineMs: 5000 });
    const [whole = 0, short = 0] = service.seen.map(({ leftMs }) => leftMs);
    expect(whole).toBeGreaterThan(50_000);
    expect(short).toBeGreaterThan(1000);
    expect(short).toBeLessThanOrEqual(5000);
  });

  it('ends at its deadline when the service is silent, and may have been sent', async () => {
    const { api } = await serving({ 'ResourceService.Get': () => new Promise(() => undefined) });
    expect(await failureOf(get(api, { deadlineMs: 60 }))).toMatchObject({ status: 'DEADLINE_EXCEEDED', fromServer: false, mayHaveBeenSent: true });
  });

  it('after two silent ones in a row goes over a new connection', async () => {
    let answers = false;
    const { service, api } = await serving({ 'ResourceService.Get': () => (answers ? { answer: { resource: {} } } : new Promise(() => undefined)) });
    await failureOf(get(api, { deadlineMs: 40 }));
    await failureOf(get(api, { deadlineMs: 40 }));
    answers = true;
    await get(api);
    const [first, second, third] = service.seen.map(({ peer }) => peer);
    expect(second).toBe(first);
    expect(third).not.toBe(second);
  });

  it('that its caller gives up ends as CANCELLED', async () => {
    const { service, api } = await serving({ 'ResourceService.CreateDirectory': () => new Promise(() => undefined) });
    const giveUp = new AbortController();
    const failed = failureOf(createDirectory(api, { signal: giveUp.signal }));
    while (service.seen.length === 0) await new Promise(setImmediate);
    giveUp.abort();
    expect(await failed).toMatchObject({ status: 'CANCELLED', fromServer: false, mayHaveBeenSent: true });
  });

  it('that its caller gave up before was never sent', async () => {
    const { service, api } = await serving({});
    expect(await failureOf(createDirectory(api, { signal: AbortSignal.abort() }))).toMatchObject({ status: 'CANCELLED', mayHaveBeenSent: false });
    expect(service.seen).toEqual([]);
  });

  it.each<[string, (api: BackupApi) => Promise<unknown>]>([
    ['an idempotency key that is no UUID', (api) => api.deleteResource({ computeInstanceId: 'vm', resourceId: 'r' }, { idempotencyKey: 'again' })],
    ['a filter that the codec would read as "all"', (api) => api.list({ folderId: 'f', pageSize: 1, pageToken: '', type: 'COMPUTER' })],
    ['more bytes than are sent', (api) => api.listDirectory({ folderId: 'f', computeInstanceId: 'vm', path: 'x'.repeat(70_000) })],
  ])('with %s never leaves', async (_, call) => {
    const { service, api } = await serving({});
    expect(await failureOf(call(api))).toMatchObject({ status: 'INVALID_ARGUMENT', fromServer: false, mayHaveBeenSent: false });
    expect(service.seen).toEqual([]);
  });

  it('to a port where nobody listens fails soon, was never sent, and says why', async () => {
    const service = await startService({});
    service.stop();
    const connection = open(settingsFor(service.address));
    stops.push(() => connection.close());
    const startedAt = performance.now();
    expect(await failureOf(createDirectory(connection.api))).toMatchObject({
      status: 'UNAVAILABLE', fromServer: false, mayHaveBeenSent: false, message: expect.stringContaining('ECONNREFUSED'),
    });
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });

  it('to a peer that accepts and says nothing is given up as never sent', async () => {
    const { createServer } = await import('node:net');
    const silent = createServer((socket) => { stops.push(() => socket.destroy()); });
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const connection = open(settingsFor(`127.0.0.1:${(silent.address() as { port: number }).port}`));
    stops.push(() => connection.close(), () => silent.close());
    expect(await failureOf(createDirectory(connection.api, { deadlineMs: 150 }))).toMatchObject({
      status: 'UNAVAILABLE', mayHaveBeenSent: false, message: expect.stringContaining('the peer does not answer'),
    });
  });

  it('gets through a restart of a service that was there before', async () => {
    const { service, api } = await serving({ 'ResourceService.Get': () => ({ answer: { resource: {} } }) }, { maxRetries: 5 });
    await get(api);
    service.stop();
    const again = get(api);
    const restarted = await startService({ 'ResourceService.Get': () => ({ answer: { resource: { computeInstanceId: 'back' } } }) }, undefined, service.address);
    stops.push(() => restarted.stop());
    expect(await again).toMatchObject({ computeInstanceId: 'back' });
  });

  it('after close ends as never sent', async () => {
    const { connection, api } = await serving({});
    connection.close();
    expect(await failureOf(get(api))).toMatchObject({ status: 'UNAVAILABLE', mayHaveBeenSent: false });
  });
});

describe('how a call ended', () => {
  it.each<[string, Reply, object]>([
    ['a refusal in trailers is the server\'s', { code: 9, details: 'agent offline' }, { status: 'FAILED_PRECONDITION', fromServer: true, message: 'agent offline' }],
    ['overload in trailers is the server\'s', { code: 8, trailers: { 'x-request-id': 'req-1' } }, { status: 'RESOURCE_EXHAUSTED', fromServer: true, requestId: 'req-1' }],
    ['headers before the refusal tell the request id', { code: 7, headers: { 'x-request-id': 'req-2' }, trailers: { a: 'b' } },
      { status: 'PERMISSION_DENIED', fromServer: true, requestId: 'req-2' }],
    ['NOT_FOUND in bare trailers after headers is the server\'s: nobody else says it', { code: 5, headers: { a: 'b' } }, { status: 'NOT_FOUND', fromServer: true }],
    ['UNAVAILABLE in bare trailers after headers may be anybody\'s', { code: 14, headers: { a: 'b' } }, { status: 'UNAVAILABLE', fromServer: false }],
    ['a pushback is a wish', { code: 14, trailers: { 'grpc-retry-pushback-ms': '1500' } }, { retryAfterMs: 1500 }],
    ['a negative pushback is no time', { code: 14, trailers: { 'grpc-retry-pushback-ms': '-1' } }, { retryAfterMs: undefined }],
    ['RetryInfo is a wish, RequestInfo an id', {
      code: 8, trailers: {
        'grpc-status-details-bin': definitions.status.encode({
          code: 8, message: 'slow down', details: [
            definitions.packAny('google.rpc.RetryInfo', { retryDelay: { seconds: '2', nanos: 500_000_000 } }),
            definitions.packAny('google.rpc.RequestInfo', { requestId: 'from-details' }),
          ],
        }),
      },
    }, { retryAfterMs: 2500, requestId: 'from-details' }],
    ['junk details are as good as none', { code: 8, trailers: { 'grpc-status-details-bin': Buffer.from([0x0a, 0xff, 0xff]) } },
      { status: 'RESOURCE_EXHAUSTED', retryAfterMs: undefined, requestId: '' }],
    ['a negative delay is no wish', {
      code: 8, trailers: { 'grpc-status-details-bin': definitions.status.encode({ details: [definitions.packAny('google.rpc.RetryInfo', { retryDelay: { seconds: '-5' } })] }) },
    }, { retryAfterMs: undefined }],
    ['a token that the service repeats is taken out', { code: 3, details: 'bad header Bearer t1.test.token!' }, { message: 'bad header Bearer [REDACTED]!' }],
    ['an endless message is cut', { code: 3, details: 'x'.repeat(7000) }, { message: 'x'.repeat(4096) }],
  ])('%s', async (_, reply, expected) => {
    const { api } = await serving({ 'ResourceService.CreateDirectory': () => reply });
    expect(await failureOf(createDirectory(api))).toMatchObject({ method: 'ResourceService.CreateDirectory', mayHaveBeenSent: true, ...expected });
  });

  const ok = { ':status': 200, 'content-type': 'application/grpc+proto' };
  it.each<[string, (stream: any) => void, object]>([
    ['a proxy\'s 503 page', (s) => { s.respond({ ':status': 503, 'content-type': 'text/html' }); s.end('<html>no</html>'); }, { status: 'UNAVAILABLE', fromServer: false }],
    ['a proxy\'s 403 without a body', (s) => s.respond({ ':status': 403, server: 'nginx' }, { endStream: true }), { status: 'PERMISSION_DENIED', fromServer: false }],
    ['a web server\'s 404', (s) => s.respond({ ':status': 404, server: 'nginx' }, { endStream: true }), { status: 'UNIMPLEMENTED', fromServer: false }],
    ['a good status without a message', (s) => s.respond({ ...ok, 'grpc-status': '0' }, { endStream: true }), { status: 'DATA_LOSS', fromServer: false }],
    ['a status that is no number', (s) => s.respond({ ...ok, 'grpc-status': 'abc' }, { endStream: true }), { status: 'UNKNOWN' }],
    ['a status number of no table', (s) => s.respond({ ...ok, 'grpc-status': '999' }, { endStream: true }), { status: 'UNKNOWN' }],
    ['a reset with CANCEL', (s) => s.close(8), { status: 'CANCELLED', fromServer: false }],
    ['a reset with REFUSED_STREAM', (s) => s.close(7), { status: 'UNAVAILABLE', fromServer: false }],
    ['a reset with ENHANCE_YOUR_CALM', (s) => s.close(11), { status: 'RESOURCE_EXHAUSTED', fromServer: false }],
    ['a reset with INADEQUATE_SECURITY', (s) => s.close(12), { status: 'PERMISSION_DENIED', fromServer: false }],
    ['a connection that drops', (s) => s.session.destroy(), { status: 'UNAVAILABLE', fromServer: false }],
    ['bytes that are no message', (s) => {
      s.respond(ok, { waitForTrailers: true });
      s.on('wantTrailers', () => s.sendTrailers({ 'grpc-status': '0' }));
      s.end(Buffer.from([0, 0, 0, 0, 2, 0x0a, 0x7f]));
    }, { status: 'DATA_LOSS', fromServer: false }],
    ['a message that is too large to take in', (s) => { s.respond(ok); s.write(Buffer.from([0, 0x7f, 0, 0, 0])); }, { status: 'DATA_LOSS', fromServer: false }],
    ['an operation without an id', (s) => {
      s.respond(ok, { waitForTrailers: true });
      s.on('wantTrailers', () => s.sendTrailers({ 'grpc-status': '0' }));
      s.end(Buffer.from([0, 0, 0, 0, 0]));
    }, { status: 'DATA_LOSS', fromServer: false }],
  ])('%s is not the server\'s word, and the call is made once', async (_, onStream, expected) => {
    const { service, api } = await rawServing(onStream);
    const failure = await failureOf(createDirectory(api));
    expect(failure).toMatchObject({ mayHaveBeenSent: true, ...expected });
    expect(service.calls()).toBe(1);
    // Whoever spoke, people must know where to look; an answer that cannot be read has a text of its own.
    if (!failure.fromServer && failure.status !== 'DATA_LOSS') expect(failure.message).toContain(service.address);
  });
});

describe('a read', () => {
  it('of an operation tells when the service wants to be asked again', async () => {
    const { api } = await serving({ 'OperationService.Get': ({ operationId }) => ({ answer: { id: operationId, done: true }, headers: { 'x-operation-poll-interval': '3' } }) });
    expect(await api.getOperation({ operationId: 'op' })).toMatchObject({ pollAfterMs: 3000, operation: { id: 'op', done: true } });
  });

  it.each(['-1', 'soon', '1e9', '', '99999999'])('of an operation passes over an interval of "%s"', async (interval) => {
    const { api } = await serving({ 'OperationService.Get': ({ operationId }) => ({ answer: { id: operationId }, headers: { 'x-operation-poll-interval': interval } }) });
    expect((await api.getOperation({ operationId: 'op' })).pollAfterMs).toBeUndefined();
  });

  it('of an operation does not take another one for it', async () => {
    const { api } = await serving({ 'OperationService.Get': () => ({ answer: { id: 'other', done: true } }) });
    expect(await failureOf(api.getOperation({ operationId: 'op' }))).toMatchObject({ status: 'DATA_LOSS', diagnostic: { code: 'api_answer_invalid' } });
  });

  it('refuses a page of two million empty items before it decodes them', async () => {
    const { api } = await rawServing((stream) => {
      const items = 1_000_000;
      const frame = Buffer.alloc(5 + items * 2);
      frame.writeUInt32BE(items * 2, 1);
      for (let i = 5; i < frame.length; i += 2) frame[i] = 0x0a;
      stream.respond({ ':status': 200, 'content-type': 'application/grpc+proto' }, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
      stream.end(frame);
    });
    const heap = process.memoryUsage().heapUsed;
    expect(await failureOf(api.list({ folderId: 'f', pageSize: 1000, pageToken: '' }))).toMatchObject({ status: 'DATA_LOSS', diagnostic: { code: 'api_answer_too_large' } });
    expect(process.memoryUsage().heapUsed - heap).toBeLessThan(100e6);
  });

  it.each<[string, object, string]>([
    ['more items than were asked for', { resources: [{}, {}, {}] }, 'api_page_overfull'],
    ['a page token that could not be sent back', { nextPageToken: 't'.repeat(101) }, 'api_page_token_too_long'],
  ])('refuses %s', async (_, answer, code) => {
    const { api } = await serving({ 'ResourceService.List': () => ({ answer }) });
    expect(await failureOf(api.list({ folderId: 'f', pageSize: 2, pageToken: '' }))).toMatchObject({ diagnostic: { code } });
  });

  it('keeps what this build does not know: enum numbers, 64-bit ids, odd keys', async () => {
    const { api } = await serving({
      'ResourceService.ListTasks': () => ({ answer: { tasks: [{ id: '9223372036854775807', status: 55, error: '__proto__' }] } }),
    });
    expect((await api.listTasks({ computeInstanceId: 'constructor', pageSize: 10, pageToken: '' })).items[0])
      .toMatchObject({ id: '9223372036854775807', status: '55', error: '__proto__' });
  });

  it('of a registration that is not in the answer is an error', async () => {
    const { api } = await serving({ 'ResourceService.Get': () => ({ answer: {} }) });
    expect(await failureOf(get(api))).toMatchObject({ status: 'DATA_LOSS' });
  });

  it('is made again where that may help, and a mutation never is', async () => {
    let calls = 0;
    const { service, api } = await serving({
      'ResourceService.Get': () => (++calls < 3 ? { code: 14 } : { answer: { resource: { computeInstanceId: 'vm' } } }),
      'ResourceService.CreateDirectory': () => ({ code: 14 }),
    }, { maxRetries: 5 });
    expect(await get(api)).toMatchObject({ computeInstanceId: 'vm' });
    await failureOf(createDirectory(api));
    expect(service.seen.filter(({ method }) => method === 'ResourceService.Get')).toHaveLength(3);
    expect(service.seen.filter(({ method }) => method === 'ResourceService.CreateDirectory')).toHaveLength(1);
  });
});
