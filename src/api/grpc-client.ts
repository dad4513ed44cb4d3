import { diagnostic } from '../diagnostics';
import { resourcePageDecoder } from './decode-resources';
import { badAnswer } from './errors';
import { unaryCall, unfitRequest, type Answer, type CallCodec, type CallPorts, type MethodSpec } from './grpc-call';
import type { GrpcChannel } from './grpc-channel';
import type { Definitions } from './grpc-definitions';
import { pollIntervalOf } from './grpc-status';
import type { Operation } from './models';
import { guardPage } from './page-guard';
import { parseFilesystemItem, parseOperation, parseResource, parseTask } from './parse-models';
import type { BackupApi, CallOptions, MutationOptions, Random } from './ports';
import type { TokenSource } from './token-source';
import type { Sent, WireOperation } from './wire';

const READ_MS = 10_000;
const DIRECTORY_MS = 60_000;
const MUTATION_MS = 30_000;
const MEBIBYTE = 1024 * 1024;
const PAGE_ITEMS = 1000;
const DIRECTORY_ITEMS = 200_000;

/** Filters that this build can send; a name that the codec does not know would silently mean "all". */
const RESOURCE_TYPES: ReadonlySet<string> = new Set(['RESOURCE_TYPE_UNSPECIFIED', 'COMPUTE', 'BMS', 'EXTERNAL_VM', 'EXTERNAL_SERVER']);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export interface ClientPorts {
  /** Channels are asked for at each call: where a service is may not be known before. Rejects with `ApiError`. */
  readonly channels: { backup(): Promise<GrpcChannel>; operation(): Promise<GrpcChannel> };
  readonly tokens: TokenSource;
  readonly random: Random;
  readonly definitions: Definitions;
}

/** The service over gRPC: one method is one RPC, sent once, with a deadline. */
export function grpcClient(ports: ClientPorts): BackupApi {
  const { definitions } = ports;
  const { resource, operation } = definitions;
  const page = { deadlineMs: READ_MS, mostBytes: 4 * MEBIBYTE, items: { field: 1, most: PAGE_ITEMS } };
  const single = { deadlineMs: READ_MS, mostBytes: 4 * MEBIBYTE };
  const mutation = { ...single, deadlineMs: MUTATION_MS };
  const specs = {
    list: spec('ResourceService.List', { ...resource.List, responseDeserialize: resourcePageDecoder() }, page),
    get: spec('ResourceService.Get', resource.Get, single),
    listTasks: spec('ResourceService.ListTasks', resource.ListTasks, page),
    listDirectory: spec('ResourceService.ListDirectory', resource.ListDirectory,
      { deadlineMs: DIRECTORY_MS, mostBytes: 16 * MEBIBYTE, items: { field: 1, most: DIRECTORY_ITEMS } }),
    listOperations: spec('ResourceService.ListOperations', resource.ListOperations, page),
    getOperation: spec('OperationService.Get', operation.Get, single),
    deleteResource: spec('ResourceService.Delete', resource.Delete, mutation),
    createDirectory: spec('ResourceService.CreateDirectory', resource.CreateDirectory, mutation),
  };

  async function call<Q, A>(
    channel: Promise<GrpcChannel>, method: MethodSpec<Q, A>, request: Sent<Q>, opts: CallOptions = {}, key?: string,
  ): Promise<Answer<A>> {
    const callPorts: CallPorts = { channel: await channel, tokens: ports.tokens, random: ports.random, definitions };
    return unaryCall(callPorts, method, request, opts, key);
  }
  async function mutate<Q>(method: MethodSpec<Q, WireOperation>, request: Sent<Q>, opts: MutationOptions): Promise<Operation> {
    if (!UUID.test(opts.idempotencyKey)) throw unfitRequest(method.name, 'the idempotency key is not a UUID');
    const { response, requestId } = await call(ports.channels.backup(), method, request, opts, opts.idempotencyKey);
    if (response.id === '') throw nameless(method.name, requestId);
    return parseOperation(response, definitions);
  }

  return {
    async list(req, opts) {
      const type = req.type ?? 'RESOURCE_TYPE_UNSPECIFIED';
      if (!RESOURCE_TYPES.has(type)) throw unfitRequest(specs.list.name, `there is no resource type ${JSON.stringify(type.slice(0, 50))} to filter by`);
      const { response } = await call(ports.channels.backup(), specs.list,
        { folderId: req.folderId, pageSize: String(req.pageSize), pageToken: req.pageToken, type }, opts);
      return guardPage(specs.list.name, response, req.pageSize);
    },
    async get(req, opts) {
      const { response, requestId } = await call(ports.channels.backup(), specs.get, req, opts);
      if (response.resource === null) {
        throw badAnswer(specs.get.name, diagnostic('api_answer_invalid', `${specs.get.name} answered without a registration. `
          + 'Nothing was decided from it. Check that the endpoint is the one of the service.'), requestId);
      }
      return parseResource(response.resource);
    },
    async listTasks(req, opts) {
      const { response } = await call(ports.channels.backup(), specs.listTasks, { ...req, pageSize: String(req.pageSize) }, opts);
      return guardPage(specs.listTasks.name, { items: response.tasks.map(parseTask), nextPageToken: response.nextPageToken }, req.pageSize);
    },
    async listDirectory(req, opts) {
      const { response } = await call(ports.channels.backup(), specs.listDirectory, req, opts);
      return response.items.map(parseFilesystemItem);
    },
    async listOperations(req, opts) {
      const { response } = await call(ports.channels.backup(), specs.listOperations, { ...req, pageSize: String(req.pageSize) }, opts);
      const items = response.operations.map((wire) => parseOperation(wire, definitions));
      return guardPage(specs.listOperations.name, { items, nextPageToken: response.nextPageToken }, req.pageSize);
    },
    async getOperation(req, opts) {
      const { response, headers, trailers, requestId } = await call(ports.channels.operation(), specs.getOperation, req, opts);
      if (response.id !== req.operationId) {
        throw badAnswer(specs.getOperation.name, diagnostic('api_answer_invalid', `${specs.getOperation.name} was asked for the operation `
          + `"${req.operationId}" and answered with "${response.id.slice(0, 100)}". Nothing was decided from it. `
          + 'Check that the endpoint is the one of the service.'), requestId);
      }
      return { operation: parseOperation(response, definitions), pollAfterMs: pollIntervalOf(headers, trailers) };
    },
    deleteResource: (req, opts) => mutate(specs.deleteResource, req, opts),
    createDirectory: (req, opts) => mutate(specs.createDirectory, req, opts),
  };
}

function spec<Q, A>(name: string, codec: CallCodec<Q, A>, limits: Omit<MethodSpec<Q, A>, 'name' | 'codec'>): MethodSpec<Q, A> {
  return { name, codec, ...limits };
}

/** An operation without an id cannot be waited for: what became of the call has to be found out by looking. */
function nameless(method: string, requestId: string): Error {
  return badAnswer(method, diagnostic('api_answer_invalid', `${method} answered with an operation that has no id, so it cannot be waited for. `
    + 'Whether it runs is found out by looking. Check that the endpoint is the one of the service.'), requestId);
}
