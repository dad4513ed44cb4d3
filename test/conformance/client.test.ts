/** The cloud's official SDK as client of the emulator: our wire contract and our service, seen by somebody else's code. */
import { tlsDir } from './tls-roots';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { credentials, Metadata, status, type Client, type ServiceError } from '@grpc/grpc-js';
import { Session, waitForOperation } from '@yandex-cloud/nodejs-sdk';
import { resource, resourceService } from '@yandex-cloud/nodejs-sdk/backup-v1';
import { apiEndpointService } from '@yandex-cloud/nodejs-sdk/endpoint';
import { iamTokenService } from '@yandex-cloud/nodejs-sdk/iam-v1';
import { operationService, type operation } from '@yandex-cloud/nodejs-sdk/operation';
import { loadDefinitions } from '../../src/api/grpc-definitions';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../src/emulator';

const cert = readFileSync(path.join(tlsDir, 'cert.pem'));
const tls = { cert, key: readFileSync(path.join(tlsDir, 'key.pem')) };
const account = generateKeyPairSync('rsa', { modulusLength: 2048 });

const world = {
  folders: { f: {
    instances: [
      {
        compute_instance_id: 'vm-1', resource_id: '68b1e3f7-a855-4b0c-9d0e-1f2a3b4c5d6e', type: 'BMS', init_status: 'REGISTRED', status: 'OTHER', online: true, enabled: true, is_active: true,
        status_details: 'no_policies_applied', status_progress: 42, metadata: 'null', created_at: '2025-03-05T05:20:11.391Z', updated_at: '1999-12-31T23:59:59Z',
        last_backup_time: '2025-03-06T00:00:00.5Z', next_backup_time: '2025-03-07T00:00:00Z',
        agent_info: { current_version: '1.0', latest_version: '2.0', can_update: true }, tenant_info: { folder_id: 'f', personal_tenant_id: 'p', user_id: 'u' },
        directories: ['/', '/srv'], files: [{ path: '/srv/a.txt', size: 12 }],
        tasks: [{ id: 7, type: 'APPLY_POLICY', status: 'COMPLETED', result_code: 'WARNING', error: 'e', policy_id: 'pol', cancellable: true, progress: { current: 1, total: 4 }, enqueued_at: '2025-03-05T05:20:11.391Z', completed_at: '2025-03-05T06:20:11Z' }],
      },
      { compute_instance_id: 'vm-2', type: 'EXTERNAL_SERVER', init_status: 'FAILED_REGISTRATION', is_active: false, online: false },
    ],
    generate: { count: 3 },
  } },
  keys: [{ id: 'key1', service_account_id: 'aje1', public_key: account.publicKey.export({ type: 'spki', format: 'pem' }) }],
};

const running: Emulator[] = [];
const clients: Client[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  for (const emulator of running.splice(0)) await emulator.close();
});

async function started(options: Partial<EmulatorOptions> = {}): Promise<Emulator> {
  const emulator = await startEmulator({ world, operationTimeMs: 60, switches: { replica_lag_ms: 0, list_operations_lag_ms: 0 }, ...options });
  running.push(emulator);
  return emulator;
}

/** By the name that is in the certificate. */
const addressOf = (emulator: Emulator): string => `localhost:${emulator.endpoint.split(':')[1] ?? ''}`;

type Unary<Q, A> = (request: Q, metadata: Metadata, options: object, callback: (error: ServiceError | null, answer: A) => void) => { on(event: 'metadata', listener: (metadata: Metadata) => void): unknown };

/** A raw client of the SDK, its methods as promises; `seen` has the initial metadata of each call. */
function raw<C extends Client>(ctor: new (address: string, channel: ReturnType<typeof credentials.createSsl>) => C, endpoint: string, channel = credentials.createInsecure()) {
  const client = new ctor(endpoint, channel);
  clients.push(client);
  const seen: Metadata[] = [];
  const ask = <Q, A>(method: (client: C) => Unary<Q, A>, request: Q, headers: Record<string, string> = {}): Promise<A> => new Promise((resolve, reject) => {
    const metadata = new Metadata();
    for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
    method(client).call(client, request, metadata, {}, (error, answer) => (error === null ? resolve(answer) : reject(error))).on('metadata', (m) => seen.push(m));
  });
  return { ask, seen };
}

const { Resource_InitStatus, Resource_Status, ResourceType, Task_Code, Task_Status, Task_Type } = resource;
const ItemType = resourceService.ListDirectoryResponse_FilesystemItem_Type;
const rs = resourceService;

/** The doors to the same calls: plaintext and TLS, through the SDK's raw client. */
describe.each(['plaintext', 'TLS'] as const)('the SDK\'s raw client over %s', (door) => {
  async function open(options: Partial<EmulatorOptions> = {}) {
    const emulator = await started({ ...options, ...(door === 'TLS' ? { tls } : {}) });
    const channel = door === 'TLS' ? credentials.createSsl(cert) : credentials.createInsecure();
    const address = addressOf(emulator);
    return { emulator, address, channel, ...raw(rs.ResourceServiceClient, address, channel) };
  }

  it('E13: lists registrations in pages, every field as the world has it', async () => {
    const { ask } = await open();
    const first = await ask((c) => c.list, rs.ListResourcesRequest.fromPartial({ folderId: 'f', pageSize: 2 }));
    const second = await ask((c) => c.list, rs.ListResourcesRequest.fromPartial({ folderId: 'f', pageSize: 2, pageToken: first.nextPageToken }));
    expect([...first.resources, ...second.resources].map((r: { computeInstanceId: string }) => r.computeInstanceId)).toEqual(['vm-1', 'vm-2', 'vm-3']);
    expect(first.resources[0]).toMatchObject({
      computeInstanceId: 'vm-1', resourceId: '68b1e3f7-a855-4b0c-9d0e-1f2a3b4c5d6e', type: ResourceType.BMS, initStatus: Resource_InitStatus.REGISTRED, status: Resource_Status.OTHER,
      online: true, enabled: true, isActive: true, statusDetails: 'no_policies_applied', statusProgress: 42, metadata: 'null',
      createdAt: new Date('2025-03-05T05:20:11.391Z'), updatedAt: new Date('1999-12-31T23:59:59Z'), lastBackupTime: new Date('2025-03-06T00:00:00.5Z'), nextBackupTime: new Date('2025-03-07T00:00:00Z'),
      agentInfo: { currentVersion: '1.0', latestVersion: '2.0', canUpdate: true },
    });
    expect(first.resources[1]).toMatchObject({ type: ResourceType.EXTERNAL_SERVER, initStatus: Resource_InitStatus.FAILED_REGISTRATION, isActive: false, online: false });
    const filtered = await ask((c) => c.list, rs.ListResourcesRequest.fromPartial({ folderId: 'f', type: ResourceType.BMS }));
    expect(filtered.resources).toHaveLength(1);
  });

  it('E15, E64: gets one, with ids of the request in the initial metadata', async () => {
    const { ask, seen } = await open();
    const got = await ask((c) => c.get, rs.GetResourceRequest.fromPartial({ computeInstanceId: 'vm-1', includeTenantInfo: true }));
    expect(got.resource).toMatchObject({ resourceId: '68b1e3f7-a855-4b0c-9d0e-1f2a3b4c5d6e', tenantInfo: { folderId: 'f', personalTenantId: 'p', userId: 'u' } });
    expect([seen[0]?.get('x-request-id')[0], seen[0]?.get('x-server-trace-id')[0]]).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), expect.stringMatching(/^[0-9a-f]{32}$/)]);
  });

  it('E21, E22: lists directories and volumes', async () => {
    const { ask } = await open();
    const of = async (where: string) => (await ask((c) => c.listDirectory, rs.ListDirectoryRequest.fromPartial({ folderId: 'f', computeInstanceId: 'vm-1', path: where }))).items;
    expect(await of('/')).toEqual([expect.objectContaining({ name: 'srv', type: ItemType.DIRECTORY, fileType: ItemType.DIRECTORY, size: 0 })]);
    expect(await of('/srv')).toEqual([expect.objectContaining({ name: 'a.txt', type: ItemType.FILE, fileType: ItemType.FILE, size: 12 })]);
    expect(await of('')).toEqual([expect.objectContaining({ name: '/', type: ItemType.VOLUME })]);
  });

  it('E17: lists tasks', async () => {
    const { ask } = await open();
    const { tasks } = await ask((c) => c.listTasks, rs.ListTasksRequest.fromPartial({ computeInstanceId: 'vm-1' }));
    expect(tasks).toEqual([expect.objectContaining({
      id: 7, computeInstanceId: 'vm-1', type: Task_Type.APPLY_POLICY, status: Task_Status.COMPLETED, resultCode: Task_Code.WARNING, error: 'e', policyId: 'pol', cancellable: true,
      progress: expect.objectContaining({ current: 1, total: 4 }), enqueuedAt: new Date('2025-03-05T05:20:11.391Z'), completedAt: new Date('2025-03-05T06:20:11Z'),
    })]);
    expect(tasks[0]?.startedAt).toBeUndefined();
  });

  it('E40, E46: creates a directory once for one key, and lists the operation', async () => {
    const { ask, channel, address } = await open();
    const request = rs.CreateDirectoryRequest.fromPartial({ folderId: 'f', computeInstanceId: 'vm-1', path: '/srv/new' });
    const key = { 'idempotency-key': 'b0a6a9a0-8e1f-4b3e-9e3a-0c6f0f3d7a11' };
    const begun: operation.Operation = await ask((c) => c.createDirectory, request, key);
    expect(begun).toMatchObject({ id: expect.stringMatching(/^[a-z0-9]{20}$/), done: false, createdBy: 'anonymous' });
    expect([begun.error, begun.response]).toEqual([undefined, undefined]);
    expect(begun.metadata?.typeUrl).toBe('type.googleapis.com/yandex.cloud.backup.v1.CreateDirectoryMetadata');
    expect(rs.CreateDirectoryMetadata.decode(begun.metadata?.value ?? Buffer.alloc(0))).toMatchObject({ computeInstanceId: 'vm-1', path: '/srv/new' });
    expect((await ask((c) => c.createDirectory, request, key)).id).toBe(begun.id);
    const operations = raw(operationService.OperationServiceClient, address, channel);
    let polled: operation.Operation = begun;
    while (!polled.done) polled = await operations.ask((c) => c.get, operationService.GetOperationRequest.fromPartial({ operationId: begun.id }));
    expect(polled.error).toBeUndefined();
    expect(polled).toMatchObject({ response: { typeUrl: 'type.googleapis.com/google.protobuf.Empty' } });
    const listed = await ask((c) => c.listOperations, rs.ListResourceOperationsRequest.fromPartial({ computeInstanceId: 'vm-1' }));
    expect(listed.operations.map((o: operation.Operation) => o.id)).toEqual([begun.id]);
    expect(await operations.ask((c) => c.cancel, operationService.CancelOperationRequest.fromPartial({ operationId: begun.id }))).toMatchObject({ done: true });
  });

  it('E30, E32: deletes a pair, and knows it no more', async () => {
    const { ask } = await open({ operationTimeMs: 0 });
    const request = rs.DeleteResourceRequest.fromPartial({ computeInstanceId: 'vm-1', resourceId: '68b1e3f7-a855-4b0c-9d0e-1f2a3b4c5d6e' });
    const deleted: operation.Operation = await ask((c) => c.delete, request);
    expect(deleted.done).toBe(true);
    expect(rs.DeleteResourceMetadata.decode(deleted.metadata?.value ?? Buffer.alloc(0))).toMatchObject({ computeInstanceId: 'vm-1' });
    await expect(ask((c) => c.get, rs.GetResourceRequest.fromPartial({ computeInstanceId: 'vm-1' }))).rejects.toMatchObject({ code: status.NOT_FOUND });
    await expect(ask((c) => c.delete, request)).rejects.toMatchObject({ code: status.NOT_FOUND });
  });

  it('E65: gives a registration token', async () => {
    const { ask } = await open();
    const token = await ask((c) => c.getInstanceRegistrationToken, rs.GetInstanceRegistrationTokenRequest.fromPartial({ folderId: 'f', type: ResourceType.EXTERNAL_VM }));
    expect(token).toMatchObject({ instanceRegistrationId: expect.stringMatching(/./), expiredAt: expect.any(Date) });
  });

  it('E10, E64: refuses with details that decode', async () => {
    const { ask, seen } = await open();
    const refused = await ask((c) => c.list, rs.ListResourcesRequest.fromPartial({ pageSize: 2000 })).catch((error: ServiceError) => error) as ServiceError;
    expect(refused).toMatchObject({ code: status.INVALID_ARGUMENT, details: 'Request validation error: folder_id: is required; page_size: must be from 0 to 1000' });
    const definitions = loadDefinitions();
    const { details } = definitions.status.decode(refused.metadata.get('grpc-status-details-bin')[0] as Buffer);
    expect(details.map((any) => any.type_url.split('/')[1])).toEqual(['google.rpc.BadRequest', 'google.rpc.RequestInfo']);
    const info = details[1] && definitions.unpackAny('google.rpc.RequestInfo', details[1]);
    expect(info?.requestId).toBe(seen[0]?.get('x-request-id')[0]);
  });

  it('E60: tells where everything is', async () => {
    const { emulator, address, channel } = await open();
    const { ask } = raw(apiEndpointService.ApiEndpointServiceClient, address, channel);
    const { endpoints } = await ask((c) => c.list, apiEndpointService.ListApiEndpointsRequest.fromPartial({}));
    expect(endpoints.map((e: { id: string; address: string }) => [e.id, e.address])).toEqual(['backup', 'endpoint', 'iam', 'operation'].map((id) => [id, emulator.endpoint]));
    expect(await ask((c) => c.get, apiEndpointService.GetApiEndpointRequest.fromPartial({ apiEndpointId: 'backup' }))).toMatchObject({ address: emulator.endpoint });
  });

  it('E62: gives and revokes tokens', async () => {
    const { address, channel } = await open();
    const { ask } = raw(iamTokenService.IamTokenServiceClient, address, channel);
    const { iamToken, expiresAt } = await ask((c) => c.create, iamTokenService.CreateIamTokenRequest.fromPartial({ yandexPassportOauthToken: 'y0_x' }));
    expect(expiresAt).toBeInstanceOf(Date);
    const other = await ask((c) => c.createForServiceAccount, iamTokenService.CreateIamTokenForServiceAccountRequest.fromPartial({ serviceAccountId: 'aje7' }), { authorization: `Bearer ${iamToken}` });
    expect(await ask((c) => c.revoke, iamTokenService.RevokeIamTokenRequest.fromPartial({ iamToken: other.iamToken }))).toMatchObject({ subjectId: 'aje7' });
  });
});

describe('the SDK\'s session', () => {
  it('E40: waits for an operation until it is done', async () => {
    const address = addressOf(await started({ tls }));
    const session = new Session({ iamToken: 't1.a.b', ssl: { rootCerts: cert }, pollInterval: 20 });
    const client = session.client(rs.ResourceServiceClient, address);
    const begun = await client.createDirectory(rs.CreateDirectoryRequest.fromPartial({ folderId: 'f', computeInstanceId: 'vm-1', path: '/srv/x' }));
    const done = await waitForOperation(begun, session, 10_000, address);
    expect(done).toMatchObject({ id: begun.id, done: true });
    expect(done.error).toBeUndefined();
    const { items } = await client.listDirectory(rs.ListDirectoryRequest.fromPartial({ folderId: 'f', computeInstanceId: 'vm-1', path: '/srv' }));
    expect(items.map((item) => item.name)).toEqual(['a.txt', 'x']);
  });

  it('E62: exchanges its service-account key for a token, and is known by it', async () => {
    const address = addressOf(await started({ tls, switches: { auth: 'issued' }, operationTimeMs: 0 }));
    // The map is the SDK's own singleton, out of reach of its exports.
    const map = jest.requireActual<Record<string, string>>(path.join(path.dirname(require.resolve('@yandex-cloud/nodejs-sdk')), 'service-endpoints-map.json'));
    map['yandex.cloud.iam.v1.IamTokenService'] = address;
    const privateKey = account.privateKey.export({ type: 'pkcs8', format: 'pem' });
    const session = new Session({ serviceAccountJson: { serviceAccountId: 'aje1', accessKeyId: 'key1', privateKey }, ssl: { rootCerts: cert } });
    const client = session.client(rs.ResourceServiceClient, address);
    const created = await client.createDirectory(rs.CreateDirectoryRequest.fromPartial({ folderId: 'f', computeInstanceId: 'vm-1', path: '/srv/y' }));
    expect(created.createdBy).toBe('aje1');
    const stranger = new Session({ iamToken: 't1.not.issued', ssl: { rootCerts: cert } }).client(rs.ResourceServiceClient, address);
    await expect(stranger.get(rs.GetResourceRequest.fromPartial({ computeInstanceId: 'vm-1' }))).rejects.toThrow('Token is invalid or has expired.');
  });
});
