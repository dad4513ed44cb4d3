import { diagnostic, Failure, type Diagnostic } from '../../../diagnostics';
import type { HttpAnswer } from '../../http-call';
import { refused } from '../remote/problems';
import { errorCodeOf, messageOf, type S3Client, type S3Settings } from './client';

/** Where the objects of one state are in its bucket. */
export interface S3Keys {
  readonly state: string;
  /** Terraform's lock object. */
  readonly lock: string;
  /** Objects of runs are below it. */
  readonly runs: string;
}

/** As Terraform names them: another workspace than "default" lies below its prefix. */
export function s3Keys(key: string, prefix: string, workspace: string): S3Keys {
  const state = workspace === 'default' ? key : [...(prefix === '' ? [] : [prefix]), workspace, key].join('/');
  return { state, lock: `${state}.tflock`, runs: `${state}.holdfast/` };
}

/** A bucket as we use it: whole objects, conditions, and words for every no. */
export interface S3Bucket {
  /** For people. */
  name(key: string): string;
  readonly client: S3Client;
  get(key: string): Promise<{ readonly bytes: Uint8Array; readonly tag: string | undefined } | undefined>;
  /** undefined: the condition did not hold. @param condition `new`: nothing stands there; else the ETag of what does. */
  put(key: string, bytes: Uint8Array, type: string, condition: 'new' | { readonly tag: string }, unanswered?: () => void): Promise<{ readonly tag: string | undefined } | undefined>;
  /** What is not there is removed already. */
  remove(key: string): Promise<void>;
  failure(doing: string, key: string, answer: HttpAnswer): Failure;
}

/** Puts words to what a client says. */
export function bucketOf(settings: S3Settings, client: S3Client): S3Bucket {
  const name = (key: string): string => `s3://${settings.bucket}/${key}`;
  const failure = (doing: string, key: string, answer: HttpAnswer): Failure => new Failure([refusal(`${settings.endpoint.host} (${name(key)})`, settings.bucket, doing, answer)]);
  return {
    name, client, failure,
    get: async (key) => {
      const answer = await client({ method: 'GET', key });
      if (answer.status === 404 && errorCodeOf(answer) !== 'NoSuchBucket') return undefined;
      if (answer.status !== 200) throw failure('read an object', key, answer);
      return { bytes: answer.body, tag: answer.headers['etag'] };
    },
    put: async (key, bytes, type, condition, unanswered) => {
      const only = condition === 'new' ? { 'If-None-Match': '*' } : { 'If-Match': condition.tag };
      const answer = await client({ method: 'PUT', key, body: bytes, headers: { 'Content-Type': type, ...only }, ...(unanswered === undefined ? {} : { unanswered }) });
      if (answer.status === 200) return { tag: answer.headers['etag'] };
      if (answer.status === 412 || answer.status === 409 || (answer.status === 404 && condition !== 'new' && errorCodeOf(answer) !== 'NoSuchBucket')) return undefined;
      throw failure('write an object', key, answer);
    },
    remove: async (key) => {
      const answer = await client({ method: 'DELETE', key });
      if (answer.status !== 204 && answer.status !== 200 && answer.status !== 404) throw failure('delete an object', key, answer);
    },
  };
}

function refusal(where: string, bucket: string, doing: string, answer: HttpAnswer): Diagnostic {
  const code = errorCodeOf(answer);
  const said = `${where} answered ${answer.status} ${code} when asked to ${doing}: ${messageOf(answer)}`;
  switch (code) {
    case 'NoSuchBucket': return diagnostic('backend_missing', `${said} There is no bucket "${bucket}" there. Make it, or correct bucket, region and endpoint.`);
    case 'InvalidAccessKeyId':
    case 'SignatureDoesNotMatch':
    case 'ExpiredToken':
    case 'InvalidToken': return diagnostic('backend_denied', `${said} The keys are wrong or no longer valid: look at AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or the profile.`);
    case 'AccessDenied': return diagnostic('backend_denied', `${said} The state needs the rights to list the bucket, and to get, put and delete objects beside its key.`);
    case 'NotImplemented': return diagnostic('backend_failed', `${said} This storage has no conditional writes (If-None-Match, If-Match), which the lock and the state need. Use one that has them.`);
    case 'RequestTimeTooSkewed': return diagnostic('backend_denied', `${said} The clock of this machine is wrong.`);
    default: return refused(where, doing, answer);
  }
}
