import type { ConnectionSettings } from '../../api';
import { diagnostic, hasErrors, type Diagnostic, type Outcome } from '../../diagnostics';
import type { OperationSettings } from '../../operations';
import type { Value } from '../../values';
import { boolArg, field, numberArg, textArg, UNKNOWN, type Arg } from '../fields';
import { chooseCredentials } from './credentials';
import { parseDuration } from './duration';
import { idProblem } from './place';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the person running the command said by flags; each wins over the configuration. */
export interface CloudbackupFlags {
  readonly endpoint?: string | undefined;
  readonly plaintext?: boolean | undefined;
  readonly insecure?: boolean | undefined;
  readonly caFile?: string | undefined;
  /** Hosts beyond the cloud's own and loopback that credentials may travel to. */
  readonly allowedHosts?: readonly string[] | undefined;
  readonly maxDeletes?: number | undefined;
}

/** Everything the provider goes by, settled. */
export interface CloudbackupSettings {
  readonly connection: ConnectionSettings;
  readonly operations: OperationSettings;
  readonly folderId: string | undefined;
  readonly maxDeletes: number;
  readonly deletionProtection: boolean;
}

const DEFAULTS = { maxRetries: 5, maxOperations: 64, maxOperationsPerInstance: 8, maxDeletes: 10, mutationDeadline: '30s', settleTime: '100s', readLag: '4s' };

/** Judges what a configuration alone says. Unknown values pass: they are judged when they are known. */
export function judgeConfig(config: Value): readonly Diagnostic[] {
  return readConfig(config).problems;
}

/**
 * Configuration, environment and flags to settings. A flag wins over the configuration, which wins over the environment;
 * what secures the connection comes from flag or environment only.
 */
export function resolveSettings(config: Value, env: Environment, flags: CloudbackupFlags): Outcome<CloudbackupSettings> {
  const written = readConfig(config);
  const diagnostics: Diagnostic[] = [...written.problems];
  const envText = (name: string): string | undefined => (env[name] === undefined || env[name] === '' ? undefined : env[name]);
  const envBool = (name: string): boolean | undefined => {
    const value = envText(name);
    if (value === undefined) return undefined;
    if (/^(?:1|true|yes|on)$/iu.test(value)) return true;
    if (/^(?:0|false|no|off)$/iu.test(value)) return false;
    diagnostics.push(diagnostic('provider_setting_invalid', `${name} in the environment must be true or false (or 1 or 0).`));
    return undefined;
  };

  const plaintext = flags.plaintext ?? envBool('YC_PLAINTEXT');
  const insecure = flags.insecure ?? envBool('YC_INSECURE');
  const caFile = flags.caFile ?? envText('HOLDFAST_CA_FILE');
  diagnostics.push(...ineffective(config, { plaintext, insecure, ca_file: caFile }));
  const credentials = chooseCredentials(config, envText);
  diagnostics.push(...credentials.diagnostics);

  const folderId = written.folderId ?? envText('YC_FOLDER_ID');
  const folderProblem = folderId === undefined ? undefined : idProblem(folderId);
  if (written.folderId === undefined && folderProblem !== undefined) {
    diagnostics.push(diagnostic('provider_setting_invalid', `YC_FOLDER_ID in the environment is no folder id. ${folderProblem}`));
  }
  const maxDeletesText = envText('HOLDFAST_MAX_DELETES');
  if (maxDeletesText !== undefined && !/^\d{1,9}$/u.test(maxDeletesText)) {
    diagnostics.push(diagnostic('provider_setting_invalid', 'HOLDFAST_MAX_DELETES in the environment must be a whole number, 0 or more.'));
  }
  if (hasErrors(diagnostics)) return { ok: false, diagnostics };
  const value: CloudbackupSettings = {
    connection: {
      endpoint: flags.endpoint ?? written.text('endpoint') ?? envText('YC_ENDPOINT'),
      backupEndpoint: written.text('backup_endpoint'),
      operationEndpoint: written.text('operation_endpoint'),
      iamEndpoint: written.text('iam_endpoint'),
      credentials: credentials.value,
      plaintext: plaintext ?? false,
      insecure: insecure ?? false,
      caFile,
      allowedHosts: [...(flags.allowedHosts ?? []), ...(envText('HOLDFAST_ALLOWED_HOSTS') ?? '').split(',').map((host) => host.trim()).filter((host) => host !== '')],
      maxRetries: written.numbers.get('max_retries') ?? DEFAULTS.maxRetries,
      requestsPerSecond: written.numbers.get('requests_per_second'),
    },
    operations: {
      maxOperations: written.numbers.get('max_operations') ?? DEFAULTS.maxOperations,
      maxOperationsPerInstance: written.numbers.get('max_operations_per_instance') ?? DEFAULTS.maxOperationsPerInstance,
      mutationDeadlineMs: written.durations.get('mutation_deadline') ?? msOf(DEFAULTS.mutationDeadline),
      settleTimeMs: written.durations.get('settle_time') ?? msOf(DEFAULTS.settleTime),
      readLagMs: written.durations.get('read_lag') ?? msOf(DEFAULTS.readLag),
    },
    folderId,
    maxDeletes: flags.maxDeletes ?? written.numbers.get('max_deletes') ?? (maxDeletesText === undefined ? DEFAULTS.maxDeletes : Number(maxDeletesText)),
    deletionProtection: written.deletionProtection ?? true,
  };
  return { ok: true, value, diagnostics };
}

const msOf = (duration: string): number => parseDuration(duration) ?? 0;

/** Name, least and greatest value of each number. */
const NUMBERS: readonly (readonly [name: string, min: number, max: number])[] = [
  ['max_retries', 1, 100], ['requests_per_second', 1, 10_000], ['max_operations', 1, 10_000],
  ['max_operations_per_instance', 1, 1000], ['max_deletes', 0, 1_000_000_000],
];

interface WrittenConfig {
  readonly problems: readonly Diagnostic[];
  readonly folderId: string | undefined;
  readonly deletionProtection: boolean | undefined;
  readonly numbers: ReadonlyMap<string, number>;
  readonly durations: ReadonlyMap<string, number>;
  text(name: string): string | undefined;
}

function readConfig(config: Value): WrittenConfig {
  const problems: Diagnostic[] = [];
  const invalid = (attribute: string, text: string): void => {
    problems.push(diagnostic('provider_setting_invalid', text, { attribute }));
  };
  const known = <T>(value: Arg<T>): T | undefined => (value === UNKNOWN ? undefined : value);
  const numbers = new Map<string, number>();
  for (const [name, min, max] of NUMBERS) {
    const value = known(numberArg(config, name));
    if (value === undefined) continue;
    if (!Number.isInteger(value) || value < min || value > max) invalid(name, `${name} must be a whole number from ${min} to ${max}.`);
    else numbers.set(name, value);
  }
  const durations = new Map<string, number>();
  for (const name of ['mutation_deadline', 'settle_time', 'read_lag']) {
    const written = known(textArg(config, name));
    if (written === undefined) continue;
    const value = parseDuration(written);
    if (value === undefined) invalid(name, `${name} must be a duration such as "30s", "100ms" or "1h30m", longer than zero and at most seven days.`);
    else durations.set(name, value);
  }
  const folderId = known(textArg(config, 'folder_id'));
  const folderProblem = folderId === undefined ? undefined : idProblem(folderId);
  if (folderProblem !== undefined) invalid('folder_id', `folder_id is no folder id. ${folderProblem}`);
  if (isSet(config, 'token') && isSet(config, 'service_account_key_file')) {
    problems.push(diagnostic('provider_credentials_conflict', 'The provider block sets both token and service_account_key_file, and only one can be used. Remove one of them.', { attribute: 'token' }));
  }
  const deletionProtection = known(boolArg(config, 'deletion_protection'));
  return { problems, folderId, deletionProtection, numbers, durations, text: (name) => known(textArg(config, name)) };
}

function isSet(config: Value, name: string): boolean {
  return field(config, name).kind !== 'null';
}

/** A configuration cannot loosen the connection: what it says of it counts only where the person running the command says it too. */
function ineffective(config: Value, given: Readonly<Record<'plaintext' | 'insecure' | 'ca_file', unknown>>): readonly Diagnostic[] {
  const variables = { plaintext: 'YC_PLAINTEXT', insecure: 'YC_INSECURE', ca_file: 'HOLDFAST_CA_FILE' } as const;
  return (['plaintext', 'insecure', 'ca_file'] as const).flatMap((name) => {
    const value = field(config, name);
    if (value.kind === 'null' || (value.kind === 'bool' && !value.value) || given[name] !== undefined) return [];
    return [diagnostic('provider_setting_ineffective', `${name} is set in the provider block, and was not taken: the configuration does not decide how the `
      + `connection is secured. Remove it, and set ${variables[name]} in the environment or pass -${name.replace('_', '-')} where it is wanted.`, { attribute: name })];
  });
}
