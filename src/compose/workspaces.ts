import { keepsKeys } from '../apply';
import { diagnostic, fail, ok, type Outcome } from '../diagnostics';
import { listedInstances, type State } from '../state';
import { chosenBackend, type Placed } from './backend';
import { isWorkspaceName, selectedWorkspace, writeSelectedWorkspace } from './backend-record';
import type { SessionOptions } from './options';
import { judgedAtTheDoor, withLock } from './plan';
import { placeOf } from './state-access';
import { stateCodec } from './state-codec';
import { workspacePlace, type WorkspacePlace } from './workspace-place';
import { openSession, type Session } from './world';

/** The workspaces of a folder. */
export interface Workspaces {
  /** "default" first, then by name. */
  readonly names: readonly string[];
  readonly current: string;
  /** TF_WORKSPACE says which one is current. */
  readonly overridden: boolean;
}

/** A folder, and where its workspaces are. */
interface Ground {
  readonly session: Session;
  readonly placed: Placed;
  readonly place: WorkspacePlace;
}

/** Which workspace commands work in. @public The command's seam takes it. */
export function currentWorkspace(root: string, env: SessionOptions['env']): string {
  return selectedWorkspace(root, env);
}

/** All workspaces. @public The command's seam takes it. */
export async function workspaces(options: SessionOptions): Promise<Outcome<Workspaces>> {
  return judgedAtTheDoor(async () => {
    const ground = await groundOf(options);
    return ground.ok ? ok(await known(ground.value), ground.diagnostics) : ground;
  });
}

/** Makes a workspace without a state, or with a copy of one, and selects it. @public The command's seam takes it. */
export async function newWorkspace(options: SessionOptions, name: string, copy: State | undefined): Promise<Outcome<void>> {
  return judgedAtTheDoor(async () => {
    const ground = await groundOf(options);
    if (!ground.ok) return ground;
    const { session, place, placed } = ground.value;
    const { names, overridden, current } = await known(ground.value);
    if (!isWorkspaceName(name)) return fail(misnamed(name));
    if (overridden && current !== name) return fail(diagnostic('compose_workspace_overridden', 'TF_WORKSPACE says which workspace is current, so that a new one could not be selected. Unset it, or set it to the name of the new workspace.'));
    if (names.includes(name)) return fail(diagnostic('compose_workspace_exists', `Workspace "${name}" already exists. Select it, or take another name.`));
    const made = await place.create(name, copy);
    if (!made.ok) return made;
    writeSelectedWorkspace(placed.root, session.options.env, name);
    return ok(undefined, [...ground.diagnostics, ...made.diagnostics]);
  });
}

/** Selects a workspace that there is; false: it was selected already. @public The command's seam takes it. */
export async function selectWorkspace(options: SessionOptions, name: string): Promise<Outcome<boolean>> {
  return judgedAtTheDoor(async () => {
    const ground = await groundOf(options);
    if (!ground.ok) return ground;
    const { names, overridden, current } = await known(ground.value);
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
    const { session, place } = ground.value;
    const { names, current } = await known(ground.value);
    if (!names.includes(name)) return fail(unknown(name));
    if (name === current) return fail(diagnostic('compose_workspace_active', `Workspace "${name}" is your active workspace. You cannot delete the currently active workspace: switch to another one and try again.`));
    if (name === 'default') return fail(diagnostic('compose_workspace_default', 'The workspace "default" is always there and cannot be deleted.'));
    const backend = place.backend(name);
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
      await place.remove(name);
      return ok(objects.length > 0);
    });
  });
}

async function groundOf(options: SessionOptions): Promise<Outcome<Ground>> {
  const { stateFile: _file, ...rest } = options;
  const session = openSession(rest);
  const placed = await placeOf(session);
  if (!placed.ok) return placed;
  const chosen = chosenBackend(placed.value, session);
  if (!chosen.ok) return chosen;
  const place = workspacePlace(session, stateCodec(session, placed.value), placed.value.root, chosen.value);
  if (!place.ok) return place;
  if (!place.value.several) return fail(diagnostic('compose_workspaces_unsupported', `Backend "${place.value.type}" has one state and no workspaces. Use another backend for several, or another address for each state.`));
  return ok({ session, placed: placed.value, place: place.value });
}

async function known({ session, placed, place }: Ground): Promise<Workspaces> {
  const { env } = session.options;
  return { names: await place.names(), current: selectedWorkspace(placed.root, env), overridden: (env['TF_WORKSPACE'] ?? '') !== '' };
}

const misnamed = (name: string) => diagnostic('compose_workspace_name', `The workspace name ${JSON.stringify(name)} is not allowed. The name must contain only URL safe characters, and no path separators.`);

const unknown = (name: string) => diagnostic('compose_workspace_unknown', `Workspace "${name}" doesn't exist. Make it with workspace new, or with workspace select -or-create.`);
