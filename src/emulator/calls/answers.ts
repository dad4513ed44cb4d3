import type { Registration, StoredOperation, Task } from '../model';
import type { TreeNode } from '../tree';
import type { RemotePath } from '../paths';

/** A task with the id that it is told with. */
export interface NumberedTask {
  readonly id: string;
  readonly computeInstanceId: string;
  readonly task: Task;
}

/** An entry of a listing: a volume, or what a directory has below it. `parent` is undefined for volumes. */
export interface ListedItem {
  readonly parent: RemotePath | undefined;
  readonly path: RemotePath;
  readonly node: TreeNode;
}

/** What each call answers, before it is put in the form of the wire. Operations are encoded at once: they go on changing. */
export interface Answers {
  readonly List: { readonly registrations: readonly Registration[]; readonly nextPageToken: string };
  readonly Get: { readonly registration: Registration; readonly includeTenantInfo: boolean };
  readonly Delete: StoredOperation;
  readonly ListTasks: { readonly tasks: readonly NumberedTask[]; readonly nextPageToken: string };
  readonly ListDirectory: { readonly items: readonly ListedItem[] };
  readonly CreateDirectory: StoredOperation;
  readonly ListOperations: { readonly operations: readonly StoredOperation[]; readonly nextPageToken: string };
  readonly GetInstanceRegistrationToken: { readonly instanceRegistrationId: string; readonly expiresAt: string };
  readonly 'OperationService.Get': StoredOperation;
  readonly 'OperationService.Cancel': StoredOperation;
  readonly 'ApiEndpointService.Get': ApiEndpoint;
  readonly 'ApiEndpointService.List': { readonly endpoints: readonly ApiEndpoint[] };
  readonly 'IamTokenService.Create': TokenAnswer;
  readonly 'IamTokenService.CreateForServiceAccount': TokenAnswer;
  readonly 'IamTokenService.Revoke': { readonly subjectId: string };
}

export interface ApiEndpoint {
  readonly id: string;
  readonly address: string;
}

export interface TokenAnswer {
  readonly iamToken: string;
  /** RFC 3339. */
  readonly expiresAt: string;
}
