import type { ProtocolVersion } from './methods';

export const MAGIC = { name: 'TF_PLUGIN_MAGIC_COOKIE', value: 'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2' } as const;

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the environment asks of a plugin process. */
export type Startup =
  /** Somebody ran the program by hand. */
  | { readonly kind: 'by-hand' }
  | {
    readonly kind: 'serve';
    readonly version: ProtocolVersion;
    /** The one client that may call; undefined for a connection without TLS. */
    readonly clientCertificate: string | undefined;
    /** A seventh field tells that calls are not multiplexed otherwise than gRPC does. */
    readonly multiplexed: boolean;
    /** Folder for the socket; undefined for the system's own. */
    readonly socketDir: string | undefined;
    /** Ports to choose from, where there are no sockets in the file system. */
    readonly ports: { readonly least: number; readonly most: number };
  };

/** Judges the environment that Terraform's plugin library gives. */
export function readStartup(env: Environment): Startup {
  if (env[MAGIC.name] !== MAGIC.value) return { kind: 'by-hand' };
  const text = (name: string): string | undefined => (env[name] === '' ? undefined : env[name]);
  const number = (name: string, fallback: number): number => (/^\d{1,5}$/.test(env[name] ?? '') ? Number(env[name]) : fallback);
  return {
    kind: 'serve',
    version: chooseVersion(env['PLUGIN_PROTOCOL_VERSIONS']),
    clientCertificate: text('PLUGIN_CLIENT_CERT'),
    multiplexed: text('PLUGIN_MULTIPLEX_GRPC') === 'true',
    socketDir: text('PLUGIN_UNIX_SOCKET_DIR'),
    ports: { least: number('PLUGIN_MIN_PORT', 10_000), most: number('PLUGIN_MAX_PORT', 25_000) },
  };
}

/** The greatest version that both sides know. The order of the list means nothing; without a list it is 6. */
function chooseVersion(offered: string | undefined): ProtocolVersion {
  const versions = (offered ?? '').split(',').map((version) => version.trim());
  return versions.includes('5') && !versions.includes('6') ? 5 : 6;
}

/**
 * The one line that Terraform waits for: versions, address, and the certificate in base64 without padding, which Go's decoder
 * does not take.
 */
export function handshakeLine(serving: {
  readonly version: ProtocolVersion; readonly network: 'unix' | 'tcp'; readonly address: string; readonly certificate: Buffer | undefined; readonly multiplexed: boolean;
}): string {
  const certificate = serving.certificate?.toString('base64').replace(/=+$/, '') ?? '';
  const fields = ['1', String(serving.version), serving.network, serving.address, 'grpc', certificate];
  return `${[...fields, ...(serving.multiplexed ? ['true'] : [])].join('|')}\n`;
}

export const BY_HAND = 'This program is a plugin: the provider holdfast/cloudbackup of Terraform and OpenTofu. They start it; by itself it does nothing.\n';
