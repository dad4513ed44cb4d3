import type { CheckedSettings, ConnectPorts } from './checked-settings';
import { chooseEndpoints, type ServiceAddresses, type ServiceId } from './discovery';
import type { EndpointAddress } from './endpoint-address';
import { ApiError } from './errors';
import { channelCredentials, openChannel, type GrpcChannel } from './grpc-channel';
import { grpcClient } from './grpc-client';
import { loadDefinitions } from './grpc-definitions';
import { createIamToken, listEndpoints, registrationToken, type ServicePorts } from './grpc-services';
import { metadataToken } from './metadata';
import { makePacer, paced } from './pacing';
import type { BackupApi, Connection } from './ports';
import { retryingReader } from './retry';
import { signJwt } from './service-account';
import { fixedToken, issuedTokens, type TokenSource } from './token-source';
import { isCloudHost } from './trust';

export interface Session {
  readonly api: BackupApi;
  registrationToken: NonNullable<Connection['registrationToken']>;
  close(): void;
}

/**
 * All layers over each other: retry of reads, pacing, calls; below them channels, tokens and discovery.
 * @public Loaded late, when the first call is made.
 */
export function openSession(checked: CheckedSettings, ports: ConnectPorts): Session {
  const { settings } = checked;
  const closing = new AbortController();
  const services: ServicePorts = { definitions: loadDefinitions(), random: ports.random };
  const credentials = channelCredentials({ plaintext: settings.plaintext, insecure: settings.insecure, ca: checked.ca });
  const channels = new Map<string, GrpcChannel>();
  const channelTo = (address: EndpointAddress): GrpcChannel => {
    const known = channels.get(address.text);
    if (known !== undefined) return known;
    const opened = openChannel({ address: address.text, credentials, userAgent: ports.userAgent ?? 'holdfast' });
    channels.set(address.text, opened);
    if (closing.signal.aborted) opened.close();
    return opened;
  };
  const address = locator(checked, () => listEndpoints(channelTo(checked.discovery), services));
  const tokens = tokenSource(checked, ports, services, closing.signal, async () => {
    const at = await address('iam');
    return { channel: channelTo(at), address: at };
  });

  const once = grpcClient({
    channels: { backup: async () => channelTo(await address('backup')), operation: async () => channelTo(await address('operation')) },
    tokens, random: ports.random, definitions: services.definitions,
  });
  const inTurn = paced(once, makePacer(ports.clock, settings.requestsPerSecond));
  return {
    registrationToken: async (req, opts) => registrationToken({ channel: channelTo(await address('backup')), tokens, random: ports.random, definitions: services.definitions }, req, opts),
    api: { ...inTurn, ...retryingReader(inTurn, ports, { maxRetries: settings.maxRetries }) },
    close() {
      closing.abort();
      for (const channel of channels.values()) channel.close();
    },
  };
}

/** Where each service is: as set, else as discovery says, which is asked once for all and again only if it failed. */
function locator(checked: CheckedSettings, list: () => Promise<ReadonlyMap<string, string>>): (id: ServiceId) => Promise<EndpointAddress> {
  const needed: readonly ServiceId[] = checked.credentials.kind === 'service-account-key' ? ['backup', 'operation', 'iam'] : ['backup', 'operation'];
  const wanted = needed.filter((id) => checked.fixed[id] === undefined);
  let asking: Promise<ServiceAddresses> | undefined;
  const discovered = (): Promise<ServiceAddresses> => {
    asking ??= list().then((listed) => chooseEndpoints(listed, wanted, checked.discovery, checked.settings)).catch((error: unknown) => {
      asking = undefined;
      throw error instanceof ApiError ? notSent(error) : error;
    });
    return asking;
  };
  return async (id) => {
    const found = checked.fixed[id] ?? (await discovered())[id];
    if (found === undefined) throw new Error(`the address of "${id}" was not asked for`);
    return found;
  };
}

/** Whatever became of the discovery, the call that needed it did not leave. */
function notSent(error: ApiError): ApiError {
  const { status, method, message, fromServer, requestId, retryAfterMs, diagnostic } = error;
  return new ApiError({ status, method, message, fromServer, requestId, retryAfterMs, diagnostic, mayHaveBeenSent: false });
}

/** The audience that the IAM service expects; other regions have their own, a stand-in on another host plays the first. */
const DEFAULT_IAM_HOST = 'iam.api.cloud.yandex.net';

function tokenSource(
  { credentials }: CheckedSettings, { clock }: ConnectPorts, services: ServicePorts, closing: AbortSignal,
  iam: () => Promise<{ channel: GrpcChannel; address: EndpointAddress }>,
): TokenSource {
  switch (credentials.kind) {
    case 'token':
      return fixedToken(credentials.token);
    case 'metadata':
      return issuedTokens(clock, () => metadataToken(credentials.address, closing));
    case 'service-account-key':
      return issuedTokens(clock, async () => {
        const { channel, address } = await iam();
        const host = isCloudHost(address.host) ? address.host : DEFAULT_IAM_HOST;
        const jwt = signJwt(credentials.key, `https://${host}/iam/v1/tokens`, clock.now());
        return createIamToken(channel, jwt, clock, services);
      });
    case 'none':
      return fixedToken(undefined);
  }
}
