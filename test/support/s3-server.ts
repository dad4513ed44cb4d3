/** S3 of one bucket for tests: objects, conditional writes, listings in pages, signatures (version 4) checked, faults. */
import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export const S3_KEYS = { id: 'AKIATEST', secret: 'geheim/+x', region: 'ru-central1', bucket: 'states' };

export interface S3Server {
  readonly endpoint: string;
  readonly objects: Map<string, { readonly bytes: Buffer; readonly tag: string; readonly headers: IncomingMessage['headers'] }>;
  readonly log: string[];
  /** `drop` cuts the connection before anything is done, `lose` after. */
  fault: ((request: { readonly method: string; readonly key: string; readonly n: number }) => number | 'drop' | 'lose' | undefined) | undefined;
  stop(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body?: string | Buffer;
  readonly headers?: Record<string, string>;
}

const problem = (status: number, code: string): Answer => ({ status, body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>told by the test</Message></Error>` });

export async function startS3Server(): Promise<S3Server> {
  const objects: S3Server['objects'] = new Map();
  const log: string[] = [];
  let n = 0;

  const handle = (method: string, url: URL, headers: IncomingMessage['headers'], body: Buffer): Answer => {
    const wrong = badSignature(method, url, headers, body);
    if (wrong !== undefined) return problem(403, wrong);
    const [, bucket = '', ...rest] = url.pathname.split('/');
    if (bucket !== S3_KEYS.bucket) return problem(404, 'NoSuchBucket');
    const key = rest.map(decodeURIComponent).join('/');
    const standing = objects.get(key);
    if (key === '') return method === 'GET' ? listing(objects, url) : { status: 200 };
    switch (method) {
      case 'GET':
      case 'HEAD': return standing === undefined ? problem(404, 'NoSuchKey') : object(standing, method, headers.range);
      case 'PUT': {
        const [none, match] = [headers['if-none-match'], headers['if-match']];
        if (none === '*' && standing !== undefined) return problem(412, 'PreconditionFailed');
        if (match !== undefined && standing === undefined) return problem(404, 'NoSuchKey');
        if (match !== undefined && standing?.tag !== match) return problem(412, 'PreconditionFailed');
        const tag = `"${createHash('md5').update(body).digest('hex')}"`;
        objects.set(key, { bytes: body, tag, headers });
        return { status: 200, headers: { etag: tag } };
      }
      case 'DELETE':
        objects.delete(key);
        return { status: 204 };
      default: return problem(405, 'MethodNotAllowed');
    }
  };

  const http = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://x');
      const method = request.method ?? '';
      const key = decodeURIComponent(url.pathname.split('/').slice(2).join('/'));
      log.push(`${method} ${key === '' ? 'list' : key}${request.headers['if-none-match'] === undefined ? '' : ' new'}${request.headers['if-match'] === undefined ? '' : ' match'}`);
      const fault = server.fault?.({ method, key, n: n++ });
      if (fault === 'drop') return void request.socket.destroy();
      const answer = typeof fault === 'number' ? problem(fault, 'InternalError') : handle(method, url, request.headers, Buffer.concat(chunks));
      if (fault === 'lose') return void request.socket.destroy();
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const server: S3Server = {
    endpoint: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, objects, log, fault: undefined,
    stop: () => new Promise<void>((resolve) => {
      http.closeAllConnections();
      http.close(() => resolve());
    }),
  };
  return server;
}

/** Whole, or the part that was asked for: Terraform downloads by parts. */
function object({ bytes, tag }: { readonly bytes: Buffer; readonly tag: string }, method: string, range: string | undefined): Answer {
  const about = { etag: tag, 'content-type': 'application/json', 'last-modified': new Date(0).toUTCString() };
  if (method === 'HEAD') return { status: 200, headers: { ...about, 'content-length': String(bytes.length) } };
  const asked = /^bytes=(\d+)-(\d+)$/.exec(range ?? '');
  if (asked === null) return { status: 200, body: bytes, headers: about };
  const [from, to] = [Number(asked[1]), Math.min(Number(asked[2]), bytes.length - 1)];
  if (from >= bytes.length) return problem(416, 'InvalidRange');
  return { status: 206, body: bytes.subarray(from, to + 1), headers: { ...about, 'content-range': `bytes ${from}-${to}/${bytes.length}` } };
}

/** Small pages, so that a second one is needed early. */
const PAGE = 3;

function listing(objects: S3Server['objects'], url: URL): Answer {
  const prefix = url.searchParams.get('prefix') ?? '';
  const after = url.searchParams.get('continuation-token') ?? '';
  const size = Math.min(PAGE, Number(url.searchParams.get('max-keys') ?? PAGE));
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
  const shown = keys.slice(0, size);
  const encode = (key: string): string => (url.searchParams.get('encoding-type') === 'url' ? encodeURIComponent(key).replaceAll('%2F', '/') : key.replaceAll('&', '&amp;'));
  const contents = shown.map((key) => `<Contents><Key>${encode(key)}</Key></Contents>`).join('');
  const more = keys.length > shown.length;
  return { status: 200, body: `<?xml version="1.0"?><ListBucketResult><IsTruncated>${more}</IsTruncated>${contents}${more ? `<NextContinuationToken>${shown.at(-1) ?? ''}</NextContinuationToken>` : ''}</ListBucketResult>` };
}

/** The code of what is wrong with it. Written from the specification, not with the signer that is under test. */
function badSignature(method: string, url: URL, headers: IncomingMessage['headers'], body: Buffer): string | undefined {
  const auth = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(headers.authorization ?? '');
  if (auth === null) return 'AccessDenied';
  const [, id, day = '', region = '', names = '', signature] = auth;
  if (id !== S3_KEYS.id) return 'InvalidAccessKeyId';
  const digest = String(headers['x-amz-content-sha256']);
  if (digest !== 'UNSIGNED-PAYLOAD' && digest !== createHash('sha256').update(body).digest('hex')) return 'XAmzContentSHA256Mismatch';
  const query = [...url.searchParams].map(([name, value]) => `${strict(name)}=${strict(value)}`).sort().join('&');
  const canonical = [method, url.pathname, query, ...names.split(';').map((name) => `${name}:${String(headers[name] ?? '').trim().replace(/ +/g, ' ')}`), '', names, digest].join('\n');
  const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
  const key = hmac(hmac(hmac(hmac(`AWS4${S3_KEYS.secret}`, day), region), 's3'), 'aws4_request');
  const text = ['AWS4-HMAC-SHA256', String(headers['x-amz-date']), `${day}/${region}/s3/aws4_request`, createHash('sha256').update(canonical).digest('hex')].join('\n');
  return createHmac('sha256', key).update(text).digest('hex') === signature && region === S3_KEYS.region ? undefined : 'SignatureDoesNotMatch';
}

const strict = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
