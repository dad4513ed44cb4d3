import type { Socket } from 'node:net';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { openPlace, type Place, type PlaceOptions } from './adapter-sockets';
import type { Door } from './door';
import { loadMessages } from './grpc-messages';
import { providerService } from './grpc-provider-service';
import { sideServices, type SideEvents } from './grpc-side-services';

export interface Serving {
  /** Answers the calls that come out of this connection. What it has received already is not lost. */
  take(socket: Socket): void;
  /** Ends every call. */
  close(): void;
}

/** Serves the provider and what belongs beside it. Messages have no limit: a plan holds an object three times. */
export function serve(door: Door, events: SideEvents): Serving {
  const server = new Server({ 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 });
  const messages = loadMessages();
  const named = <T>(name: string) => messages<T>(name.includes('.') ? name : `${name.startsWith('HealthCheck') ? 'plugin' : 'tfplugin'}.${name}`);
  for (const { definition, implementation } of [providerService(door, named), ...sideServices(named, events)]) server.addService(definition, implementation);
  // The sockets are ours, and with them who may connect; what comes out of them is plain HTTP/2.
  const calls = server.createConnectionInjector(ServerCredentials.createInsecure());
  return { take: (socket) => calls.injectConnection(socket), close: () => server.forceShutdown() };
}

/** A place with its server. */
export async function listen(door: Door, events: SideEvents, options: PlaceOptions): Promise<Place> {
  const serving = serve(door, events);
  const place = await openPlace(options, (socket) => serving.take(socket));
  return { ...place, close: () => {
    serving.close();
    place.close();
  } };
}
