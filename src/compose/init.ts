import { resolve } from 'node:path';
import { nodeFiles, readBackendFile, type Configuration } from '../config';
import { diagnostic, fail, ok, type Diagnostic, type Outcome } from '../diagnostics';
import { REMOTE_SCHEMAS, type SettingValues } from '../state';
import { str, type Value } from '../values';
import { notNull } from './backend';
import { askedBackend, isRemoteType, type AskedBackend } from './backend-block';
import { dataFolder, readBackendRecord, selectedWorkspace, withoutSecrets, writeBackendRecord, writeSelectedWorkspace, type BackendRecord } from './backend-record';
import { migrateWorkspaces, type Question } from './migrate-workspaces';
import { openOne } from './open';
import type { SessionOptions } from './options';
import { judgedAtTheDoor } from './plan';
import { stateCodec } from './state-codec';
import { workspacePlace, type WorkspacePlace } from './workspace-place';
import { openSession, type Session } from './world';

/** What `init` is told of the backend. */
export interface InitOptions extends SessionOptions {
  /** `NAME=VALUE` or a file of them, each in its turn; they win over the block. */
  readonly backendConfig?: readonly string[];
  /** What becomes of the state when the backend changes: undefined refuses, `migrate` takes it along where that loses nothing, `leave` does not look at it. */
  readonly change?: 'migrate' | 'leave' | undefined;
  /** Replaces what stands at the new place. */
  readonly force?: boolean;
  /** Asks a person where several workspaces are to be taken along; undefined where nobody may be asked. */
  readonly ask?: ((question: Question) => Promise<boolean>) | undefined;
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
  const place = workspacePlace(session, stateCodec(session, configuration), configuration.root, asked);
  if (!place.ok) return place;
  const next = place.value.backend(place.value.several ? workspace : 'default');
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
    const previous = placeBefore(session, configuration, before);
    if (!previous.ok) return previous;
    const wanted = before === undefined || options.change === 'migrate';
    if (!wanted) {
      return fail(diagnostic('compose_backend_changed', 'A change in the backend configuration has been detected, which may require migrating existing state.\n\n'
        + 'To take the state along, run holdfast init -migrate-state. To use the new configuration and leave the state where it is, run holdfast init -reconfigure.'));
    }
    const moved = await migrateWorkspaces(session, { from: previous.value, to: place.value, current: workspace }, { asked: options.change === 'migrate', force: options.force ?? false, ask: options.ask });
    if (!moved.ok) return moved;
    migrated = moved.value;
    if (!place.value.several && workspace !== 'default') writeSelectedWorkspace(configuration.root, env, 'default');
    told.push(...moved.diagnostics);
  }
  const selected = await selectedThere(session, configuration.root, place.value);
  if (!selected.ok) return selected;
  writeBackendRecord(folder, record);
  if (asked.type !== 'local') told.push(...unsavedSecrets(configuration, asked.type, asked.values));
  return ok({ type: asked.type, change: same ? 'none' : record === undefined ? 'unset' : 'configured', migrated }, told);
}

/** What this folder used so far: what the record says, else the local states. */
function placeBefore(session: Session, configuration: Configuration, before: BackendRecord | undefined): Outcome<WorkspacePlace> {
  const { root } = configuration;
  const codec = stateCodec(session, configuration);
  if (before === undefined || before.type === 'local') {
    const text = (name: string): string | undefined => {
      const value = before?.config[name];
      return typeof value === 'string' ? value : undefined;
    };
    return workspacePlace(session, codec, root, { type: 'local', path: text('path'), workspaceDir: text('workspace_dir') });
  }
  if (!isRemoteType(before.type)) {
    return fail(diagnostic('compose_backend_migration', `This folder was initialised with backend "${before.type}", which this release does not have. Migrate the state with Terraform, or run init -reconfigure to leave it where it is.`));
  }
  return workspacePlace(session, codec, root, { type: before.type, values: before.config });
}

/** The workspace that is selected must be there; where there is only one, that is selected, as Terraform does it. */
async function selectedThere({ options: { env } }: Session, root: string, place: WorkspacePlace): Promise<Outcome<void>> {
  const current = selectedWorkspace(root, env);
  if (!place.several || place.type === 'local' || current === 'default') return ok(undefined);
  const names = await place.names();
  if (names.includes(current)) return ok(undefined);
  if (names.length === 1) {
    writeSelectedWorkspace(root, env, 'default');
    return ok(undefined);
  }
  return fail(diagnostic('compose_workspace_unknown', `Currently selected workspace "${current}" does not exist in backend "${place.type}". There are ${names.map((name) => `"${name}"`).join(', ')}. `
    + 'Set TF_WORKSPACE to one of them, or leave it out; after init, workspace select -or-create makes one.'));
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
