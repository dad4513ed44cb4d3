import { readFileSync } from 'node:fs';
import path from 'node:path';
import { credentials, makeClientConstructor, Metadata, type Client, type ServiceError } from '@grpc/grpc-js';
import { loadDefinitions } from '../../src/api/grpc-definitions';
import { changeWorld, openControl, parseFaults, readStats, readWorld, startEmulator, type Emulator, type EmulatorOptions, type LedgerLine } from '../../src/emulator';
import { oneInstance, value } from './harness';

const definitions = loadDefinitions();
const tls = { cert: readFileSync(path.join(__dirname, 'tls/cert.pem')), key: readFileSync(path.join(__dirname, 'tls/key.pem')) };
const running: Emulator[] = [];
const clients: Client[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  for (const emulator of running.splice(0)) await emulator.close();
});

async function started(options: Partial<EmulatorOptions> = {}): Promise<Emulator> {
  const emulator = await startEmulator({ world: oneInstance(), operationTimeMs: 0, ...options });
  running.push(emulator);
  return emulator;
}

interface Heard { readonly reply: any; readonly error: ServiceError | undefined; readonly initial: Metadata }

/** One call as the wire shows it: nothing thrown, metadata kept. */
function ask(emulator: Emulator, service: 'resource' | 'operation', method: string, request: object, deadlineMs = 5000): Promise<Heard> {
  const Ctor = makeClientConstructor(definitions[service] as never, service);
  const client = new Ctor(emulator.endpoint, credentials.createInsecure(), { 'grpc.enable_retries': 0 });
  clients.push(client);
  return new Promise((resolve) => {
    let initial = new Metadata();
    const unary = client[method] as (...args: unknown[]) => { on(event: string, listener: (metadata: Metadata) => void): void };
    unary.call(client, request, new Metadata(), { deadline: Date.now() + deadlineMs }, (error: ServiceError | null, reply: unknown) => resolve({ reply, error: error ?? undefined, initial }))
      .on('metadata', (metadata) => { initial = metadata; });
  });
}

const create = (where: string) => ({ folderId: 'f', computeInstanceId: 'vm', path: where });

describe('on the wire', () => {
  it('E42: an operation carries a poll interval when one is set', async () => {
    const emulator = await started({ switches: { poll_interval_s: 3 } });
    const { reply } = await ask(emulator, 'resource', 'CreateDirectory', create('/srv/a'));
    expect((await ask(emulator, 'operation', 'Get', { operationId: reply.id })).initial.get('x-operation-poll-interval')).toEqual(['3']);
    const plain = await started();
    const made = await ask(plain, 'resource', 'CreateDirectory', create('/srv/a'));
    expect((await ask(plain, 'operation', 'Get', { operationId: made.reply.id })).initial.get('x-operation-poll-interval')).toEqual([]);
  });

  it.each([['full', '/srv/a'], ['empty', ''], ['none', undefined]] as const)('E43: metadata is %s', async (how, told) => {
    const { reply } = await ask(await started({ switches: { operation_metadata: how } }), 'resource', 'CreateDirectory', create('/srv/a'));
    expect(reply.metadata && definitions.unpackAny('yandex.cloud.backup.v1.CreateDirectoryMetadata', reply.metadata)?.path).toBe(how === 'none' ? null : told);
  });

  it('E44: an error before done rides with done false', async () => {
    const emulator = await started({ operationTimeMs: 60_000, switches: { error_before_done: 'on', effect_at: 'start' }, faults: value(parseFaults(['operation-fails=1'])) });
    const { reply } = await ask(emulator, 'resource', 'CreateDirectory', create('/srv/a'));
    const polled = await ask(emulator, 'operation', 'Get', { operationId: reply.id });
    expect(polled.reply).toMatchObject({ done: false, result: 'error', error: { code: 13 } });
  });

  it.each<[string, EmulatorOptions['switches'], object]>([
    ['upper-case ids', { resource_id_case: 'upper' }, { resourceId: 'R1' }],
    ['ids in two cases', { resource_id_case: 'mixed' }, { resourceId: 'r1' }],
    ['numbers that no enum has', { unknown_enums: 'on' }, { status: 99, type: 99, initStatus: 'REGISTRED' }],
    ['no newer fields', { newer_fields: 'off' }, { agentInfo: null }],
    ['what is', {}, { resourceId: 'r1', status: 'IDLE', agentInfo: { currentVersion: '1' } }],
  ])('E18: registrations are shown with %s', async (_, switches, shown) => {
    const emulator = await started({ switches: switches ?? {}, world: oneInstance({ agent_info: { current_version: '1' } }) });
    expect((await ask(emulator, 'resource', 'List', { folderId: 'f' })).reply.resources[0]).toMatchObject(shown);
    if (switches?.resource_id_case === 'mixed') expect((await ask(emulator, 'resource', 'Get', { computeInstanceId: 'vm' })).reply.resource.resourceId).toBe('R1');
  });

  it('E18: tasks lose their error and gain unknown numbers, times keep nanoseconds', async () => {
    const world = oneInstance({ tasks: [{ error: 'e' }], created_at: '2025-03-05T05:20:11.391904178Z' });
    const emulator = await started({ switches: { newer_fields: 'off', unknown_enums: 'on' }, world });
    expect((await ask(emulator, 'resource', 'ListTasks', { computeInstanceId: 'vm' })).reply.tasks[0]).toMatchObject({ error: '', type: 99, resultCode: 99 });
    expect((await ask(emulator, 'resource', 'List', { folderId: 'f' })).reply.resources[0].createdAt).toEqual({ seconds: '1741152011', nanos: 391904178 });
  });

  it('E63: a refusal of the rate carries RetryInfo or pushback in its trailers', async () => {
    const delay = (heard: Heard): unknown => {
      const { details } = definitions.status.decode(heard.error?.metadata.get('grpc-status-details-bin')[0] as Buffer);
      return details[0] && definitions.unpackAny('google.rpc.RetryInfo', details[0])?.retryDelay;
    };
    const hinting = await started({ switches: { rate_limit: 1 } });
    await ask(hinting, 'resource', 'List', { folderId: 'f' });
    expect(delay(await ask(hinting, 'resource', 'List', { folderId: 'f' }))).toMatchObject({ seconds: expect.stringMatching(/^[01]$/) });
    const pushing = await started({ switches: { rate_limit: 1, rate_limit_hint: 'pushback' } });
    await ask(pushing, 'resource', 'List', { folderId: 'f' });
    const pushed = await ask(pushing, 'resource', 'List', { folderId: 'f' });
    expect(Number(pushed.error?.metadata.get('grpc-retry-pushback-ms')[0])).toBeGreaterThan(0);
  });

  it('E64: ids and details may be missing, and long requests are refused', async () => {
    const bare = await started({ switches: { request_ids: 'off', error_details: 'off', max_receive_bytes: 1000 } });
    const refused = await ask(bare, 'resource', 'List', {});
    expect(refused.error?.code).toBe(3);
    expect([refused.initial.get('x-request-id'), refused.error?.metadata.get('grpc-status-details-bin')]).toEqual([[], []]);
    expect((await ask(bare, 'resource', 'CreateDirectory', create(`/${'x'.repeat(2000)}`))).error?.code).toBe(8);
  });

  it('E66: a reset destroys the connection, a lost answer lasts until the deadline', async () => {
    const lines: LedgerLine[] = [];
    const resetting = await started({ faults: value(parseFaults(['reset@CreateDirectory=1'])), ledger: (line) => lines.push(line) });
    expect((await ask(resetting, 'resource', 'CreateDirectory', create('/srv/a'))).error?.code).toBe(14);
    expect(lines[0]).toMatchObject({ event: 'received', fault: 'reset' });
    expect((await ask(resetting, 'resource', 'List', { folderId: 'f' })).error).toBeUndefined();
    const silent = await started({ faults: value(parseFaults(['deadline-after-effect@CreateDirectory=1'])) });
    expect((await ask(silent, 'resource', 'CreateDirectory', create('/srv/a'), 200)).error?.code).toBe(4);
    expect(JSON.stringify(silent.world())).toContain('/srv/a');
  });

  it('takes its time when told to', async () => {
    const emulator = await started({ latencyMs: 60 });
    const before = performance.now();
    await ask(emulator, 'resource', 'List', { folderId: 'f' });
    expect(performance.now() - before).toBeGreaterThanOrEqual(59);
  });

  it('performs effects when they are due, though nobody calls', async () => {
    const told = new Promise<LedgerLine>((resolve) => void started({ operationTimeMs: 40, ledger: (line) => { if (line.event === 'performed') resolve(line); } })
      .then((emulator) => ask(emulator, 'resource', 'CreateDirectory', create('/srv/a'))));
    expect(await told).toMatchObject({ path: '/srv/a' });
  });

  it('lists 10,000 registrations in ten pages', async () => {
    const emulator = await started({ world: { folders: { f: { generate: { count: 10_000 } } } } });
    let token = '';
    let pages = 0;
    let count = 0;
    do {
      const { reply } = await ask(emulator, 'resource', 'List', { folderId: 'f', pageSize: 1000, pageToken: token });
      count += reply.resources.length;
      token = reply.nextPageToken;
      pages += 1;
    } while (token !== '');
    expect([count, pages]).toEqual([10_000, 10]);
  });

  it('refuses a world and an address that do not fit', async () => {
    await expect(startEmulator({ world: { x: 1 } })).rejects.toThrow('x is no known field');
    const { endpoint } = await started();
    await expect(startEmulator({ world: {}, listen: { host: '127.0.0.1', port: Number(endpoint.split(':')[1]) } })).rejects.toThrow('EADDRINUSE');
  });
});

describe.each(['plaintext', 'TLS'] as const)('the control service over %s', (door) => {
  const open = (): Promise<Emulator> => started(door === 'TLS' ? { tls } : {});

  it('E5: prints the world, changes it, and E67: counts calls', async () => {
    const { endpoint } = await open();
    expect(await changeWorld(endpoint, [{ add_directory: { folder_id: 'f', compute_instance_id: 'vm', path: '/srv/a' } }])).toEqual([{ changed: 'add_directory' }]);
    const world = await readWorld(endpoint);
    expect(world).toMatchObject(oneInstance({ directories: ['/', '/srv', '/srv/a'] }));
    expect((await started({ world })).world()).toEqual(world);
    expect(await readStats(endpoint)).toEqual({ calls: expect.objectContaining({ List: 0, ListDirectory: 0, 'OperationService.Get': 0 }), operations: { started: 0, running: 0, peak: 0, peak_per_instance: 0 } });
  });

  it('E70: does the changes before one that does not fit, and says which', async () => {
    const { endpoint } = await open();
    const control = openControl(endpoint);
    const add = (where: string): object => ({ add_directory: { folder_id: 'f', compute_instance_id: 'vm', path: where } });
    await expect(control.change([add('/a'), add('b'), add('/c')], 7)).rejects.toThrow('Change 8: add_directory');
    expect(JSON.stringify(await control.world())).toContain('"/a"');
    expect(JSON.stringify(await control.world())).not.toContain('"/c"');
    control.close();
  });

  it('says what is wrong when nobody is there', async () => {
    const emulator = await open();
    await emulator.close();
    running.pop();
    await expect(readWorld(emulator.endpoint)).rejects.toThrow('Emulator not reachable');
  });
});

describe('statistics', () => {
  it('E67: have the most operations that ran at a time', async () => {
    const emulator = await started({ operationTimeMs: 60_000 });
    for (const where of ['/a', '/b', '/c']) await ask(emulator, 'resource', 'CreateDirectory', create(where));
    expect(emulator.stats().operations).toEqual({ started: 3, running: 3, peak: 3, peak_per_instance: 3 });
    expect(emulator.stats().calls['CreateDirectory']).toBe(3);
  });
});
