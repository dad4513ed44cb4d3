import { status, type handleServerStreamingCall, type handleUnaryCall, type MethodDefinition, type ServiceDefinition, type UntypedServiceImplementation } from '@grpc/grpc-js';
import { sendDiagnostics } from './diagnostics';
import type { Door } from './door';
import type { loadMessages } from './grpc-messages';
import { METHODS, methodPath } from './methods';
import { problemsOf } from './problems';
import { HANDLERS, listResource } from './rpc';
import type { MethodName, SentListEvent, WireListRequest } from './wire';

export interface Service {
  readonly definition: ServiceDefinition;
  readonly implementation: UntypedServiceImplementation;
}

/** Fits one method's handler, of which the table of names says that it takes and gives these very messages. */
type AnyHandler = (door: Door, request: unknown) => unknown;

/** The service of the provider under the names of one version. What a handler throws becomes a diagnostic, never an error of the call. */
export function providerService(door: Door, messages: ReturnType<typeof loadMessages>): Service {
  const definition: Record<string, MethodDefinition<unknown, unknown>> = {};
  const implementation: Record<string, handleUnaryCall<unknown, object> | handleServerStreamingCall<unknown, object>> = {};
  for (const name of Object.keys(METHODS) as MethodName[]) {
    definition[name] = method(messages, methodPath(door.version, name), METHODS[name].request, METHODS[name].response, false);
    const handler = HANDLERS[name] as AnyHandler;
    implementation[name] = (call, callback) => {
      void answer(door, name, handler, call.request).then((response) => callback(null, response), (error: unknown) => {
        callback({ code: status.INTERNAL, details: error instanceof Error ? error.message : String(error) });
      });
    };
  }
  definition['ListResource'] = method(messages, `/tfplugin${door.version}.Provider/ListResource`, 'ListResourceRequest', 'ListResourceEvent', true);
  const list: handleServerStreamingCall<unknown, object> = (call) => {
    void listResource(door, call.request as WireListRequest).catch((error: unknown): readonly SentListEvent[] =>
      [{ displayName: '', diagnostic: sendDiagnostics(problemsOf(error, door.log)) }]).then((events) => {
      for (const event of events) call.write(event);
      call.end();
    });
  };
  implementation['ListResource'] = list;
  return { definition, implementation: implementation as UntypedServiceImplementation };
}

export function method(messages: ReturnType<typeof loadMessages>, path: string, request: string, response: string, stream: boolean, requestStream = false): MethodDefinition<unknown, unknown> {
  const [sent, answered] = [messages<unknown>(request), messages<unknown>(response)];
  return {
    path, requestStream, responseStream: stream,
    requestSerialize: (value) => sent.encode(value as object), requestDeserialize: (bytes) => sent.decode(bytes),
    responseSerialize: (value) => answered.encode(value as object), responseDeserialize: (bytes) => answered.decode(bytes),
  };
}

async function answer(door: Door, name: MethodName, handler: AnyHandler, request: unknown): Promise<object> {
  door.log('trace', name);
  try {
    return await handler(door, request) as object;
  } catch (error) {
    const problems = problemsOf(error, door.log);
    if (name === 'CallFunction') return { error: { text: problems.map((d) => d.detail).join(' ') } };
    if (name === 'StopProvider') return { error: problems.map((d) => d.detail).join(' ') };
    return { diagnostics: sendDiagnostics(problems) };
  }
}
