import type { ServiceDefinition } from '@grpc/grpc-js';

/**
 * The way behind everybody's back: world, changes and statistics on the emulator's own port. Requests and answers are JSON text;
 * gRPC leaves the encoding of messages to the two ends.
 */
function method(name: string) {
  const asIs = (bytes: Buffer): Buffer => bytes;
  return {
    path: `/holdfast.emulator.v1.Control/${name}`, requestStream: false, responseStream: false, originalName: name,
    requestSerialize: asIs, requestDeserialize: asIs, responseSerialize: asIs, responseDeserialize: asIs,
  } as const;
}

export const control = { World: method('World'), Change: method('Change'), Stats: method('Stats') } as const satisfies ServiceDefinition;

/** What Change answers: what was done in order, and where it stopped. */
export interface ChangeReply {
  readonly changed: readonly object[];
  readonly refused?: { readonly index: number; readonly details: readonly string[] };
}
