import { Metadata, type ServerErrorResponse } from '@grpc/grpc-js';
import { unreachable } from '../diagnostics';
import type { Definitions } from '../api/grpc-definitions';
import type { Sent, WireAny, WireStatus } from '../api/wire';
import { codes, type Detail, type Refusal } from './refusal';

/** A refusal as google.rpc.Status. */
export function statusOf(definitions: Definitions, refusal: Refusal, details: boolean): Sent<WireStatus> {
  return { code: codes[refusal.code], message: refusal.message, details: details ? refusal.details.map((detail) => packed(definitions, detail)) : [] };
}

function packed(definitions: Definitions, detail: Detail): WireAny {
  switch (detail.kind) {
    case 'bad-request':
      return definitions.packAny('google.rpc.BadRequest', { fieldViolations: detail.violations });
    case 'resource-info':
      return definitions.packAny('google.rpc.ResourceInfo', { resourceType: detail.type, resourceName: detail.name, description: detail.description });
    case 'precondition':
      return definitions.packAny('google.rpc.PreconditionFailure', { violations: [{ type: detail.type, subject: detail.subject, description: detail.description }] });
    case 'retry-info': {
      const nanos = (detail.delayMs % 1000) * 1_000_000;
      return definitions.packAny('google.rpc.RetryInfo', { retryDelay: { seconds: String(Math.floor(detail.delayMs / 1000)), nanos } });
    }
    default:
      return unreachable(detail);
  }
}

/** A refusal as a call ends with it: details, with the request's id among them, in the trailers. */
export function failureOf(definitions: Definitions, refusal: Refusal, details: boolean, requestId: string): ServerErrorResponse {
  const trailers = new Metadata();
  if (details) {
    const status = statusOf(definitions, refusal, true);
    const request = definitions.packAny('google.rpc.RequestInfo', { requestId });
    trailers.set('grpc-status-details-bin', definitions.status.encode({ ...status, details: [...(status.details ?? []), request] }));
  }
  if (refusal.pushbackMs !== undefined) trailers.set('grpc-retry-pushback-ms', String(refusal.pushbackMs));
  const error = new Error(refusal.message);
  return Object.assign(error, { code: codes[refusal.code], details: refusal.message, metadata: trailers });
}
