import type { Definitions } from '../api/grpc-definitions';
import type { Sent, WireOperation } from '../api/wire';
import type { Answers } from './calls/answers';
import { statusOf } from './grpc-status';
import type { Registration, StoredOperation } from './model';
import { presentItem, presentRegistration, presentTask } from './present';
import type { MethodName } from './requests';
import type { Switches } from './switches';
import { isoTime, protoTime } from './times';
import type { TreeNode } from './tree';

export type Encoders = { readonly [M in MethodName]: (answer: Answers[M]) => Buffer };

/**
 * Encoders of all answers. Protobuf lets encoded messages be joined: a list of one thing, encoded, is that thing's part of any
 * longer list. So what is listed is encoded once and kept until it changes (registrations) or goes (entries of directories).
 */
export function newEncoders(definitions: Definitions, switches: Switches): Encoders {
  const { resource, operation, endpoint, iamToken } = definitions;
  const listed = new WeakMap<Registration, Buffer>();
  const items = new WeakMap<TreeNode, Buffer>();
  const wireOperation = (stored: StoredOperation): Sent<WireOperation> => presentOperation(definitions, switches, stored);
  return {
    List: ({ registrations, nextPageToken }) => {
      const parts = registrations.map((registration) => kept(listed, registration, () =>
        resource.List.responseSerialize({ resources: [presentRegistration(switches, registration, 'List', false)] })));
      return joined(parts, nextPageToken === '' ? undefined : resource.List.responseSerialize({ nextPageToken }));
    },
    Get: ({ registration, includeTenantInfo }) =>
      resource.Get.responseSerialize({ resource: presentRegistration(switches, registration, 'Get', includeTenantInfo) }),
    Delete: (stored) => resource.Delete.responseSerialize(wireOperation(stored)),
    ListTasks: ({ tasks, nextPageToken }) => resource.ListTasks.responseSerialize({ tasks: tasks.map((task) => presentTask(switches, task)), nextPageToken }),
    ListDirectory: (answer) => joined(answer.items.map((item) => {
      const encode = (): Buffer => resource.ListDirectory.responseSerialize({ items: [presentItem(switches, item)] });
      // A volume is named otherwise than the same node below a path; there are few.
      return item.parent === undefined ? encode() : kept(items, item.node, encode);
    })),
    CreateDirectory: (stored) => resource.CreateDirectory.responseSerialize(wireOperation(stored)),
    ListOperations: ({ operations, nextPageToken }) => resource.ListOperations.responseSerialize({ operations: operations.map(wireOperation), nextPageToken }),
    GetInstanceRegistrationToken: ({ instanceRegistrationId, expiresAt }) =>
      resource.GetInstanceRegistrationToken.responseSerialize({ instanceRegistrationId, expiredAt: protoTime(expiresAt) }),
    'OperationService.Get': (stored) => operation.Get.responseSerialize(wireOperation(stored)),
    'OperationService.Cancel': (stored) => operation.Cancel.responseSerialize(wireOperation(stored)),
    'ApiEndpointService.Get': (answer) => endpoint.Get.responseSerialize(answer),
    'ApiEndpointService.List': ({ endpoints }) => endpoint.List.responseSerialize({ endpoints }),
    'IamTokenService.Create': ({ iamToken: token, expiresAt }) => iamToken.Create.responseSerialize({ iamToken: token, expiresAt: protoTime(expiresAt) }),
    'IamTokenService.CreateForServiceAccount': ({ iamToken: token, expiresAt }) =>
      iamToken.CreateForServiceAccount.responseSerialize({ iamToken: token, expiresAt: protoTime(expiresAt) }),
    'IamTokenService.Revoke': (answer) => iamToken.Revoke.responseSerialize(answer),
  };
}

function kept<K extends object>(cache: WeakMap<K, Buffer>, key: K, encode: () => Buffer): Buffer {
  let bytes = cache.get(key);
  if (bytes === undefined) {
    bytes = encode();
    cache.set(key, bytes);
  }
  return bytes;
}

function joined(parts: readonly Buffer[], last?: Buffer): Buffer {
  return Buffer.concat(last === undefined ? parts : [...parts, last]);
}

function presentOperation(definitions: Definitions, switches: Switches, stored: StoredOperation): Sent<WireOperation> {
  const { phase } = stored;
  return {
    id: stored.id,
    description: stored.deed.kind === 'create-directory' ? 'Create directory' : 'Delete resource',
    createdAt: protoTime(isoTime(stored.createdAt)),
    createdBy: stored.createdBy,
    modifiedAt: protoTime(isoTime(stored.modifiedAt)),
    done: phase.is === 'succeeded' || phase.is === 'failed',
    metadata: metadataOf(definitions, switches, stored),
    ...(phase.is === 'failing' || phase.is === 'failed' ? { error: statusOf(definitions, phase.error, switches.error_details === 'on') } : {}),
    ...(phase.is === 'succeeded' ? { response: definitions.packAny('google.protobuf.Empty', {}) } : {}),
  };
}

function metadataOf(definitions: Definitions, switches: Switches, { deed }: StoredOperation): Sent<WireOperation>['metadata'] {
  if (switches.operation_metadata === 'none') return undefined;
  const full = switches.operation_metadata === 'full';
  if (deed.kind === 'create-directory') {
    return definitions.packAny('yandex.cloud.backup.v1.CreateDirectoryMetadata', full ? { computeInstanceId: deed.computeInstanceId, path: deed.path } : {});
  }
  return definitions.packAny('yandex.cloud.backup.v1.DeleteResourceMetadata', full ? { computeInstanceId: deed.computeInstanceId } : {});
}
