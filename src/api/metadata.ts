import { get, type IncomingMessage } from 'node:http';
import { diagnostic } from '../diagnostics';
import { parseAddress } from './endpoint-address';
import { ApiError } from './errors';
import type { IssuedToken } from './token-source';

const METHOD = 'metadata service';
const PATH = '/computeMetadata/v1/instance/service-accounts/default/token';
const MOST_BYTES = 64 * 1024;
/** It is one hop away: what does not answer in this time is not there. */
const TIMEOUT_MS = 2_000;
const ATTEMPTS = 3;
/** The account of a machine can be swapped at any time: no token is kept long although it would live. */
const LONGEST_KEPT_MS = 600_000;

/** A token of the service account that is attached to this machine. Rejects with an `ApiError` that has its diagnostic. */
export async function metadataToken(address: string, signal: AbortSignal): Promise<IssuedToken> {
  const parsed = parseAddress(address, 80, true);
  if (!parsed.ok) throw failure(address, `the address cannot be used: ${parsed.reason}`);
  const { host, port } = parsed.address;
  let why = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const answer = await ask(host, port, signal);
    if (signal.aborted) throw failure(address, 'the connection was closed');
    if (answer.ok) return tokenOf(address, answer.status, answer.body);
    why = answer.why;
  }
  throw failure(address, why);
}

type Asked = { readonly ok: true; readonly status: number; readonly body: string } | { readonly ok: false; readonly why: string };

function ask(host: string, port: number, signal: AbortSignal): Promise<Asked> {
  return new Promise((resolve) => {
    const timeout = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const failed = (error: Error): void => resolve({ ok: false, why: timeout.aborted ? 'it did not answer in time' : causeOf(error) });
    get({ host, port, path: PATH, headers: { 'Metadata-Flavor': 'Google' }, signal: timeout, agent: false }, (response) => {
      collect(response).then((body) => resolve({ ok: true, status: response.statusCode ?? 0, body }), failed);
    }).on('error', failed);
  });
}

async function collect(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error('its answer is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function tokenOf(address: string, status: number, body: string): IssuedToken {
  if (status === 404) throw failure(address, 'no service account is attached to this machine');
  if (status !== 200) throw failure(address, `it answered with HTTP status ${status}`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw failure(address, 'its answer is not JSON');
  }
  if (typeof parsed !== 'object' || parsed === null || !('access_token' in parsed) || typeof parsed.access_token !== 'string'
    || !/^[\x21-\x7e]+$/.test(parsed.access_token)) {
    throw failure(address, 'its answer has no token');
  }
  const seconds = 'expires_in' in parsed && typeof parsed.expires_in === 'number' ? parsed.expires_in : 0;
  return { token: parsed.access_token, lifeMs: Math.min(seconds * 1000, LONGEST_KEPT_MS) };
}

function causeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? `the connection failed (${error.code})` : error.message;
}

function failure(address: string, why: string): ApiError {
  const told = diagnostic('api_metadata_failed', `There is no token and no service account key, so the metadata service at ${address.slice(0, 300)} was asked `
    + `for a token: ${why}. Set YC_TOKEN or YC_SERVICE_ACCOUNT_KEY_FILE, or run where a service account is attached to the machine.`);
  return new ApiError({ status: 'UNAUTHENTICATED', method: METHOD, message: why, fromServer: false, mayHaveBeenSent: false, diagnostic: told });
}
