import { createHash } from 'node:crypto';
import type { Clock } from '../../../api';
import type { HttpAnswer, HttpCall } from '../../http-call';
import { saidIn } from '../remote/problems';
import { retriedCall } from '../remote/retried-call';

export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
}

/** Where a bucket is, and how it is asked. */
export interface S3Settings {
  readonly bucket: string;
  /** Of the service, without the bucket. */
  readonly endpoint: URL;
  /** The bucket stands in the path, not in the host's name. */
  readonly pathStyle: boolean;
  readonly region: string;
  readonly credentials: S3Credentials;
  readonly maxRetries: number;
  /** Sent with each object that is written: encryption and access. */
  readonly putHeaders: Readonly<Record<string, string>>;
  /** Sent with each object that is written or read: the customer's own key. */
  readonly keyHeaders: Readonly<Record<string, string>>;
}

export interface S3Request {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  /** undefined: the bucket itself. */
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly unanswered?: () => void;
}

export type S3Client = (request: S3Request) => Promise<HttpAnswer>;

/** Signed requests to one bucket. Repeated where no answer came: every one of ours may be. The signer is loaded with the first. */
export function s3Client(settings: S3Settings, { call, clock }: { readonly call: HttpCall; readonly clock: Clock }): S3Client {
  const { endpoint, bucket } = settings;
  const rule = { max: settings.maxRetries, waitMinMs: 500, waitMaxMs: 20_000 };
  return (request) => {
    const url = new URL(endpoint);
    if (!settings.pathStyle) url.host = `${bucket}.${endpoint.host}`;
    const inBucket = request.key === undefined ? '' : request.key.split('/').map(encoded).join('/');
    const base = endpoint.pathname.replace(/\/$/, '');
    url.pathname = settings.pathStyle ? `${base}/${encoded(bucket)}/${inBucket}` : `${base}/${inBucket}`;
    url.search = Object.entries(request.query ?? {}).map(([name, value]) => `${encoded(name)}=${encoded(value)}`).sort().join('&');
    const headers = signed(settings, url, request, new Date(clock.now()));
    return retriedCall(call, clock, rule, { method: request.method, url, headers, body: request.body }, `${url.protocol}//${url.host}`, request.unanswered);
  };
}

function signed(settings: S3Settings, url: URL, { method, headers, body, key }: S3Request, now: Date): Record<string, string> {
  const { sign } = require('aws4') as typeof import('aws4');
  const own = key === undefined ? {} : { ...(method === 'PUT' ? settings.putHeaders : {}), ...(method === 'DELETE' ? {} : settings.keyHeaders) };
  const made = sign({
    service: 's3', region: settings.region, method, host: url.host, path: `${url.pathname}${url.search}`, ...(body === undefined ? {} : { body: Buffer.from(body) }),
    headers: {
      ...own, ...headers,
      'X-Amz-Date': now.toISOString().replace(/[-:]|\.\d+/g, ''),
      'X-Amz-Content-Sha256': createHash('sha256').update(body ?? '').digest('hex'),
    },
  }, { accessKeyId: settings.credentials.accessKeyId, secretAccessKey: settings.credentials.secretAccessKey, ...(settings.credentials.sessionToken === undefined ? {} : { sessionToken: settings.credentials.sessionToken }) });
  return Object.fromEntries(Object.entries(made.headers ?? {}).map(([name, value]) => [name, String(value)]));
}

/** As S3 wants names: all but letters, digits and -_.~ by their bytes. */
const encoded = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** Code of an S3 error, such as NoSuchKey. */
export function errorCodeOf(answer: HttpAnswer): string {
  return /<Code>([^<]*)<\/Code>/.exec(saidRaw(answer))?.[1] ?? '';
}

/** Its message, plain. */
export function messageOf(answer: HttpAnswer): string {
  return saidIn(Buffer.from(/<Message>([^<]*)<\/Message>/.exec(saidRaw(answer))?.[1] ?? ''));
}

const saidRaw = (answer: HttpAnswer): string => Buffer.from(answer.body.subarray(0, 10_000)).toString('utf8');

/** Keys of one page of a listing (with encoding-type=url), and where the next begins. */
export function keysOf(answer: HttpAnswer): { readonly keys: readonly string[]; readonly next: string | undefined } {
  const text = Buffer.from(answer.body).toString('utf8');
  const keys = [...text.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) => decodeURIComponent(plain(key).replaceAll('+', ' ')));
  const next = /<NextContinuationToken>([^<]*)<\/NextContinuationToken>/.exec(text)?.[1];
  return { keys, next: next === undefined ? undefined : plain(next) };
}

const plain = (text: string): string => text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'' })[name] ?? '');
