import { fromJSON, type MessageTypeDefinition, type MethodDefinition, type PackageDefinition } from '@grpc/proto-loader';
import descriptors from './generated/descriptors.json';
import type {
  Sent, WireAny, WireAnyMessages, WireAnyName, WireApiEndpoint, WireCreateIamTokenForServiceAccountRequest, WireCreateIamTokenRequest,
  WireCreateIamTokenResponse, WireDeleteResourceRequest, WireDirectoryRequest, WireGetApiEndpointRequest, WireGetResourceRequest,
  WireGetResourceResponse, WireInstancePageRequest, WireListApiEndpointsRequest, WireListApiEndpointsResponse, WireListDirectoryResponse,
  WireListOperationsResponse, WireListResourcesRequest, WireListResourcesResponse, WireListTasksResponse, WireOperation,
  WireOperationRequest, WireRegistrationTokenRequest, WireRegistrationTokenResponse, WireRevokeIamTokenRequest,
  WireRevokeIamTokenResponse, WireStatus,
} from './wire';

/** One unary method: fits a service definition of grpc-js, on the side of a client and of a server. */
export interface UnaryMethod<Request, Response> {
  readonly path: string;
  readonly requestStream: false;
  readonly responseStream: false;
  readonly requestSerialize: (value: Sent<Request>) => Buffer;
  readonly requestDeserialize: (bytes: Buffer) => Request;
  readonly responseSerialize: (value: Sent<Response>) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => Response;
}

/** The services by their wire names. Each of the four fits `Server.addService`. */
export interface Definitions {
  readonly resource: {
    readonly List: UnaryMethod<WireListResourcesRequest, WireListResourcesResponse>;
    readonly Get: UnaryMethod<WireGetResourceRequest, WireGetResourceResponse>;
    readonly Delete: UnaryMethod<WireDeleteResourceRequest, WireOperation>;
    readonly ListTasks: UnaryMethod<WireInstancePageRequest, WireListTasksResponse>;
    readonly ListDirectory: UnaryMethod<WireDirectoryRequest, WireListDirectoryResponse>;
    readonly CreateDirectory: UnaryMethod<WireDirectoryRequest, WireOperation>;
    readonly ListOperations: UnaryMethod<WireInstancePageRequest, WireListOperationsResponse>;
    readonly GetInstanceRegistrationToken: UnaryMethod<WireRegistrationTokenRequest, WireRegistrationTokenResponse>;
  };
  readonly operation: {
    readonly Get: UnaryMethod<WireOperationRequest, WireOperation>;
    readonly Cancel: UnaryMethod<WireOperationRequest, WireOperation>;
  };
  readonly endpoint: {
    readonly Get: UnaryMethod<WireGetApiEndpointRequest, WireApiEndpoint>;
    readonly List: UnaryMethod<WireListApiEndpointsRequest, WireListApiEndpointsResponse>;
  };
  readonly iamToken: {
    readonly Create: UnaryMethod<WireCreateIamTokenRequest, WireCreateIamTokenResponse>;
    readonly CreateForServiceAccount: UnaryMethod<WireCreateIamTokenForServiceAccountRequest, WireCreateIamTokenResponse>;
    readonly Revoke: UnaryMethod<WireRevokeIamTokenRequest, WireRevokeIamTokenResponse>;
  };
  /** google.rpc.Status, as `grpc-status-details-bin` carries it. */
  readonly status: { encode(value: Sent<WireStatus>): Buffer; decode(bytes: Buffer): WireStatus };
  packAny<Name extends WireAnyName>(name: Name, value: Sent<WireAnyMessages[Name]>): WireAny;
  /** The content of `any` when it is a message of that name and decodes; else undefined. The prefix before the last "/" is not looked at. */
  unpackAny<Name extends WireAnyName>(name: Name, any: WireAny): WireAnyMessages[Name] | undefined;
}

const options = { longs: String, enums: String, defaults: true, oneofs: true, keepCase: false } as const;

/** Builds codecs and service definitions from the descriptor made of proto/. Costs some ten milliseconds: do it once. */
export function loadDefinitions(): Definitions {
  const loaded = fromJSON(descriptors as Parameters<typeof fromJSON>[0], options);
  const status = messageOf<WireStatus>(loaded, 'google.rpc.Status');
  return {
    resource: serviceOf<Definitions['resource']>(loaded, 'yandex.cloud.backup.v1.ResourceService'),
    operation: serviceOf<Definitions['operation']>(loaded, 'yandex.cloud.operation.OperationService'),
    endpoint: serviceOf<Definitions['endpoint']>(loaded, 'yandex.cloud.endpoint.ApiEndpointService'),
    iamToken: serviceOf<Definitions['iamToken']>(loaded, 'yandex.cloud.iam.v1.IamTokenService'),
    status: { encode: (value) => status.serialize(value), decode: (bytes) => status.deserialize(bytes) },
    packAny: (name, value) => ({
      type_url: `type.googleapis.com/${name}`,
      value: name === 'google.protobuf.Empty' ? Buffer.alloc(0) : messageOf(loaded, name).serialize(value),
    }),
    unpackAny: (name, any) => (anyName(any) === name ? decodeAny(loaded, name, any.value) : undefined),
  };
}

/** Full message name of an Any: what follows the last slash of its type URL. */
export function anyName(any: WireAny): string {
  return any.type_url.slice(any.type_url.lastIndexOf('/') + 1);
}

function decodeAny<Name extends WireAnyName>(loaded: PackageDefinition, name: Name, value: Buffer): WireAnyMessages[Name] | undefined {
  // Sure by WireAnyMessages: Empty alone has no fields.
  if (name === 'google.protobuf.Empty') return {} as WireAnyMessages[Name];
  try {
    return messageOf<WireAnyMessages[Name]>(loaded, name).deserialize(value);
  } catch {
    return undefined;
  }
}

// The two casts below say that the descriptor has what these types say; the conformance suite proves it against the official SDK.
function messageOf<T>(loaded: PackageDefinition, name: string): MessageTypeDefinition<Sent<T>, T> {
  const found = loaded[name];
  if (found === undefined || !('format' in found) || !('serialize' in found)) throw new Error(`no message ${name} in the descriptor`);
  return found as unknown as MessageTypeDefinition<Sent<T>, T>;
}

function serviceOf<T extends { readonly [method: string]: unknown }>(loaded: PackageDefinition, name: string): T {
  const found = loaded[name];
  if (found === undefined || 'format' in found) throw new Error(`no service ${name} in the descriptor`);
  return found as { readonly [method: string]: MethodDefinition<object, object> } as unknown as T;
}
