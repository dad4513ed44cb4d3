import { Client, credentials, Metadata, status, type ChannelCredentials, type ServiceError } from '@grpc/grpc-js';
import { reasonInWords } from '../api';
import { diagnostic, Failure } from '../diagnostics';
import { control, type ChangeReply } from './grpc-control';
import type { Stats } from './service';

const DEADLINE_MS = 30_000;

/** A connection to a running emulator's control service. What does not work is a `Failure`. */
export interface Control {
  /** The present world, in the form that a world file has. */
  world(): Promise<object>;
  /** Calls by method, and operations under way. */
  stats(): Promise<Stats>;
  /** Changes in order, until one does not fit: its number is told, counted from `first` (default 1). */
  change(changes: readonly object[], first?: number): Promise<readonly object[]>;
  close(): void;
}

/** Opens the control service. Plaintext is tried first, then TLS: no credential travels here, so no certificate is looked at. */
export function openControl(endpoint: string): Control {
  const plain = newClient(endpoint, credentials.createInsecure());
  const secure = newClient(endpoint, credentials.createSsl(null, null, null, { rejectUnauthorized: false }), 'localhost');
  let known: Client | undefined;
  const ask = async (method: keyof typeof control, request: unknown): Promise<unknown> => {
    const bytes = Buffer.from(JSON.stringify(request));
    try {
      if (known !== undefined) return await once(known, method, bytes);
      const answer = await once(plain, method, bytes).then((value) => ({ value, by: plain }), async (error: unknown) => {
        if ((error as ServiceError).code !== status.UNAVAILABLE) throw error;
        return { value: await once(secure, method, bytes), by: secure };
      });
      known = answer.by;
      return answer.value;
    } catch (error) {
      const why = (error as ServiceError).details ?? String(error);
      throw new Failure([diagnostic('emulator_unreachable', `The emulator at ${endpoint} did not answer: ${reasonInWords(why)}. Start one with "holdfast emulator --world FILE", and use the endpoint that it prints.`)], { cause: error });
    }
  };
  return {
    world: async () => (await ask('World', {})) as object,
    stats: async () => (await ask('Stats', {})) as Stats,
    change: async (changes, first = 1) => {
      const reply = (await ask('Change', changes)) as ChangeReply;
      const { refused } = reply;
      if (refused === undefined) return reply.changed;
      throw new Failure(refused.details.map((detail) => diagnostic('emulator_change_refused', `Change ${first + refused.index}: ${detail}`)));
    },
    close: () => {
      plain.close();
      secure.close();
    },
  };
}

async function withControl<T>(endpoint: string, use: (control: Control) => Promise<T>): Promise<T> {
  const opened = openControl(endpoint);
  try {
    return await use(opened);
  } finally {
    opened.close();
  }
}

/** The present world of a running emulator. */
export function readWorld(endpoint: string): Promise<object> {
  return withControl(endpoint, (opened) => opened.world());
}

/** How often each method of a running emulator was called. */
export function readStats(endpoint: string): Promise<Stats> {
  return withControl(endpoint, (opened) => opened.stats());
}

/** Changes the world of a running emulator, in order, until one change does not fit. */
export function changeWorld(endpoint: string, changes: readonly object[]): Promise<readonly object[]> {
  return withControl(endpoint, (opened) => opened.change(changes));
}

/** `serverName`: what TLS asks for; an address of numbers is no name. */
function newClient(endpoint: string, channel: ChannelCredentials, serverName?: string): Client {
  return new Client(endpoint, channel, {
    ...(serverName === undefined ? {} : { 'grpc.ssl_target_name_override': serverName }),
    'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1, 'grpc.enable_retries': 0, 'grpc.enable_http_proxy': 0,
    'grpc.service_config_disable_resolution': 1, 'grpc.use_local_subchannel_pool': 1,
  });
}

function once(client: Client, method: keyof typeof control, bytes: Buffer): Promise<unknown> {
  const { path, requestSerialize, responseDeserialize } = control[method];
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(path, requestSerialize, responseDeserialize, bytes, new Metadata(), { deadline: Date.now() + DEADLINE_MS }, (error, reply) => {
      if (error !== null) reject(error);
      else resolve(JSON.parse((reply ?? Buffer.from('{}')).toString('utf8')));
    });
  });
}
