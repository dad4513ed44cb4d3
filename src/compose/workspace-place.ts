import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ok, type Diagnostic, type Outcome } from '../diagnostics';
import { emptyState, nodeFileSystem, openRemoteWorkspaces, whoAmI, type RemoteType, type State, type StateBackend, type StateCodec } from '../state';
import { notNull, opened } from './backend';
import type { ChosenBackend } from './backend-block';
import { isWorkspaceName, WORKSPACE_DIR } from './backend-record';
import { withLock } from './plan';
import { TOOL_VERSION } from './version';
import type { Session } from './world';

/** The workspaces of one backend. */
export interface WorkspacePlace {
  readonly type: 'local' | RemoteType;
  /** False: one state, which is "default". */
  readonly several: boolean;
  /** "default" first, then by name. Rejects with a `Failure`. */
  names(): Promise<readonly string[]>;
  /** Not connected before its first use. */
  backend(name: string): Outcome<StateBackend>;
  /** Makes it be among the names, with a state or without; wants that it is not yet. */
  create(name: string, state: State | undefined): Promise<Outcome<void>>;
  /** Takes it away with its state; wants its lock held. Rejects with a `Failure`. */
  remove(name: string): Promise<void>;
}

/** @param root folder of the configuration, from which a local state is named. */
export function workspacePlace(session: Session, codec: StateCodec, root: string, chosen: ChosenBackend): Outcome<WorkspacePlace> {
  return chosen.type === 'local' ? ok(localPlace(session, codec, root, chosen)) : remotePlace(session, codec, chosen);
}

/** Each workspace is a folder; one without a state is an empty folder. */
function localPlace(session: Session, codec: StateCodec, root: string, { path, workspaceDir }: Extract<ChosenBackend, { readonly type: 'local' }>): WorkspacePlace {
  const folder = resolve(root, workspaceDir ?? WORKSPACE_DIR);
  const backend = (name: string): Outcome<StateBackend> =>
    opened({ type: 'local', path: name === 'default' ? resolve(root, path ?? 'terraform.tfstate') : join(folder, name, 'terraform.tfstate') }, {}, session, codec);
  return {
    type: 'local', several: true, backend,
    names: () => Promise.resolve(['default', ...folders(folder).filter((name) => name !== 'default' && isWorkspaceName(name)).sort()]),
    create: async (name, state) => {
      mkdirSync(join(folder, name), { recursive: true, mode: 0o755 });
      return state === undefined ? ok(undefined) : written(session, backend(name), state);
    },
    remove: (name) => {
      rmSync(join(folder, name), { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}

/** Each workspace is a state, and an empty one makes it be seen: so Terraform does it. */
function remotePlace(session: Session, codec: StateCodec, { type, values }: Extract<ChosenBackend, { readonly type: RemoteType }>): Outcome<WorkspacePlace> {
  const { dir, env } = session.options;
  const found = openRemoteWorkspaces({ type, values, env, directory: dir, toolVersion: TOOL_VERSION, who: whoAmI(), codec }, { files: nodeFileSystem(), clock: session.clock, random: session.random });
  if (!found.ok) return found;
  const list = found.value;
  let told: readonly Diagnostic[] = [];
  const backend = (workspace: string): Outcome<StateBackend> => {
    const made = opened({ type, values: notNull(values), workspace }, values, session, codec);
    if (!made.ok) return made;
    // Of the block, and the same for every workspace: said once.
    const first = told.length === 0 ? made.diagnostics : [];
    told = made.diagnostics;
    return ok(made.value, first);
  };
  return ok({
    type, several: list !== undefined, backend,
    names: async () => ['default', ...(await list?.names() ?? [])],
    create: (name, state) => written(session, backend(name), state ?? emptyState('')),
    remove: async (name) => { await list?.remove(name); },
  });
}

/** As the first generation of a state of its own. */
async function written(session: Session, backend: Outcome<StateBackend>, state: State): Promise<Outcome<void>> {
  if (!backend.ok) return backend;
  const done = await withLock(session, backend.value, 'workspace-new', () => backend.value.write({ ...state, serial: 1, lineage: session.random.uuid() }, undefined));
  return done.ok ? ok(undefined, [...backend.diagnostics, ...done.diagnostics]) : done;
}

function folders(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return [];
    throw error;
  }
}
