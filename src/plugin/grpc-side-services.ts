import type { UntypedServiceImplementation } from '@grpc/grpc-js';
import type { loadMessages } from './grpc-messages';
import { method, type Service } from './grpc-provider-service';

export interface SideEvents {
  /** Terraform has done with this process. */
  shutdown(): void;
  /** The connection broke without that. */
  hungUp(): void;
}

interface Stream {
  on(event: 'cancelled' | 'data' | 'end' | 'error', listen: () => void): void;
  end(): void;
}

const SERVING = 1;

/** What Terraform's plugin library wants beside the provider: health, the process's own output, a broker, and the end. */
export function sideServices(messages: ReturnType<typeof loadMessages>, events: SideEvents): readonly Service[] {
  const streams = new Set<Stream>();
  let ending = false;
  const service = (name: string, of: string, request: string, response: string, answer: unknown, streaming = false, requestStream = false): Service => ({
    definition: { [name]: method(messages, `/${of}/${name}`, request, response, streaming, requestStream) },
    implementation: { [name]: answer } as UntypedServiceImplementation,
  });
  return [
    service('Check', 'grpc.health.v1.Health', 'HealthCheckRequest', 'HealthCheckResponse', (_call: unknown, callback: (error: null, answer: object) => void) => callback(null, { status: SERVING })),
    // Stays open without a word as long as the process lives: what is to be told goes to stderr.
    service('StreamStdio', 'plugin.GRPCStdio', 'plugin.Nothing', 'plugin.StdioData', (call: Stream) => {
      streams.add(call);
      call.on('cancelled', () => {
        streams.delete(call);
        if (!ending) events.hungUp();
      });
    }, true),
    service('StartStream', 'plugin.GRPCBroker', 'plugin.ConnInfo', 'plugin.ConnInfo', (call: Stream) => {
      streams.add(call);
      call.on('data', () => undefined);
      call.on('error', () => undefined);
      call.on('end', () => {
        streams.delete(call);
        call.end();
      });
    }, true, true),
    service('Shutdown', 'plugin.GRPCController', 'plugin.Nothing', 'plugin.Nothing', (_call: unknown, callback: (error: null, answer: object) => void) => {
      ending = true;
      callback(null, {});
      for (const stream of streams) stream.end();
      events.shutdown();
    }),
  ];
}
