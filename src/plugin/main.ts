import { panicText } from './panic';
import { BY_HAND, handshakeLine, readStartup } from './startup';
import { makeCertificate } from './certificate';
import { listen } from './grpc-server';
import { jsonLog, wantedLevel } from './log';
import { openDoor } from './serve';

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
  const log = jsonLog((line) => process.stderr.write(line), Date.now, wantedLevel(process.env));
  const door = openDoor({ version: startup.version, env: process.env, cwd: process.cwd(), log });
  const own = startup.clientCertificate === undefined ? undefined : makeCertificate(Date.now());
  const listening = await listen(door, {
    shutdown: () => {
      const end = (): void => {
        listening.close();
        process.exit(0);
      };
      setTimeout(end, LONGEST_MS);
      void door.close().finally(() => setTimeout(end, LAST_MS));
    },
    // Terraform is gone. What is under way is on record, and the next one takes it up.
    hungUp: () => leave(),
  }, {
    tls: own === undefined || startup.clientCertificate === undefined ? undefined : { own, client: startup.clientCertificate },
    socketDir: startup.socketDir, ports: startup.ports, tcp: process.platform === 'win32',
  });
  const leave = (): void => {
    listening.close();
    process.exit(1);
  };
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) leave();
  }, PARENT_MS).unref();
  process.on('SIGTERM', leave);
  process.stdout.write(handshakeLine({ ...startup, network: listening.network, address: listening.address, certificate: own?.der }));
}

keepStdoutFree();
process.on('uncaughtException', crash);
process.on('unhandledRejection', crash);
main().catch(crash);
