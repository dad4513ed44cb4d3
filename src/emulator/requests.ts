import type {
  WireCreateIamTokenForServiceAccountRequest, WireCreateIamTokenRequest, WireDeleteResourceRequest, WireDirectoryRequest, WireGetApiEndpointRequest,
  WireGetResourceRequest, WireInstancePageRequest, WireListApiEndpointsRequest, WireListResourcesRequest, WireOperationRequest,
  WireRegistrationTokenRequest, WireRevokeIamTokenRequest,
} from '../api/wire';
import { refusal, type Refusal } from './refusal';

/** The request of each method: those of ResourceService bare, others with their service. */
export interface Requests {
  readonly List: WireListResourcesRequest;
  readonly Get: WireGetResourceRequest;
  readonly Delete: WireDeleteResourceRequest;
  readonly ListTasks: WireInstancePageRequest;
  readonly ListDirectory: WireDirectoryRequest;
  readonly CreateDirectory: WireDirectoryRequest;
  readonly ListOperations: WireInstancePageRequest;
  readonly GetInstanceRegistrationToken: WireRegistrationTokenRequest;
  readonly 'OperationService.Get': WireOperationRequest;
  readonly 'OperationService.Cancel': WireOperationRequest;
  readonly 'ApiEndpointService.Get': WireGetApiEndpointRequest;
  readonly 'ApiEndpointService.List': WireListApiEndpointsRequest;
  readonly 'IamTokenService.Create': WireCreateIamTokenRequest;
  readonly 'IamTokenService.CreateForServiceAccount': WireCreateIamTokenForServiceAccountRequest;
  readonly 'IamTokenService.Revoke': WireRevokeIamTokenRequest;
}

export type MethodName = keyof Requests;

/** All methods, by the names that statistics and the ledger use. */
export const methodNames = [
  'List', 'Get', 'Delete', 'ListTasks', 'ListDirectory', 'CreateDirectory', 'ListOperations', 'GetInstanceRegistrationToken',
  'OperationService.Get', 'OperationService.Cancel', 'ApiEndpointService.Get', 'ApiEndpointService.List',
  'IamTokenService.Create', 'IamTokenService.CreateForServiceAccount', 'IamTokenService.Revoke',
] as const satisfies readonly MethodName[];

type MutatingMethod = 'Delete' | 'CreateDirectory' | 'OperationService.Cancel';

/** Whether a call changes the world, so that the ledger has it. */
export function isMutating(method: MethodName): method is MutatingMethod {
  return method === 'Delete' || method === 'CreateDirectory' || method === 'OperationService.Cancel';
}

interface Violation {
  readonly field: string;
  readonly description: string;
}

/** Collects what is wrong with a request; `refusal()` is undefined for a good one. */
export class Validation {
  private readonly violations: Violation[] = [];

  required(field: string, value: string, longest = 50): this {
    if (value === '') return this.add(field, 'is required');
    return this.longest(field, value, longest);
  }

  longest(field: string, value: string, longest: number): this {
    // Lengths count characters, not UTF-16 units.
    return value.length > longest && [...value].length > longest ? this.add(field, `must be at most ${longest} characters long`) : this;
  }

  page(size: string | number, token: string): this {
    const number = Number(size);
    if (!Number.isInteger(number) || number < 0 || number > 1000) this.add('page_size', 'must be from 0 to 1000');
    return this.longest('page_token', token, 100);
  }

  add(field: string, description: string): this {
    this.violations.push({ field, description });
    return this;
  }

  refusal(): Refusal | undefined {
    if (this.violations.length === 0) return undefined;
    const told = this.violations.map((v) => `${v.field}: ${v.description}`).join('; ');
    return refusal('INVALID_ARGUMENT', `Request validation error: ${told}`, { kind: 'bad-request', violations: this.violations });
  }
}
