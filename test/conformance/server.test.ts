import { generateKeyPairSync, verify, constants } from 'node:crypto';
import { Server, ServerCredentials, type handleUnaryCall, type UntypedServiceImplementation } from '@grpc/grpc-js';
import { resource, resourceService } from '@yandex-cloud/nodejs-sdk/backup-v1';
import { apiEndpointService } from '@yandex-cloud/nodejs-sdk/endpoint';
import { iamTokenService } from '@yandex-cloud/nodejs-sdk/iam-v1';
import { operation, operationService } from '@yandex-cloud/nodejs-sdk/operation';
import descriptors from '../../src/api/generated/descriptors.json';
import { connect, systemClock, type Connection } from '../../src/api';
import { channelCredentials, openChannel, type GrpcChannel } from '../../src/api/grpc-channel';
import { unaryCall } from '../../src/api/grpc-call';
import { loadDefinitions } from '../../src/api/grpc-definitions';
import { fixedToken } from '../../src/api/token-source';
import { seededRandom } from '../support/random';

/** The official SDK's definitions serve; every message that our client sends or reads passes through their codec. */
const received: { method: string; request: unknown; authorization: unknown; key: unknown }[] = [];

function answer<Q, A>(method: string, reply: (request: Q) => A): handleUnaryCall<Q, A> {
  return (call, callback) => {
    received.push({ method, request: call.request, authorization: call.metadata.get('authorization')[0], key: call.metadata.get('idempotency-key')[0] });
    callback(null, reply(call.request));
  };
}

const at = new Date('2025-03-05T05:20:11.391Z');
const { Resource_Status, Resource_InitStatus, ResourceType, Task_Type, Task_Status, Task_Code } = resource;
const ItemType = resourceService.ListDirectoryResponse_FilesystemItem_Type;

const vm = resource.Resource.fromPartial({
  computeInstanceId: 'fhm1', createdAt: at, updatedAt: new Date('1999-12-31T23:59:59Z'), online: true, enabled: true,
  status: Resource_Status.RECOVERING, statusDetails: 'no_policies_applied', statusProgress: 42, lastBackupTime: at, nextBackupTime: at,
  resourceId: '68b1e3f7-a855-4b0c-9d0e-1f2a3b4c5d6e', isActive: true, initStatus: Resource_InitStatus.REGISTRED, metadata: 'null',
  type: ResourceType.EXTERNAL_VM, tenantInfo: { folderId: 'f', personalTenantId: 'p', userId: 'u' },
  agentInfo: { currentVersion: '1.0', latestVersion: '2.0', canUpdate: true },
});
const started = (metadata: { typeUrl: string; value: Buffer }, id: string): operation.Operation =>
  operation.Operation.fromPartial({ id, description: 'made', createdAt: at, createdBy: 'aje1', modifiedAt: at, done: false, metadata });

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
let server: Server;
let address: string;
let connection: Connection;
let channel: GrpcChannel;

beforeAll(async () => {
  server = new Server();
  server.addService(resourceService.ResourceServiceService, {
    list: answer<resourceService.ListResourcesRequest, resourceService.ListResourcesResponse>('List',
      () => resourceService.ListResourcesResponse.fromPartial({ resources: [vm, {}], nextPageToken: 'next' })),
    get: answer<resourceService.GetResourceRequest, resourceService.GetResourceResponse>('Get',
      () => resourceService.GetResourceResponse.fromPartial({ resource: vm })),
    delete: answer<resourceService.DeleteResourceRequest, operation.Operation>('Delete', (request) => started({
      typeUrl: 'type.googleapis.com/yandex.cloud.backup.v1.DeleteResourceMetadata',
      value: Buffer.from(resourceService.DeleteResourceMetadata.encode(resourceService.DeleteResourceMetadata.fromPartial({ computeInstanceId: request.computeInstanceId })).finish()),
    }, 'op-delete')),
    listTasks: answer<resourceService.ListTasksRequest, resourceService.ListTasksResponse>('ListTasks',
      () => resourceService.ListTasksResponse.fromPartial({
        tasks: [{
          id: Number.MAX_SAFE_INTEGER, cancellable: true, policyId: 'pol', type: Task_Type.REVOKE_POLICY, progress: { current: 1, total: 4 },
          status: Task_Status.COMPLETED, enqueuedAt: at, startedAt: at, updatedAt: at, completedAt: at, computeInstanceId: 'fhm1',
          resultCode: Task_Code.TIMEDOUT, error: 'late',
        }],
      })),
    listDirectory: answer<resourceService.ListDirectoryRequest, resourceService.ListDirectoryResponse>('ListDirectory',
      () => resourceService.ListDirectoryResponse.fromPartial({
        items: [{ name: 'srv', type: ItemType.DIRECTORY, fileType: ItemType.DIRECTORY, size: 4096 }, { name: 'C:\\', type: ItemType.VOLUME },
          { name: 'a.txt', type: ItemType.FILE, fileType: ItemType.FILE, size: 5_000_000_000 }],
      })),
    createDirectory: answer<resourceService.CreateDirectoryRequest, operation.Operation>('CreateDirectory', (request) => started({
      typeUrl: 'type.googleapis.com/yandex.cloud.backup.v1.CreateDirectoryMetadata',
      value: Buffer.from(resourceService.CreateDirectoryMetadata.encode(resourceService.CreateDirectoryMetadata.fromPartial({ computeInstanceId: request.computeInstanceId, path: request.path })).finish()),
    }, 'op-create')),
    listOperations: answer<resourceService.ListResourceOperationsRequest, resourceService.ListResourceOperationsResponse>('ListOperations',
      () => resourceService.ListResourceOperationsResponse.fromPartial({
        operations: [{ id: 'a', done: true, error: { code: 9, message: 'offline' } }, { id: 'b', done: true, response: { typeUrl: 'x/google.protobuf.Empty' } }],
      })),
    getInstanceRegistrationToken: answer<resourceService.GetInstanceRegistrationTokenRequest, resourceService.GetInstanceRegistrationTokenResponse>(
      'GetInstanceRegistrationToken',
      () => resourceService.GetInstanceRegistrationTokenResponse.fromPartial({ instanceRegistrationId: 'reg', expiredAt: at })),
  } satisfies UntypedServiceImplementation);
  server.addService(operationService.OperationServiceService, {
    get: answer<operationService.GetOperationRequest, operation.Operation>('Operation.Get',
      (request) => operation.Operation.fromPartial({ id: request.operationId, done: true, response: { typeUrl: 'type.googleapis.com/google.protobuf.Empty' } })),
    cancel: answer<operationService.CancelOperationRequest, operation.Operation>('Operation.Cancel',
      (request) => operation.Operation.fromPartial({ id: request.operationId })),
  } satisfies UntypedServiceImplementation);
  server.addService(apiEndpointService.ApiEndpointServiceService, {
    list: answer('Endpoint.List', () => apiEndpointService.ListApiEndpointsResponse.fromPartial({
      endpoints: ['iam', 'backup', 'operation', 'compute'].map((id) => ({ id, address })),
    })),
    get: answer('Endpoint.Get', () => ({ id: 'backup', address })),
  } satisfies UntypedServiceImplementation);
  server.addService(iamTokenService.IamTokenServiceService, {
    create: answer('Iam.Create', () => iamTokenService.CreateIamTokenResponse.fromPartial({ iamToken: 't1.made.here', expiresAt: new Date(Date.now() + 3_600_000) })),
    createForServiceAccount: answer('Iam.CreateForServiceAccount', () => iamTokenService.CreateIamTokenResponse.fromPartial({})),
    revoke: answer('Iam.Revoke', () => iamTokenService.RevokeIamTokenResponse.fromPartial({})),
  } satisfies UntypedServiceImplementation);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => (error === null ? resolve(bound) : reject(error)));
  });
  address = `127.0.0.1:${port}`;
  const opened = connect({
    endpoint: address, backupEndpoint: undefined, operationEndpoint: undefined, iamEndpoint: undefined, plaintext: true, insecure: false, caFile: undefined,
    allowedHosts: [], maxRetries: 1, requestsPerSecond: undefined,
    credentials: {
      kind: 'service-account-key',
      pathOrContent: JSON.stringify({ id: 'key1', service_account_id: 'aje1', private_key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }) }),
    },
  }, { clock: systemClock(), random: seededRandom() });
  if (!opened.ok) throw new Error(JSON.stringify(opened.diagnostics));
  connection = opened.value;
  channel = openChannel({ address, credentials: channelCredentials({ plaintext: true, insecure: false, ca: undefined }), userAgent: 'test' });
});

beforeEach(() => { received.length = 0; });

afterAll(() => {
  connection.close();
  channel.close();
  server.forceShutdown();
});

const key = '123e4567-e89b-42d3-a456-426614174000';

describe('our client against the official service definitions', () => {
  it('List agrees in request and answer, absent fields included', async () => {
    const page = await connection.api.list({ folderId: 'b1g', pageSize: 1000, pageToken: 'tok', type: 'EXTERNAL_SERVER' });
    expect(received.at(-1)).toMatchObject({ method: 'List', request: { folderId: 'b1g', pageSize: 1000, pageToken: 'tok', type: ResourceType.EXTERNAL_SERVER } });
    expect(page.nextPageToken).toBe('next');
    expect(page.items[0]).toEqual({
      computeInstanceId: 'fhm1', resourceId: '68b1e3f7-a855-4b0c-9d0e-1f2a3b4c5d6e', type: 'EXTERNAL_VM', initStatus: 'REGISTRED', status: 'RECOVERING',
      statusDetails: 'no_policies_applied', statusProgress: '42', online: true, enabled: true, isActive: true, metadata: 'null',
      createdAt: '2025-03-05T05:20:11.391Z', updatedAt: '1999-12-31T23:59:59Z', lastBackupTime: '2025-03-05T05:20:11.391Z',
      nextBackupTime: '2025-03-05T05:20:11.391Z', agentInfo: { currentVersion: '1.0', latestVersion: '2.0', canUpdate: true },
    });
    expect(page.items[1]).toMatchObject({ type: 'RESOURCE_TYPE_UNSPECIFIED', initStatus: 'INIT_STATUS_UNSPECIFIED', isActive: false, createdAt: '', agentInfo: undefined });
  });

  it('Get agrees', async () => {
    const found = await connection.api.get({ computeInstanceId: 'fhm1' });
    expect(received.at(-1)).toMatchObject({ method: 'Get', request: { computeInstanceId: 'fhm1', includeTenantInfo: false } });
    expect(found).toMatchObject({ computeInstanceId: 'fhm1', status: 'RECOVERING' });
  });

  it('Delete agrees, with its metadata and the idempotency key', async () => {
    const made = await connection.api.deleteResource({ computeInstanceId: 'fhm1', resourceId: 'R-1' }, { idempotencyKey: key });
    expect(received.at(-1)).toMatchObject({ method: 'Delete', request: { computeInstanceId: 'fhm1', resourceId: 'R-1' }, key });
    expect(made).toEqual({
      id: 'op-delete', description: 'made', createdAt: '2025-03-05T05:20:11.391Z', createdBy: 'aje1', modifiedAt: '2025-03-05T05:20:11.391Z', done: false,
      metadata: { kind: 'delete-resource', computeInstanceId: 'fhm1' }, error: undefined,
    });
  });

  it('CreateDirectory agrees, with its metadata and the idempotency key', async () => {
    const made = await connection.api.createDirectory({ folderId: 'b1g', computeInstanceId: 'fhm1', path: '/srv/ä' }, { idempotencyKey: key });
    expect(received.at(-1)).toMatchObject({ method: 'CreateDirectory', request: { folderId: 'b1g', computeInstanceId: 'fhm1', path: '/srv/ä' }, key });
    expect(made).toMatchObject({ id: 'op-create', metadata: { kind: 'create-directory', computeInstanceId: 'fhm1', path: '/srv/ä' } });
  });

  it('ListTasks agrees', async () => {
    const page = await connection.api.listTasks({ computeInstanceId: 'fhm1', pageSize: 5, pageToken: '' });
    expect(received.at(-1)).toMatchObject({ method: 'ListTasks', request: { computeInstanceId: 'fhm1', pageSize: 5, pageToken: '' } });
    expect(page.items).toEqual([{
      id: '9007199254740991', computeInstanceId: 'fhm1', policyId: 'pol', type: 'REVOKE_POLICY', status: 'COMPLETED', resultCode: 'TIMEDOUT', error: 'late',
      cancellable: true, progress: { current: '1', total: '4' }, enqueuedAt: '2025-03-05T05:20:11.391Z', startedAt: '2025-03-05T05:20:11.391Z',
      updatedAt: '2025-03-05T05:20:11.391Z', completedAt: '2025-03-05T05:20:11.391Z',
    }]);
  });

  it('ListDirectory agrees', async () => {
    const items = await connection.api.listDirectory({ folderId: 'b1g', computeInstanceId: 'fhm1', path: '/' });
    expect(received.at(-1)).toMatchObject({ method: 'ListDirectory', request: { folderId: 'b1g', computeInstanceId: 'fhm1', path: '/' } });
    expect(items).toEqual([
      { name: 'srv', type: 'DIRECTORY', fileType: 'DIRECTORY', size: '4096' }, { name: 'C:\\', type: 'VOLUME', fileType: 'TYPE_UNSPECIFIED', size: '0' },
      { name: 'a.txt', type: 'FILE', fileType: 'FILE', size: '5000000000' },
    ]);
  });

  it('ListOperations agrees, with both ends of an operation', async () => {
    const page = await connection.api.listOperations({ computeInstanceId: 'fhm1', pageSize: 1000, pageToken: '' });
    expect(received.at(-1)).toMatchObject({ method: 'ListOperations', request: { computeInstanceId: 'fhm1', pageSize: 1000 } });
    expect(page.items).toMatchObject([{ id: 'a', done: true, error: { code: 9, message: 'offline' } }, { id: 'b', done: true, error: undefined, metadata: { kind: 'none' } }]);
  });

  it('OperationService.Get agrees', async () => {
    const { operation: found } = await connection.api.getOperation({ operationId: 'op-1' });
    expect(found).toMatchObject({ id: 'op-1', done: true, error: undefined });
  });

  it('the calls that the client has no port for agree as well', async () => {
    const definitions = loadDefinitions();
    const ports = { channel, tokens: fixedToken('t1.a.b'), random: seededRandom(), definitions };
    const limits = { deadlineMs: 10_000, mostBytes: 1_000_000 };
    const token = await unaryCall(ports, { name: 'x', codec: definitions.resource.GetInstanceRegistrationToken, ...limits }, { folderId: 'b1g', type: 'BMS' }, {});
    expect(received.at(-1)).toMatchObject({ request: { folderId: 'b1g', type: ResourceType.BMS } });
    expect(token.response).toEqual({ instanceRegistrationId: 'reg', expiredAt: { seconds: '1741152011', nanos: 391_000_000 } });
    await unaryCall(ports, { name: 'x', codec: definitions.operation.Cancel, ...limits }, { operationId: 'op-9' }, {});
    expect(received.at(-1)).toMatchObject({ method: 'Operation.Cancel', request: { operationId: 'op-9' } });
    await unaryCall(ports, { name: 'x', codec: definitions.iamToken.CreateForServiceAccount, ...limits }, { serviceAccountId: 'aje2' }, {});
    expect(received.at(-1)).toMatchObject({ request: { serviceAccountId: 'aje2' } });
    await unaryCall(ports, { name: 'x', codec: definitions.iamToken.Revoke, ...limits }, { iamToken: 't1' }, {});
    expect(received.at(-1)).toMatchObject({ request: { iamToken: 't1' } });
    await unaryCall(ports, { name: 'x', codec: definitions.endpoint.Get, ...limits }, { apiEndpointId: 'backup' }, {});
    expect(received.at(-1)).toMatchObject({ request: { apiEndpointId: 'backup' } });
    const raw = await unaryCall(ports, { name: 'x', codec: definitions.resource.Get, ...limits }, { computeInstanceId: 'fhm1', includeTenantInfo: true }, {});
    expect(received.at(-1)).toMatchObject({ request: { includeTenantInfo: true } });
    expect(raw.response.resource?.tenantInfo).toEqual({ folderId: 'f', personalTenantId: 'p', userId: 'u' });
  });

  it.each([
    ['Resource.Status', Resource_Status], ['Resource.InitStatus', Resource_InitStatus], ['ResourceType', ResourceType], ['Task.Type', Task_Type],
    ['Task.Status', Task_Status], ['Task.Code', Task_Code], ['ListDirectoryResponse.FilesystemItem.Type', ItemType],
  ])('every value of %s has the official name and number', (name, official) => {
    const ours = name.split('.').reduce<any>((at, part) => at.nested[part], (descriptors as any).nested.yandex.nested.cloud.nested.backup.nested.v1).values;
    const theirs = Object.fromEntries(Object.entries(official).filter(([key, value]) => typeof value === 'number' && key !== 'UNRECOGNIZED'));
    expect(ours).toEqual(theirs);
  });

  it('finds the services by discovery, exchanges a signed JWT, and then carries the token', async () => {
    // A connection of its own, so that discovery and exchange happen here whatever ran before.
    const opened = connect({
      endpoint: address, backupEndpoint: undefined, operationEndpoint: undefined, iamEndpoint: undefined, plaintext: true, insecure: false, caFile: undefined,
      allowedHosts: [], maxRetries: 1, requestsPerSecond: undefined,
      credentials: {
        kind: 'service-account-key',
        pathOrContent: JSON.stringify({ id: 'key1', serviceAccountId: 'aje1', privateKey: `PLEASE DO NOT REMOVE THIS LINE!\n${keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()}` }),
      },
    }, { clock: systemClock(), random: seededRandom() });
    if (!opened.ok) throw new Error(JSON.stringify(opened.diagnostics));
    await Promise.all([opened.value.api.get({ computeInstanceId: 'fhm1' }), opened.value.api.getOperation({ operationId: 'op' })]);
    opened.value.close();
    expect(received.map(({ method }) => method).sort()).toEqual(['Endpoint.List', 'Get', 'Iam.Create', 'Operation.Get']);
    expect(received.filter(({ authorization }) => authorization === 'Bearer t1.made.here').map(({ method }) => method).sort()).toEqual(['Get', 'Operation.Get']);
    const { jwt } = received.find(({ method }) => method === 'Iam.Create')?.request as { jwt: string };
    const [head = '', body = '', signature = ''] = jwt.split('.');
    expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toEqual({ typ: 'JWT', alg: 'PS256', kid: 'key1' });
    expect(JSON.parse(Buffer.from(body, 'base64url').toString())).toMatchObject({ iss: 'aje1', aud: 'https://iam.api.cloud.yandex.net/iam/v1/tokens' });
    expect(verify('sha256', Buffer.from(`${head}.${body}`), { key: keys.publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 },
      Buffer.from(signature, 'base64url'))).toBe(true);
  });
});
