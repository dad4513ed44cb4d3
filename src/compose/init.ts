import { resolve } from 'node:path';
import { nodeFiles, readBackendFile, type Configuration } from '../config';
import { diagnostic, fail, ok, type Diagnostic, type Outcome } from '../diagnostics';
import { REMOTE_SCHEMAS, type SettingValues } from '../state';
import { str, type Value } from '../values';
import { notNull, opened } from './backend';
import { askedBackend, type AskedBackend } from './backend-block';
import { dataFolder, readBackendRecord, selectedWorkspace, withoutSecrets, writeBackendRecord, type BackendRecord } from './backend-record';
import { migrate, type Ends } from './migrate';
import { openOne } from './open';
import type { SessionOptions } from './options';
import { judgedAtTheDoor } from './plan';
import { stateCodec } from './state-codec';
import { openSession, type Session } from './world';

/** What `init` is told of the backend. */
export interface InitOptions extends SessionOptions {
  /** `NAME=VALUE` or a file of them, each in its turn; they win over the block. */
  readonly backendConfig?: readonly string[];
  /** What becomes of the state when the backend changes: undefined refuses, `migrate` takes it along where that loses nothing, `leave` does not look at it. */
  readonly change?: 'migrate' | 'leave' | undefined;
  /** Replaces what stands at the new place. */
  readonly force?: boolean;
}

export interface Initialised {
  /** Of the backend now in use. */
  readonly type: string;
  /** Whether this folder used it before. */
  readonly change: 'none' | 'configured' | 'unset';
  /** The state was taken along. */
  readonly migrated: boolean;
}

/** Settles which backend a folder uses, as Terraform's init does, and writes Terraform's record of it. Changes no state but by migrating. @public The command's seam takes it. */
export async function initBackend(options: InitOptions): Promise<Outcome<Initialised>> {
  const session = openSession(options);
  return judgedAtTheDoor(async () => {
    const found = await openOne(session);
    if (!found.ok) return found;
    const configuration = found.value;
    const more = await backendArguments(configuration, options.backendConfig ?? []);
    if (!more.ok) return more;
    const asked = askedBackend(configuration.backend, more.value);
    if (!asked.ok) return asked;
    const settled = await settle(session, options, configuration, asked.value);
    return settled.ok ? ok(settled.value, [...found.diagnostics, ...settled.diagnostics]) : settled;
  });
}

async function settle(session: Session, options: InitOptions, configuration: Configuration, asked: AskedBackend): Promise<Outcome<Initialised>> {
  const { env } = session.options;
  const folder = dataFolder(configuration.root, env);
  const before = options.change === 'leave' ? undefined : readBackendRecord(folder);
  const workspace = selectedWorkspace(configuration.root, env);
  const next = openedFor(session, configuration, asked, workspace);
  if (!next.ok) return next;
  const told: Diagnostic[] = [...next.diagnostics];
  const record: BackendRecord | undefined = asked.type === 'local' ? undefined : { type: asked.type, config: withoutSecrets(asked.type, asked.values), hash: asked.hash };
  if (asked.type === 'local' && before === undefined) {
    // A record of a local backend with a path is Terraform's to keep; it says nothing that the block does not.
    writeBackendRecord(folder, undefined);
    return ok({ type: 'local', change: 'none', migrated: false }, told);
  }
  const same = before !== undefined && record !== undefined && sameRecord(before, record);
  // The server is asked once, so that a wrong address or password is found now.
  const reached = await next.value.read();
  if (!reached.ok) return reached;
  let migrated = false;
  if (!same && options.change !== 'leave') {
    const previous = openedBefore(session, configuration, before, workspace);
    if (!previous.ok) return previous;
    const ends: Ends = { from: previous.value, to: next.value };
    const wanted = before === undefined || options.change === 'migrate';
    if (!wanted) {
      return fail(diagnostic('compose_backend_changed', 'A change in the backend configuration has been detected, which may require migrating existing state.\n\n'
        + 'To take the state along, run holdfast init -migrate-state. To use the new configuration and leave the state where it is, run holdfast init -reconfigure.'));
    }
    const moved = await migrate(session, ends, { asked: options.change === 'migrate', force: options.force ?? false });
    if (!moved.ok) return moved;
    migrated = moved.value;
    told.push(...moved.diagnostics);
  }
  writeBackendRecord(folder, record);
  if (asked.type !== 'local') told.push(...unsavedSecrets(configuration, asked.type, asked.values));
  return ok({ type: asked.type, change: same ? 'none' : record === undefined ? 'unset' : 'configured', migrated }, told);
}

function openedFor(session: Session, configuration: Configuration, asked: AskedBackend, workspace: string) {
  const { root } = configuration;
  const codec = stateCodec(session, configuration);
  if (asked.type === 'local') return opened({ type: 'local', path: resolve(root, asked.path ?? 'terraform.tfstate') }, {}, session, codec);
  return opened({ type: asked.type, values: notNull(asked.values), workspace }, asked.values, session, codec);
}

/** What this folder used so far: what the record says, else the local state. */
function openedBefore(session: Session, configuration: Configuration, before: BackendRecord | undefined, workspace: string) {
  const { root } = configuration;
  const codec = stateCodec(session, configuration);
  if (before === undefined) return opened({ type: 'local', path: resolve(root, 'terraform.tfstate') }, {}, session, codec);
  if (before.type === 'local') {
    const { path } = before.config;
    return opened({ type: 'local', path: resolve(root, typeof path === 'string' ? path : 'terraform.tfstate') }, {}, session, codec);
  }
  if (!Object.hasOwn(REMOTE_SCHEMAS, before.type)) {
    return fail(diagnostic('compose_backend_migration', `This folder was initialised with backend "${before.type}", which this release does not have. Migrate the state with Terraform, or run init -reconfigure to leave it where it is.`));
  }
  const type = before.type as keyof typeof REMOTE_SCHEMAS;
  return opened({ type, values: notNull(before.config), workspace }, before.config, session, codec);
}

function sameRecord(a: BackendRecord, b: BackendRecord): boolean {
  if (a.type !== b.type || a.hash !== b.hash) return false;
  // Terraform's record may have secrets in it, ours never has.
  const plain = (record: BackendRecord): string => JSON.stringify(Object.entries(notNull(withoutSecrets(record.type as keyof typeof REMOTE_SCHEMAS, record.config))).sort());
  return plain(a) === plain(b);
}

/** Secrets that init was given besides the block: the next command must be given them again. */
function unsavedSecrets({ backend }: Configuration, type: keyof typeof REMOTE_SCHEMAS, values: SettingValues): readonly Diagnostic[] {
  return Object.entries(REMOTE_SCHEMAS[type]).filter(([name, spec]) => spec.secret === true && values[name] !== null && backend?.config.has(name) !== true).map(([name, spec]) =>
    diagnostic('compose_backend_secret', `"${name}" was used for this init and is not kept. ${spec.env === undefined ? 'Later commands need it from the environment.' : `Set ${spec.env[0] ?? ''} for later commands.`}`));
}

async function backendArguments({ root }: Configuration, given: readonly string[]): Promise<Outcome<ReadonlyMap<string, Value>>> {
  const values = new Map<string, Value>();
  for (const one of given) {
    const at = one.indexOf('=');
    if (at > 0 && !one.slice(0, at).includes('/')) {
      values.set(one.slice(0, at).trim(), str(one.slice(at + 1)));
      continue;
    }
    const read = await readBackendFile(resolve(root, one), one, nodeFiles);
    if (!read.ok) return read;
    for (const [name, value] of read.value) values.set(name, value);
  }
  return ok(values);
}
