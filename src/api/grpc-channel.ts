import { CallCredentials, ChannelCredentials, Client, Metadata, connectivityState, logVerbosity, setLogVerbosity, type ChannelOptions } from '@grpc/grpc-js';
import { reasonInWords } from './connection-reason';

/** Why no call could leave: no ready connection, or the caller gave up waiting. */
export class NotReady extends Error {
  readonly aborted: boolean;
  constructor(message: string, aborted = false) {
    super(message);
    this.name = 'NotReady';
    this.aborted = aborted;
  }
}

/** Connections to one address. A call leaves only on one that is ready: only then is a failure before it sure. */
export interface GrpcChannel {
  /** `host:port`. */
  readonly address: string;
  /** A client that is ready now. Rejects with `NotReady` after `timeoutMs`, or at once for an address that refuses from the start. */
  ready(timeoutMs: number, signal?: AbortSignal): Promise<Client>;
  /** How a call on `client` ended: two silent ones in a row and the next call gets a new connection. */
  ended(client: Client, how: 'answered' | 'silent'): void;
  close(): void;
}

export interface ChannelSettings {
  readonly address: string;
  readonly credentials: ChannelCredentials;
  readonly userAgent: string;
}

/** TLS as a rule; `ca` replaces the machine's authorities, `insecure` takes any certificate. */
export function channelCredentials(how: { readonly plaintext: boolean; readonly insecure: boolean; readonly ca: Buffer | undefined }): ChannelCredentials {
  if (how.plaintext) return ChannelCredentials.createInsecure();
  return ChannelCredentials.createSsl(how.ca ?? null, null, null,
    how.insecure ? { rejectUnauthorized: false, checkServerIdentity: () => undefined } : {});
}

/** Largest answer that is taken in at all (ListDirectory is not paged); each method has its own limit below. */
export const MOST_RECEIVED = 16 * 1024 * 1024;
export const MOST_SENT = 64 * 1024;
/** A peer that takes the connection and then says nothing is given up after this. */
const CONNECT_WATCHDOG_MS = 20_000;

function options(userAgent: string): ChannelOptions {
  return {
    // Its own retries would repeat mutations (REFUSED_STREAM), and a policy may come by DNS.
    'grpc.enable_retries': 0,
    'grpc.service_config_disable_resolution': 1,
    // A shared pool would hand a hanging connection to a new client.
    'grpc.use_local_subchannel_pool': 1,
    'grpc.enable_http_proxy': 0,
    'grpc.max_receive_message_length': MOST_RECEIVED,
    'grpc.max_send_message_length': MOST_SENT,
    'grpc.keepalive_time_ms': 60_000,
    'grpc.keepalive_timeout_ms': 20_000,
    'grpc.keepalive_permit_without_calls': 0,
    'grpc.initial_reconnect_backoff_ms': 200,
    'grpc.max_reconnect_backoff_ms': 5_000,
    'grpc.enable_channelz': 0,
    'grpc.primary_user_agent': userAgent,
  };
}

export function openChannel(settings: ChannelSettings): GrpcChannel {
  // It writes to stderr by itself, past our escaping, and with GRPC_TRACE also credentials.
  setLogVerbosity(logVerbosity.NONE);
  let current: Client | undefined;
  let closed = false;
  let wasReady = false;
  let silent = 0;

  const client = (): Client => (current ??= new Client(settings.address, settings.credentials, options(settings.userAgent)));
  /** Calls under way on the old connection end in their own time. */
  const replace = (old: Client): void => {
    if (current !== old) return;
    current = undefined;
    silent = 0;
    old.close();
  };

  async function ready(timeoutMs: number, signal?: AbortSignal): Promise<Client> {
    const limitMs = Math.min(timeoutMs, CONNECT_WATCHDOG_MS);
    const deadline = Date.now() + limitMs;
    for (;;) {
      if (closed) throw new NotReady('the connection was closed');
      if (signal?.aborted === true) throw new NotReady('given up before it was sent', true);
      const candidate = client();
      const state = candidate.getChannel().getConnectivityState(true);
      if (state === connectivityState.READY) {
        wasReady = true;
        return candidate;
      }
      // An address that never answered is most likely wrong: saying so soon beats waiting. One that did answer may come back.
      if (state === connectivityState.TRANSIENT_FAILURE && !wasReady) throw new NotReady(reasonInWords(await whyNotReady(candidate)));
      if ((await stateChange(candidate, state, deadline, signal)) === 'late') {
        const why = state === connectivityState.TRANSIENT_FAILURE ? reasonInWords(await whyNotReady(candidate)) : 'the peer does not answer';
        replace(candidate);
        throw new NotReady(`no connection within ${Math.round(limitMs / 100) / 10} s: ${why}`);
      }
    }
  }

  return {
    address: settings.address,
    ready,
    ended(on, how) {
      if (on !== current) return;
      silent = how === 'silent' ? silent + 1 : 0;
      if (silent >= 2) replace(on);
    },
    close() {
      closed = true;
      if (current !== undefined) replace(current);
    },
  };
}

/** `look`: the state may be another one now, or the caller gave up. `late`: time was up. */
function stateChange(client: Client, from: connectivityState, deadline: number, signal: AbortSignal | undefined): Promise<'look' | 'late'> {
  return new Promise((resolve) => {
    const abort = (): void => resolve('look');
    signal?.addEventListener('abort', abort, { once: true });
    const done = (how: 'look' | 'late'): void => {
      signal?.removeEventListener('abort', abort);
      resolve(how);
    };
    try {
      client.getChannel().watchConnectivityState(from, new Date(deadline), (error) => done(error === undefined ? 'look' : 'late'));
    } catch {
      // It was closed for another call's sake: look again.
      done('look');
    }
  });
}

/**
 * Why the connection failed, in the words of the socket or TLS. grpc-js tells that only to calls, so one is made that
 * cannot leave: its credentials refuse before a stream is opened.
 */
function whyNotReady(client: Client): Promise<string> {
  const never = CallCredentials.createFromMetadataGenerator((_, callback) => callback(new Error('never sent')));
  const raw = (bytes: Buffer): Buffer => bytes;
  return new Promise((resolve) => {
    try {
      client.makeUnaryRequest('/holdfast.Never/Sent', raw, raw, Buffer.alloc(0), new Metadata(),
        { deadline: Date.now() + 1000, credentials: never },
        (error) => {
          const found = /^No connection established\. Last error: (.*?)\.?( Resolution note: .*)?$/s.exec(error?.details ?? '');
          resolve(found?.[1] ?? (error?.details.startsWith('Name resolution failed') === true ? error.details : 'the connection failed'));
        });
    } catch {
      resolve('the connection was closed');
    }
  });
}
