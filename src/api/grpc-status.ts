import { type Metadata, status as Code, type StatusObject } from '@grpc/grpc-js';
import { ApiError, type StatusName } from './errors';
import type { Definitions } from './grpc-definitions';

const NAMES: ReadonlyMap<number, StatusName> = new Map(
  // Sure: these are the seventeen names of the protocol, each once.
  Object.entries(Code).filter((entry): entry is [StatusName, Code] => typeof entry[1] === 'number').map(([name, code]) => [code, name]),
);

/** Name of a status number; not a number or not of the table: UNKNOWN (grpc-js hands on whatever the trailer says). */
export function statusName(code: number): StatusName {
  return NAMES.get(code) ?? 'UNKNOWN';
}

/** Codes that grpc-js never makes up itself: it uses them only when a trailer said so. */
const NEVER_LOCAL: ReadonlySet<StatusName> = new Set<StatusName>([
  'INVALID_ARGUMENT', 'NOT_FOUND', 'ALREADY_EXISTS', 'FAILED_PRECONDITION', 'ABORTED', 'OUT_OF_RANGE', 'DATA_LOSS',
]);

/** What grpc-js writes when an answer had no gRPC status: a proxy or a plain web server spoke. */
const NO_GRPC_STATUS = /^(Received HTTP status code \d+|No status information received)$/;

/**
 * Whether the status came in trailers. A status that grpc-js makes up carries no metadata; one that was received carries
 * at least a header such as content-type, unless the server had sent its headers before: then the code itself must tell.
 * When in doubt, no: that costs a look at the world, and never a second effect.
 */
export function isFromServer(status: StatusObject): boolean {
  if (NO_GRPC_STATUS.test(status.details)) return false;
  if (Object.keys(status.metadata.getMap()).length > 0) return true;
  return NEVER_LOCAL.has(statusName(status.code));
}

const LONGEST_MESSAGE = 4096;
const LONGEST_ID = 200;
const LONGEST_WISH_MS = 3_600_000;

/**
 * How a call that left ended, as an error. `headers`: what the server sent first, if anything. `peer`: `host:port` that was called,
 * named where the server itself did not speak and so is not to be told by its words.
 */
export function errorOfStatus(
  method: string, status: StatusObject, headers: Metadata | undefined, definitions: Definitions, secrets: readonly string[], peer: string,
): ApiError {
  const details = detailsOf(status.metadata, definitions);
  const fromServer = isFromServer(status);
  const said = status.details === '' ? 'no message' : status.details;
  return new ApiError({
    status: statusName(status.code),
    method,
    message: withoutSecrets(fromServer || said.includes(peer) ? said : `${peer}: ${said}`, secrets).slice(0, LONGEST_MESSAGE),
    fromServer,
    mayHaveBeenSent: true,
    requestId: withoutSecrets(requestIdOf(headers, status.metadata) || details.requestId, secrets).slice(0, LONGEST_ID),
    retryAfterMs: pushbackOf(status.metadata) ?? details.retryAfterMs,
  });
}

export function requestIdOf(...sources: readonly (Metadata | undefined)[]): string {
  for (const name of ['x-request-id', 'x-server-trace-id']) {
    for (const source of sources) {
      const value = text(source, name);
      if (value !== '') return value.slice(0, LONGEST_ID);
    }
  }
  return '';
}

/** `x-operation-poll-interval` in milliseconds; undefined when missing or unfit. */
export function pollIntervalOf(...sources: readonly (Metadata | undefined)[]): number | undefined {
  for (const source of sources) {
    const value = text(source, 'x-operation-poll-interval');
    if (/^\d{1,6}(\.\d{1,9})?$/.test(value)) return Math.min(Number(value) * 1000, LONGEST_WISH_MS);
  }
  return undefined;
}

/** A negative pushback means "not again": that is no time, and whoever asks again has reasons of its own. */
function pushbackOf(trailers: Metadata): number | undefined {
  const value = text(trailers, 'grpc-retry-pushback-ms');
  return /^\d{1,9}$/.test(value) ? Math.min(Number(value), LONGEST_WISH_MS) : undefined;
}

/** RetryInfo and RequestInfo of the status details; damaged details are as good as none. */
function detailsOf(trailers: Metadata, definitions: Definitions): { retryAfterMs: number | undefined; requestId: string } {
  let retryAfterMs: number | undefined;
  let requestId = '';
  const [packed] = trailers.get('grpc-status-details-bin');
  if (!Buffer.isBuffer(packed)) return { retryAfterMs, requestId };
  let details;
  try {
    details = definitions.status.decode(packed).details;
  } catch {
    return { retryAfterMs, requestId };
  }
  for (const any of details) {
    const delay = definitions.unpackAny('google.rpc.RetryInfo', any)?.retryDelay;
    if (delay != null) {
      const ms = Number(delay.seconds) * 1000 + delay.nanos / 1e6;
      if (ms >= 0) retryAfterMs = Math.min(ms, LONGEST_WISH_MS);
    }
    requestId ||= definitions.unpackAny('google.rpc.RequestInfo', any)?.requestId ?? '';
  }
  return { retryAfterMs, requestId };
}

function text(metadata: Metadata | undefined, name: string): string {
  const [value] = metadata?.get(name) ?? [];
  return typeof value === 'string' ? value : '';
}

/** Some services repeat what they were sent. */
function withoutSecrets(value: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, '[REDACTED]')), value);
}
