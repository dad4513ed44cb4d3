import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { loadDefinitions } from '../../src/api/grpc-definitions';

const definitions = loadDefinitions();

describe('service definitions', () => {
  it('come from a descriptor that is what proto/ says', () => {
    execFileSync(process.execPath, [path.join(__dirname, '../../scripts/generate-descriptors.js'), '--check'], { stdio: 'pipe' });
  });

  it('have the wire paths of the service', () => {
    const paths = [definitions.resource, definitions.operation, definitions.endpoint, definitions.iamToken]
      .flatMap((service) => Object.values(service).map((method) => method.path)).sort();
    expect(paths).toEqual([
      ...['CreateDirectory', 'Delete', 'Get', 'GetInstanceRegistrationToken', 'List', 'ListDirectory', 'ListOperations', 'ListTasks']
        .map((name) => `/yandex.cloud.backup.v1.ResourceService/${name}`),
      '/yandex.cloud.endpoint.ApiEndpointService/Get', '/yandex.cloud.endpoint.ApiEndpointService/List',
      '/yandex.cloud.iam.v1.IamTokenService/Create', '/yandex.cloud.iam.v1.IamTokenService/CreateForServiceAccount',
      '/yandex.cloud.iam.v1.IamTokenService/Revoke',
      '/yandex.cloud.operation.OperationService/Cancel', '/yandex.cloud.operation.OperationService/Get',
    ].sort());
  });

  it('keep 64-bit integers and enum numbers that this build does not know', () => {
    const { responseSerialize, responseDeserialize } = definitions.resource.ListTasks;
    const sent = responseSerialize({ tasks: [{ id: '1558866320312345678', status: 77, type: 'BACKUP' }] });
    expect(responseDeserialize(sent).tasks[0]).toMatchObject({ id: '1558866320312345678', status: 77, type: 'BACKUP', resultCode: 'CODE_UNSPECIFIED' });
  });

  it('pack and unpack what an Any may carry', () => {
    const any = definitions.packAny('yandex.cloud.backup.v1.CreateDirectoryMetadata', { computeInstanceId: 'vm', path: '/a' });
    expect(any.type_url).toBe('type.googleapis.com/yandex.cloud.backup.v1.CreateDirectoryMetadata');
    expect(definitions.unpackAny('yandex.cloud.backup.v1.CreateDirectoryMetadata', any)).toEqual({ computeInstanceId: 'vm', path: '/a' });
    expect(definitions.unpackAny('yandex.cloud.backup.v1.DeleteResourceMetadata', any)).toBeUndefined();
    expect(definitions.packAny('google.protobuf.Empty', {}).value).toHaveLength(0);
    const retry = definitions.packAny('google.rpc.RetryInfo', { retryDelay: { seconds: '3', nanos: 500000000 } });
    expect(definitions.unpackAny('google.rpc.RetryInfo', retry)).toEqual({ retryDelay: { seconds: '3', nanos: 500000000 } });
  });

  it('answer undefined for an Any whose content is damaged', () => {
    const damaged = { type_url: 'x/google.rpc.RetryInfo', value: Buffer.from([0x0a, 0x7f, 0x01]) };
    expect(definitions.unpackAny('google.rpc.RetryInfo', damaged)).toBeUndefined();
  });
});
