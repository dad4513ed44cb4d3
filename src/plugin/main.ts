import type { Socket } from 'node:net';
import { certificateOf, openPlace } from './adapter-sockets';
import { makeCertificate } from './certificate';
import { jsonLog, wantedLevel } from './log';
import { panicText } from './panic';
import { BY_HAND, handshakeLine, readStartup } from './startup';

/** Between the answer to Shutdown and the end of the process, in milliseconds: the answer has to leave. */
const LAST_MS = 5;
/** Terraform waits for two seconds. */
const LONGEST_MS = 1_000;
const PARENT_MS = 1_000;

/** Standard output is the handshake's alone: whatever else writes there would break it. */
function keepStdoutFree(): void {
  const toStderr = (...words: readonly unknown[]): void => void process.stderr.write(`${words.map(String).join(' ')}\n`);
  Object.assign(console, { log: toStderr, info: toStderr, debug: toStderr });
}

function crash(error: unknown): void {
  process.stderr.write(panicText(error), () => process.exit(2));
}

async function main(): Promise<void> {
  const startup = readStartup(process.env);
  if (startup.kind === 'by-hand') {
    process.stderr.write(BY_HAND);
    process.exit(1);
  }
  // The interrupt of a terminal reaches this process too: Terraform tells what to do about it.
  process.on('SIGINT', () => undefined);
  const own = startup.clientCertificate === undefined ? undefined : makeCertificate(Date.now());
  const early: Socket[] = [];
  let take = (socket: Socket): void => void early.push(socket);
  const place = await openPlace({
    tls: own === undefined || startup.clientCertificate === undefined ? undefined : { own, client: certificateOf(startup.clientCertificate) },
    socketDir: startup.socketDir, ports: startup.ports, tcp: process.platform === 'win32',
  }, (socket) => take(socket));
  process.stdout.write(handshakeLine({ ...startup, network: place.network, address: place.address, certificate: own?.der }));

  let close = place.close;
  const end = (code: number): void => {
    close();
    process.exit(code);
  };
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) end(1);
  }, PARENT_MS).unref();
  process.on('SIGTERM', () => end(1));

  // Terraform connects meanwhile: gRPC and the types are read only now.
  const { openDoor } = require('./serve') as typeof import('./serve');
  const { serve } = require('./grpc-server') as typeof import('./grpc-server');
  const door = openDoor({
    version: startup.version, env: process.env, cwd: process.cwd(), log: jsonLog((line) => process.stderr.write(line), Date.now, wantedLevel(process.env)),
  });
  const serving = serve(door, {
    shutdown: () => {
      setTimeout(() => end(0), LONGEST_MS);
      void door.close().finally(() => setTimeout(() => end(0), LAST_MS));
    },
    // Terraform is gone. What is under way is on record, and the next one takes it up.
    hungUp: () => end(1),
  });
  close = () => {
    serving.close();
    place.close();
  };
  take = (socket) => serving.take(socket);
  early.forEach(take);
}

keepStdoutFree();
process.on('uncaughtException', crash);
process.on('unhandledRejection', crash);
main().catch(crash);
