/** Peers below HTTP/2: sockets that refuse, fall silent, cut, drip, or speak something else; some stand before the real service. */
import net from 'node:net';

export interface Peer {
  readonly address: string;
  /** Connections that came. */
  readonly connections: () => number;
  stop(): void;
}

/** Accepts, and lets `meet` decide over the socket. */
export async function startPeer(meet: (socket: net.Socket) => void): Promise<Peer> {
  const sockets = new Set<net.Socket>();
  let connections = 0;
  const server = net.createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    meet(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as net.AddressInfo).port}`,
    connections: () => connections,
    stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

export interface Leak {
  /** Bytes that pass from the service, or to it, before it happens. */
  readonly direction: 'answers' | 'requests';
  readonly bytes: number;
  /** Cut: both ends at once. Silence: the connection stands, and nothing passes any more. */
  readonly then: 'reset' | 'end' | 'silence';
}

/** Passes everything on, until so many bytes went one way. `leak` is asked at each connection; undefined: it stays whole. */
export function startCutter(service: string, leak: () => Leak | undefined): Promise<Peer> {
  const [host, port] = service.split(':') as [string, string];
  return startPeer((socket) => {
    const behind = net.connect(Number(port), host);
    behind.on('error', () => socket.destroy());
    socket.on('close', () => behind.destroy());
    behind.on('close', () => socket.destroy());
    const happens = leak();
    let [left, over] = [happens?.bytes ?? Infinity, false];
    const strike = (): void => {
      over = true;
      if (happens?.then === 'silence') return;
      if (happens?.then === 'reset') socket.resetAndDestroy();
      else socket.end();
      // What was asked is done all the same.
      if (happens?.then === 'end') socket.destroySoon();
    };
    const flow = (from: net.Socket, to: net.Socket, counts: boolean): void => void from.on('data', (chunk: Buffer) => {
      if (over) return;
      if (!counts || chunk.length < left) {
        left -= counts ? chunk.length : 0;
        to.write(chunk);
        return;
      }
      to.write(chunk.subarray(0, left), () => strike());
      over = true;
    });
    flow(socket, behind, happens?.direction === 'requests');
    flow(behind, socket, happens?.direction === 'answers');
  });
}
