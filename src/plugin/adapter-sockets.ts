import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import type { ServerCertificate } from './certificate';

export interface Place {
  readonly network: 'unix' | 'tcp';
  readonly address: string;
  /** Takes no more connections, and takes the socket away. */
  close(): void;
}

export interface PlaceOptions {
  /** TLS in both directions: our certificate, and the one that the client must show. undefined: none. */
  readonly tls: { readonly own: ServerCertificate; readonly client: Buffer } | undefined;
  /** Folder for the socket; undefined: the system's own for what is temporary. */
  readonly socketDir: string | undefined;
  readonly ports: { readonly least: number; readonly most: number };
  /** No sockets in the file system: Windows. */
  readonly tcp: boolean;
}

/**
 * The certificate of a text in PEM, as the client will show it.
 * @throws Error where the text has not exactly one.
 */
export function certificateOf(pem: string): Buffer {
  const found = [...pem.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g)];
  const [only] = found;
  if (only?.[1] === undefined || found.length > 1) throw new Error(`PLUGIN_CLIENT_CERT has ${found.length === 0 ? 'no certificate' : 'more than one certificate'} in PEM`);
  return Buffer.from(only[1], 'base64');
}

/** Opens the socket that Terraform connects to. `connected` gets each connection, with TLS only those of the one client. Rejects with what the system says. */
export async function openPlace(options: PlaceOptions, connected: (socket: Socket) => void): Promise<Place> {
  const server = options.tls === undefined ? createServer(connected) : oneClient(options.tls, connected);
  if (!options.tcp) {
    const dir = mkdtempSync(path.join(options.socketDir ?? tmpdir(), 'holdfast-'));
    const address = path.join(dir, 's');
    await listenAt(server, { path: address });
    return { network: 'unix', address, close: () => {
      server.close();
      rmSync(dir, { recursive: true, force: true });
    } };
  }
  for (let port = options.ports.least; ; port++) {
    try {
      await listenAt(server, { host: '127.0.0.1', port });
      return { network: 'tcp', address: `127.0.0.1:${port}`, close: () => server.close() };
    } catch (error) {
      if (port >= options.ports.most) throw error;
    }
  }
}

/**
 * The client's certificate is compared whole with the one that this process was told of; TLS itself proves that the client has its
 * key. No store of authorities takes part (`ca: []`): none of the public ones may vouch for a client, and reading them took as long
 * as everything else until the first line.
 */
function oneClient(tls: NonNullable<PlaceOptions['tls']>, connected: (socket: TLSSocket) => void): Server {
  const server = createTlsServer({
    cert: tls.own.certPem, key: tls.own.keyPem, ca: [], requestCert: true, rejectUnauthorized: false, ALPNProtocols: ['h2'],
  }, (socket) => {
    const shown = socket.getPeerX509Certificate();
    if (shown !== undefined && shown.raw.equals(tls.client) && socket.alpnProtocol === 'h2') connected(socket);
    else socket.destroy();
  });
  // A handshake that failed is the client's to tell; it must not end this process.
  server.on('tlsClientError', (_error, socket) => void socket.destroy());
  return server;
}

function listenAt(server: Server, at: { readonly path: string } | { readonly host: string; readonly port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(at, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
