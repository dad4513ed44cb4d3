import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import type { ServerCertificate } from './certificate';
import type { Door } from './door';
import { loadMessages } from './grpc-messages';
import { providerService } from './grpc-provider-service';
import { sideServices, type SideEvents } from './grpc-side-services';

export interface Listening {
  readonly network: 'unix' | 'tcp';
  readonly address: string;
  /** Ends every call and takes the socket away. */
  close(): void;
}

export interface ListenOptions {
  /** TLS in both directions: our certificate, and the one that the client must show. undefined: none. */
  readonly tls: { readonly own: ServerCertificate; readonly client: string } | undefined;
  readonly socketDir: string | undefined;
  readonly ports: { readonly least: number; readonly most: number };
  /** No sockets in the file system: Windows. */
  readonly tcp: boolean;
}

/** Serves the provider and what belongs beside it. Messages have no limit: a plan holds an object three times. */
export async function listen(door: Door, events: SideEvents, options: ListenOptions): Promise<Listening> {
  const server = new Server({ 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 });
  const messages = loadMessages();
  const named = <T>(name: string) => messages<T>(name.includes('.') ? name : `${name.startsWith('HealthCheck') ? 'plugin' : 'tfplugin'}.${name}`);
  for (const { definition, implementation } of [providerService(door, named), ...sideServices(named, events)]) server.addService(definition, implementation);
  const { tls } = options;
  const credentials = tls === undefined ? ServerCredentials.createInsecure()
    : ServerCredentials.createSsl(Buffer.from(tls.client), [{ cert_chain: tls.own.certPem, private_key: tls.own.keyPem }], true);
  const bind = (address: string): Promise<number> => new Promise((resolve, reject) => {
    server.bindAsync(address, credentials, (error, port) => (error === null ? resolve(port) : reject(error)));
  });
  if (!options.tcp) {
    const dir = mkdtempSync(path.join(options.socketDir ?? tmpdir(), 'holdfast-'));
    const address = path.join(dir, 's');
    await bind(`unix:${address}`);
    return { network: 'unix', address, close: () => {
      server.forceShutdown();
      rmSync(dir, { recursive: true, force: true });
    } };
  }
  for (let port = options.ports.least; ; port++) {
    try {
      await bind(`127.0.0.1:${port}`);
      return { network: 'tcp', address: `127.0.0.1:${port}`, close: () => server.forceShutdown() };
    } catch (error) {
      if (port >= options.ports.most) throw error;
    }
  }
}
