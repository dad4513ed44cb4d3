import { isAbsolute, join, relative, resolve } from 'node:path';
import type { Configuration } from '../config';
import { diagnostic, fail, Failure, ok, type Diagnostic, type Outcome } from '../diagnostics';
import type { PlannedBackend } from '../plan';
import { encryptedRuns, nodeFileSystem, openLocalBackend, openRemoteBackend, whoAmI, type RemoteType, type SettingValues, type StateBackend, type StateCodec } from '../state';
import { askedBackend, type ChosenBackend } from './backend-block';
import { chosenWorkspace, dataFolder, readBackendRecord, withoutSecrets, WORKSPACE_DIR, type BackendRecord } from './backend-record';
import { betweenFiles } from './between-files';
import { rescued } from './rescue';
import { foundCodec, stateCodec } from './state-codec';
import { TOOL_VERSION } from './version';
import type { Session } from './world';

/** What says where a state lies. */
export type Placed = Pick<Configuration, 'backend' | 'root'> & Partial<Pick<Configuration, 'encryption' | 'variables' | 'locals'>>;

/** The backend that the configuration's `backend` block names and init has settled; the local one, at terraform.tfstate, without a block. */
export function backendOf(configuration: Placed, session: Session): Outcome<StateBackend> {
  const settled = settledBackend(configuration, session);
  if (!settled.ok) return settled;
  const codec = stateCodec(session, configuration);
  const { place, values } = settled.value;
  const { stateOutFile: out } = session.options;
  const from = opened(place, values, session, codec);
  if (!from.ok || out === undefined) return from;
  if (place.type !== 'local') return fail(diagnostic('compose_state_file', `-state-out names a file, and the configuration keeps its state in backend "${place.type}". Leave -state-out out, or take the state out with state pull first.`, { range: configuration.backend?.locate() }));
  const to = opened(localPlace(out, session.options.dir, session), {}, session, codec);
  return to.ok ? ok(betweenFiles(from.value, to.value), to.diagnostics) : to;
}

/** Where that backend keeps the state. A file in the folder of the command is named from there, so that another checkout of it finds its own. */
export function backendPlace(configuration: Placed, session: Session): Outcome<PlannedBackend> {
  const settled = settledBackend(configuration, session);
  if (!settled.ok) return settled;
  return ok(configuration.encryption === undefined ? settled.value.place : { ...settled.value.place, encrypted: true }, settled.diagnostics);
}

/** The backend at a place that is known already, as a saved plan has it. Secrets come from the environment, or from what Terraform recorded for the same backend. */
export function backendAt(place: PlannedBackend, session: Session): StateBackend {
  const made = opened(place, place.type === 'local' ? {} : withRecordedSecrets(place, readBackendRecord(dataFolder(session.options.dir, session.options.env))), session, place.encrypted === true ? foundCodec(session) : stateCodec(session, undefined));
  if (!made.ok) throw new Failure(made.diagnostics);
  return made.value;
}

interface Settled {
  readonly place: PlannedBackend;
  /** Arguments with their secrets, for opening. */
  readonly values: SettingValues;
}

function settledBackend({ backend, root }: Placed, session: Session): Outcome<Settled> {
  const { stateFile } = session.options;
  if (stateFile !== undefined) {
    const named = backend === undefined || backend.type === 'local';
    return named ? ok({ place: localPlace(stateFile, session.options.dir, session), values: {} })
      : fail(diagnostic('compose_state_file', `-state names a file, and the configuration keeps its state in backend "${backend.type}". Leave -state out, or take the state out with state pull first.`, { range: backend.locate() }));
  }
  const chosen = chosenBackend({ backend, root }, session);
  if (!chosen.ok) return chosen;
  if (chosen.value.type === 'local') return localPlaceOf(chosen.value, root, session);
  const { type, values } = chosen.value;
  const workspace = chosenWorkspace(root, session.options.env);
  if (!workspace.ok) return workspace;
  return ok({ place: { type, values: notNull(withoutSecrets(type, values)), workspace: workspace.value }, values });
}

/** The backend that the block names and init has settled, whichever workspace is selected. */
export function chosenBackend({ backend, root }: Pick<Placed, 'backend' | 'root'>, session: Session): Outcome<ChosenBackend> {
  const asked = askedBackend(backend);
  if (!asked.ok) return asked;
  const record = readBackendRecord(dataFolder(root, session.options.env));
  if (asked.value.type === 'local') {
    if (record !== undefined && record.type !== 'local') return fail(initNeeded(`This folder was initialised with backend "${record.type}", and the configuration keeps its state locally now.`, backend));
    return ok(asked.value);
  }
  const { type, values, hash } = asked.value;
  if (record === undefined) return fail(initNeeded(`The configuration asks for backend "${type}", and this folder was not initialised with it.`, backend));
  if (record.type !== type || record.hash !== hash) return fail(initNeeded(`The backend block is not the one that this folder was initialised with (backend "${record.type}").`, backend));
  // Init's own arguments are in the record; secrets of the block are not.
  return ok({ type, values: { ...values, ...notNull(record.config), ...secretsOf(type, values) } });
}

/** A workspace other than "default" has a folder of its own, as in Terraform. */
function localPlaceOf(asked: Extract<ChosenBackend, { readonly type: 'local' }>, root: string, session: Session): Outcome<Settled> {
  const workspace = chosenWorkspace(root, session.options.env);
  if (!workspace.ok) return workspace;
  const path = workspace.value === 'default' ? asked.path : join(asked.workspaceDir ?? WORKSPACE_DIR, workspace.value, 'terraform.tfstate');
  return ok({ place: localPlace(path, root, session), values: {} });
}

/** Of the block: the record has none, or fewer. */
function secretsOf(type: RemoteType, values: SettingValues): SettingValues {
  const plain = withoutSecrets(type, values);
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== null && value !== plain[name]));
}

function localPlace(path: string | undefined, root: string, session: Session): PlannedBackend {
  const file = resolve(root, path ?? 'terraform.tfstate');
  const fromHere = relative(resolve(session.options.dir), file);
  return { type: 'local', path: fromHere.startsWith('..') || isAbsolute(fromHere) ? file : fromHere };
}

/** Opens the backend at a place. Not connected before its first use. */
export function opened(place: PlannedBackend, values: SettingValues, session: Session, codec: StateCodec): Outcome<StateBackend> {
  const { dir, env } = session.options;
  const files = nodeFileSystem();
  const about = { toolVersion: TOOL_VERSION, who: whoAmI(), codec };
  const kept = (backend: StateBackend): StateBackend => ({ ...backend, runs: encryptedRuns(backend.runs, codec) });
  if (place.type === 'local') return ok(kept(openLocalBackend({ ...about, path: place.path, directory: dir, backup: backupOf(place.path, session) }, { files, clock: session.clock, random: session.random })));
  const made = openRemoteBackend({ ...about, type: place.type, values, workspace: place.workspace, env, directory: dir }, { files, clock: session.clock, random: session.random });
  return made.ok ? ok(rescued(kept(made.value), dir, files, codec), made.diagnostics) : made;
}

function backupOf(path: string, { options, clock }: Session): string | undefined {
  return options.backupFile ?? (options.timedBackup === true ? `${path}.${Math.floor(clock.now() / 1000)}.backup` : undefined);
}

function withRecordedSecrets(place: Exclude<PlannedBackend, { readonly type: 'local' }>, record: BackendRecord | undefined): SettingValues {
  if (record === undefined || record.type !== place.type) return place.values;
  const recorded = notNull(record.config);
  const plain = notNull(withoutSecrets(place.type, recorded));
  // Of another server they are not sent to this one.
  const same = Object.keys({ ...plain, ...place.values }).every((name) => JSON.stringify(plain[name]) === JSON.stringify(place.values[name]));
  return same ? { ...recorded, ...place.values } : place.values;
}

export function notNull(values: SettingValues): SettingValues {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

function initNeeded(why: string, backend: Placed['backend']): Diagnostic {
  return diagnostic('compose_backend_init', `${why} Run holdfast init: with -migrate-state it takes the state along, with -reconfigure it leaves it where it is.`, { range: backend?.locate() });
}
