import { Client, credentials, Metadata, status, type ChannelCredentials, type ServiceError } from '@grpc/grpc-js';
import { diagnostic, Failure } from '../diagnostics';
import { control, type ChangeReply } from './grpc-control';
import type { Stats } from './service';

const DEADLINE_MS = 30_000;

/** The present world of a running emulator. Not reaching one is a `Failure`. */
export async function readWorld(endpoint: string): Promise<object> {
  return (await ask(endpoint, 'World', {})) as object;
}

/** Calls by method, and operations under way. */
export async function readStats(endpoint: string): Promise<Stats> {
  return (await ask(endpoint, 'Stats', {})) as Stats;
}

/** Changes the world of a running emulator, in order, until one change does not fit: that is a `Failure` that says which. */
export async function changeWorld(endpoint: string, changes: readonly object[]): Promise<readonly object[]> {
  const reply = (await ask(endpoint, 'Change', changes)) as ChangeReply;
  if (reply.refused === undefined) return reply.changed;
  const line = reply.refused.index + 1;
  throw new Failure(reply.refused.details.map((detail) => diagnostic('emulator_change_refused', `Change ${line}: ${detail}`)));
}

/** One control call. An emulator with TLS is found by trying: no credential travels here, so its certificate is not looked at. */
async function ask(endpoint: string, method: keyof typeof control, request: unknown): Promise<unknown> {
  const bytes = Buffer.from(JSON.stringify(request));
  try {
    return await once(endpoint, credentials.createInsecure(), method, bytes).catch((error: unknown) => {
      if ((error as ServiceError).code !== status.UNAVAILABLE) throw error;
      return once(endpoint, credentials.createSsl(null, null, null, { rejectUnauthorized: false }), method, bytes);
    });
  } catch (error) {
    const why = (error as ServiceError).details ?? String(error);
    throw new Failure([diagnostic('emulator_unreachable', `The emulator at ${endpoint} did not answer: ${why}. Start one with "holdfast emulator --world FILE", and use the endpoint that it prints.`)], { cause: error });
  }
}

function once(endpoint: string, channel: ChannelCredentials, method: keyof typeof control, bytes: Buffer): Promise<unknown> {
  const client = new Client(endpoint, channel, {
    'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1, 'grpc.enable_retries': 0, 'grpc.enable_http_proxy': 0,
    'grpc.service_config_disable_resolution': 1, 'grpc.use_local_subchannel_pool': 1,
  });
  const { path, requestSerialize, responseDeserialize } = control[method];
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(path, requestSerialize, responseDeserialize, bytes, new Metadata(), { deadline: Date.now() + DEADLINE_MS }, (error, reply) => {
      client.close();
      if (error !== null) reject(error);
      else resolve(JSON.parse((reply ?? Buffer.from('{}')).toString('utf8')));
    });
  });
}
