/** Connections that do not come about, are cut at any byte, or fall silent: what the client tells, and what the service got. */
import type net from 'node:net';
import { ApiError, apiDiagnostic, type ConnectionSettings } from '../../src/api';
import { classifyCallFailure } from '../../src/operations/classify';
import { startEmulator, type LedgerLine } from '../../src/emulator';
import { open, settingsFor } from '../api/service';
import { inLanes, seedOf } from '../crash/lanes';
import { seededRandom } from '../support/random';
import { together, type Case } from '../support/together';
import { startCutter, startPeer, type Leak } from './tcp-peer';

const seed = seedOf();
const cuts = Number(process.env['HOLDFAST_CUTS'] ?? 80);
const KEY = '123e4567-e89b-42d3-a456-426614174000';
const failureOf = (call: Promise<unknown>): Promise<unknown> => call.then((value) => { throw new Error(`it answered ${JSON.stringify(value)}`); }, (error: unknown) => error);

async function meeting(meet: (socket: net.Socket) => void, more: Partial<ConnectionSettings>, told: RegExp): Promise<void> {
  const peer = await startPeer(meet);
  const connection = open(settingsFor(peer.address, more));
  // Silence is waited out; what a peer does is seen in time on a busy machine, too.
  const deadlineMs = told.test('does not answer') ? 2_000 : 8_000;
  try {
    for (const call of [
      connection.api.get({ computeInstanceId: 'vm' }, { deadlineMs }),
      connection.api.createDirectory({ folderId: 'f', computeInstanceId: 'vm', path: '/a' }, { idempotencyKey: KEY, deadlineMs }),
    ]) {
      const error = await failureOf(call);
      if (!(error instanceof ApiError)) throw new Error(`not an ApiError: ${String(error)}`, { cause: error });
      // Nothing was there that could have taken a call.
      expect(error).toMatchObject({ status: 'UNAVAILABLE', mayHaveBeenSent: false });
      expect(apiDiagnostic(error).detail).toMatch(told);
    }
  } finally {
    connection.close();
    peer.stop();
  }
}

const TLS = { plaintext: false, caFile: undefined };
const NEVER_THERE: readonly Case[] = [
  { name: 'a peer that resets every connection', run: () => meeting((socket) => socket.resetAndDestroy(), {}, /cut off|ECONNRESET|no connection/) },
  { name: 'a peer that ends every connection', run: () => meeting((socket) => void socket.end(), {}, /cut off|closed|no connection|failed|dropped/i) },
  { name: 'a peer that takes connections and is silent', run: () => meeting(() => undefined, {}, /does not answer/) },
  { name: 'a web server of the old protocol', run: () => meeting((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n'), {}, /\S+ \S+/) },
  { name: 'a peer that greets like a mail server', run: () => meeting((socket) => void socket.write('220 mail ESMTP\r\n'), {}, /\S+ \S+/) },
  { name: 'a peer that sends garbage', run: () => meeting((socket) => void socket.write(Buffer.alloc(4096, 0xff)), {}, /\S+ \S+/) },
  { name: 'a handshake of TLS that is cut at once', run: () => meeting((socket) => void socket.once('data', () => socket.destroy()), TLS, /cut off|TLS|ECONNRESET/) },
  { name: 'a handshake of TLS that is reset', run: () => meeting((socket) => void socket.once('data', () => socket.resetAndDestroy()), TLS, /cut off|TLS|ECONNRESET/) },
  { name: 'a handshake of TLS that is answered with an alert', run: () => meeting((socket) => void socket.once('data', () => socket.end(Buffer.from('15030100020228', 'hex'))), TLS, /\S+ \S+/) },
  { name: 'a handshake of TLS that is answered in plain words', run: () => meeting((socket) => void socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')), TLS, /TLS/) },
  { name: 'a handshake of TLS that never goes on', run: () => meeting(() => undefined, TLS, /does not answer/) },
  { name: 'a name that nobody knows', run: () => unknownName() },
];

async function unknownName(): Promise<void> {
  const connection = open(settingsFor('no-such-host.invalid:443', { allowedHosts: ['no-such-host.invalid'], plaintext: false }));
  const error = await failureOf(connection.api.get({ computeInstanceId: 'vm' }, { deadlineMs: 15_000 }));
  connection.close();
  expect(error).toMatchObject({ status: 'UNAVAILABLE', mayHaveBeenSent: false });
  expect(apiDiagnostic(error as ApiError).detail).toMatch(/name of the host|does not answer|no way/);
}

describe('a connection that does not come about', () => {
  together(NEVER_THERE, 120_000);
});

describe(`a connection that ends at any byte (seed ${seed}, ${cuts} cuts)`, () => {
  it('never lets a call reach the service twice, nor be told to have done nothing when it did; reads get through', async () => {
    const failures: string[] = [];
    let ambiguous = 0;
    await inLanes(6, async (nth) => {
      if (nth >= cuts) return 'enough';
      const random = seededRandom(seed * 3571 + nth);
      const direction = random.next() < 0.5 ? 'answers' as const : 'requests' as const;
      const leak: Leak = { direction, bytes: 1 + Math.floor(random.next() * (direction === 'answers' ? 700 : 900)), then: (['reset', 'end', 'silence'] as const)[nth % 3] ?? 'end' };
      await cutAt(leak).then((was) => { if (was === 'ambiguous') ambiguous++; }, (error: unknown) => failures.push(`${JSON.stringify(leak)}: ${error instanceof Error ? error.message : String(error)}`));
      return 'more';
    });
    expect(failures.join('\n\n')).toBe('');
    expect(ambiguous).toBeGreaterThan(0);
  }, 600_000);
});

async function cutAt(leak: Leak): Promise<string> {
  const ledger: LedgerLine[] = [];
  const emulator = await startEmulator({ operationTimeMs: 0, world: { folders: { f: { instances: [{ compute_instance_id: 'vm', directories: ['/srv'] }] } } }, ledger: (line) => ledger.push(line) });
  let connections = 0;
  const cutter = await startCutter(emulator.endpoint, () => (connections++ === 0 ? leak : undefined));
  const connection = open(settingsFor(cutter.address, { maxRetries: 5 }));
  // Silence is waited out; anything else ends by itself.
  const deadlineMs = leak.then === 'silence' ? 1_000 : 8_000;
  try {
    const end: unknown = await connection.api.createDirectory({ folderId: 'f', computeInstanceId: 'vm', path: '/srv/new' }, { idempotencyKey: KEY, deadlineMs }).then(() => 'answered', (error: unknown) => error);
    // The first read may meet the rest of the cut; it is made again by itself.
    await connection.api.get({ computeInstanceId: 'vm' }, { deadlineMs });
    const received = ledger.filter((line) => line.event === 'received').length;
    expect(received).toBeLessThanOrEqual(1);
    if (end === 'answered') {
      expect(received).toBe(1);
      return 'answered';
    }
    if (!(end instanceof ApiError)) throw new Error(`not an ApiError: ${String(end)}`, { cause: end });
    const was = classifyCallFailure('create-directory', end);
    if (was.kind === 'ambiguous') return 'ambiguous';
    expect({ received, then: was.then }).toEqual({ received: 0, then: 'later' });
    return 'never sent';
  } finally {
    connection.close();
    cutter.stop();
    await emulator.close();
  }
}
