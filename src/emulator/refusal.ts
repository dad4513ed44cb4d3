/** Codes that the emulated service refuses with, as gRPC numbers them. */
export const codes = {
  CANCELLED: 1, UNKNOWN: 2, INVALID_ARGUMENT: 3, DEADLINE_EXCEEDED: 4, NOT_FOUND: 5, ALREADY_EXISTS: 6, PERMISSION_DENIED: 7, RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9, ABORTED: 10, UNIMPLEMENTED: 12, INTERNAL: 13, UNAVAILABLE: 14, UNAUTHENTICATED: 16,
} as const;

export type Code = keyof typeof codes;

/** One detail of google.rpc that rides along with an error. */
export type Detail =
  | { readonly kind: 'bad-request'; readonly violations: readonly { readonly field: string; readonly description: string }[] }
  | { readonly kind: 'resource-info'; readonly type: string; readonly name: string; readonly description: string }
  | { readonly kind: 'precondition'; readonly type: string; readonly subject: string; readonly description: string }
  | { readonly kind: 'retry-info'; readonly delayMs: number };

/** An error of the service: of a call, or of an operation. */
export interface Refusal {
  readonly code: Code;
  readonly message: string;
  readonly details: readonly Detail[];
  /** `grpc-retry-pushback-ms` for the trailers. */
  readonly pushbackMs?: number;
}

export function refusal(code: Code, message: string, ...details: readonly Detail[]): Refusal {
  return { code, message, details };
}

export function notFound(type: string, name: string): Refusal {
  const description = `${type} ${name} not found`;
  return refusal('NOT_FOUND', description, { kind: 'resource-info', type, name, description });
}

export function precondition(type: string, subject: string, description: string): Refusal {
  return refusal('FAILED_PRECONDITION', description, { kind: 'precondition', type, subject, description });
}

/** How a call ends that is not simply answered. `hang`: no answer ever; the caller's deadline ends it. */
export type Answer<T> =
  | { readonly kind: 'reply'; readonly value: T }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'hang' };

export function reply<T>(value: T): Answer<T> {
  return { kind: 'reply', value };
}

export function refuse(because: Refusal): Answer<never> {
  return { kind: 'refused', refusal: because };
}
