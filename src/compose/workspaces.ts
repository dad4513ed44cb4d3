import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { keepsKeys } from '../apply';
import { diagnostic, fail, ok, type Outcome } from '../diagnostics';
import { listedInstances, type State } from '../state';
import { opened, type Placed } from './backend';
import { askedBackend } from './backend-block';
import { isWorkspaceName, selectedWorkspace, WORKSPACE_DIR, writeSelectedWorkspace } from './backend-record';
import type { SessionOptions } from './options';
import { judgedAtTheDoor, withLock } from './plan';
import { placeOf } from './state-access';
import { stateCodec } from './state-codec';
import { openSession, type Session } from './world';

/** The workspaces of a folder. */
export interface Workspaces {
  /** "default" first, then by name. */
  readonly names: readonly string[];
  readonly current: string;
  /** TF_WORKSPACE says which one is current. */
  readonly overridden: boolean;
}

/** A folder whose workspaces are folders too. */
interface Ground {
  readonly session: Session;
  readonly placed: Placed;
  /** Absolute. */
  readonly folder: string;
}

/** Which workspace commands work in. @public The command's seam takes it. */
export function currentWorkspace(root: string, env: SessionOptions['env']): string {
  return selectedWorkspace(root, env);
}

/** All workspaces. @public The command's seam takes it. */
export async function workspaces(options: SessionOptions): Promise<Outcome<Workspaces>> {
  return judgedAtTheDoor(async () => {
    const ground = await groundOf(options);
    return ground.ok ? ok(known(ground.value)) : ground;
  });
}

/** Makes a workspace without a state, or with a copy of one, and selects it. @public The command's seam takes it. */
export async function newWorkspace(options: SessionOptions, name: string, copy: State | undefined): Promise<Outcome<void>> {
  return judgedAtTheDoor(async () => {
    const ground = await groundOf(options);
    if (!ground.ok) return ground;
    const { session, folder, placed } = ground.value;
    const { names, overridden, current } = known(ground.value);
    if (!isWorkspaceName(name)) return fail(misnamed(name));
    if (overridden && current !== name) return fail(diagnostic('compose_workspace_overridden', 'TF_WORKSPACE says which workspace is current, so that a new one could not be selected. Unset it, or set it to the name of the new workspace.'));
    if (names.includes(name)) return fail(diagnostic('compose_workspace_exists', `Workspace "${name}" already exists. Select it, or take another name.`));
    mkdirSync(join(folder, name), { recursive: true, mode: 0o755 });
    if (copy !== undefined) {
      const backend = opened({ type: 'local', path: stateOf(folder, name) }, {}, session, stateCodec(session, placed));
      if (!backend.ok) return backend;
      const written = await withLock(session, backend.value, 'workspace-new', () => backend.value.write({ ...copy, serial: 1, lineage: session.random.uuid() }, undefined));
      if (!written.ok) return written;
    }
    writeSelectedWorkspace(placed.root, session.options.env, name);
    return ok(undefined);
  });
}

/** Selects a workspace that there is; false: it was selected already. @public The command's seam takes it. */
export async function selectWorkspace(options: SessionOptions, name: string): Promise<Outcome<boolean>> {
  return judgedAtTheDoor(async () => {
    const ground = await groundOf(options);
    if (!ground.ok) return ground;
    const { names, overridden, current } = known(ground.value);
    if (overridden) return fail(diagnostic('compose_workspace_overridden', 'The selected workspace is currently overridden using the TF_WORKSPACE environment variable. Change or unset it.'));
    if (!isWorkspaceName(name)) return fail(misnamed(name));
    if (name === current) return ok(false);
    if (!names.includes(name)) return fail(unknown(name));
    writeSelectedWorkspace(ground.value.placed.root, ground.value.session.options.env, name);
    return ok(true);
  });
}

/** Takes a workspace away with its state; gives whether objects were in it. @public The command's seam takes it. */
export async function deleteWorkspace(options: SessionOptions, name: string, force: boolean): Promise<Outcome<boolean>> {
  return judgedAtTheDoor(async () => {
    const ground = await groundOf(options);
    if (!ground.ok) return ground;
    const { session, folder, placed } = ground.value;
    const { names, current } = known(ground.value);
    if (!names.includes(name)) return fail(unknown(name));
    if (name === current) return fail(diagnostic('compose_workspace_active', `Workspace "${name}" is your active workspace. You cannot delete the currently active workspace: switch to another one and try again.`));
    if (name === 'default') return fail(diagnostic('compose_workspace_default', 'The workspace "default" is always there and cannot be deleted.'));
    const backend = opened({ type: 'local', path: stateOf(folder, name) }, {}, session, stateCodec(session, placed));
    if (!backend.ok) return backend;
    return withLock(session, backend.value, 'workspace-delete', async () => {
      const runs = await backend.value.runs.listOpen();
      if (!runs.ok) return runs;
      if (runs.value.some((run) => !keepsKeys(run))) return fail(diagnostic('compose_run_open', `A run in workspace "${name}" was interrupted and has no end yet. Select the workspace and run apply: it takes up what is under way.`));
      const state = await backend.value.read();
      if (!state.ok && !force) return state;
      const objects = state.ok && state.value !== undefined ? listedInstances(state.value).filter((one) => one.resource.mode === 'managed') : [];
      if (objects.length > 0 && !force) {
        return fail(diagnostic('compose_workspace_used', `Workspace "${name}" is currently tracking the following resource instances:\n${objects.map((one) => `  - ${one.address}`).join('\n')}\n`
          + 'Without the workspace nothing would manage them any more. Destroy them first, or give -force to delete the workspace all the same.'));
      }
      rmSync(join(folder, name), { recursive: true, force: true });
      return ok(objects.length > 0);
    });
  });
}

const stateOf = (folder: string, name: string): string => join(folder, name, 'terraform.tfstate');

async function groundOf(options: SessionOptions): Promise<Outcome<Ground>> {
  const { stateFile: _file, ...rest } = options;
  const session = openSession(rest);
  const placed = await placeOf(session);
  if (!placed.ok) return placed;
  const asked = askedBackend(placed.value.backend);
  if (!asked.ok) return asked;
  if (asked.value.type !== 'local') {
    return fail(diagnostic('compose_workspaces_unsupported', `This release lists, makes and deletes workspaces of the local backend only, and the configuration has backend "${asked.value.type}". Where that backend has workspaces, TF_WORKSPACE names the one to use.`));
  }
  return ok({ session, placed: placed.value, folder: resolve(placed.value.root, asked.value.workspaceDir ?? WORKSPACE_DIR) });
}

function known({ session, placed, folder }: Ground): Workspaces {
  const { env } = session.options;
  const names = ['default', ...folders(folder).filter((name) => name !== 'default' && isWorkspaceName(name)).sort()];
  return { names, current: selectedWorkspace(placed.root, env), overridden: (env['TF_WORKSPACE'] ?? '') !== '' };
}

function folders(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return [];
    throw error;
  }
}

const misnamed = (name: string) => diagnostic('compose_workspace_name', `The workspace name ${JSON.stringify(name)} is not allowed. The name must contain only URL safe characters, and no path separators.`);

const unknown = (name: string) => diagnostic('compose_workspace_unknown', `Workspace "${name}" doesn't exist. Make it with workspace new, or with workspace select -or-create.`);
