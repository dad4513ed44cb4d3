import { readFile } from 'node:fs/promises';
import { openRunsNotice } from '../apply';
import { diagnostic, fail, ok, type Diagnostic, type Outcome } from '../diagnostics';
import { decodeStateBytes, sameContent, type State, type StateBackend } from '../state';
import { keepsKeys } from '../apply';
import { backendOf, type Placed } from './backend';
import { openOne } from './open';
import type { SessionOptions } from './options';
import { judgedAtTheDoor, withLock } from './plan';
import { openSession, type Session } from './world';

/** A state as it stands, for looking at; says which runs it may not show yet. undefined when none was ever written. @public The command's seam takes it. */
export async function lookAtState(options: SessionOptions): Promise<Outcome<State | undefined>> {
  const session = openSession(options);
  return judgedAtTheDoor(async () => {
    const backend = await stateBackend(session);
    if (!backend.ok) return backend;
    const state = await backend.value.read();
    if (!state.ok) return state;
    return ok(state.value, [...backend.diagnostics, ...state.diagnostics, ...await openRunsNotice(backend.value)]);
  });
}

/** What a change of the state by hand comes to: `state` undefined where there is nothing to write. */
export interface StateEdit<T> {
  readonly state: State | undefined;
  readonly result: T;
  /** Written as it is, serial and lineage too, though it does not follow on what stands there. */
  readonly forced?: boolean;
}

/**
 * Changes the state by hand, under its lock and never while a run is open: what that did would be put back over the change. The
 * serial goes up by one, unless the edit brings another. Changes nothing in the world. @public The command's seam takes it.
 */
export async function editState<T>(options: SessionOptions, operation: string, edit: (state: State | undefined) => Outcome<StateEdit<T>>): Promise<Outcome<T>> {
  const session = openSession(options);
  return judgedAtTheDoor(async () => {
    const backend = await stateBackend(session);
    if (!backend.ok) return backend;
    const done = await withLock(session, backend.value, operation, () => edited(backend.value, edit));
    return { ...done, diagnostics: [...backend.diagnostics, ...done.diagnostics] };
  });
}

async function edited<T>(backend: StateBackend, edit: (state: State | undefined) => Outcome<StateEdit<T>>): Promise<Outcome<T>> {
  const runs = await backend.runs.listOpen();
  if (!runs.ok) return runs;
  const open = runs.value.filter((run) => !keepsKeys(run));
  if (open.length > 0) return fail(...open.map(({ header }) => runOpen(header.runId, header.command, header.startedAt)));
  const standing = await backend.read();
  if (!standing.ok) return standing;
  const made = edit(standing.value);
  if (!made.ok) return made;
  const { state, result, forced } = made.value;
  const diagnostics = [...standing.diagnostics, ...made.diagnostics];
  if (state === undefined || (standing.value !== undefined && follows(state, standing.value) && sameContent(state, standing.value))) return ok(result, diagnostics);
  const next = standing.value !== undefined && follows(state, standing.value) ? { ...state, serial: standing.value.serial + 1 } : state;
  const written = await backend.write(next, standing.value, forced ?? false);
  return written.ok ? ok(result, [...diagnostics, ...written.diagnostics]) : written;
}

/** Made from it, and not brought from elsewhere. */
const follows = (state: State, standing: State): boolean => state.serial === standing.serial && state.lineage === standing.lineage;

function runOpen(run: string, command: string, startedAt: string): Diagnostic {
  return diagnostic('compose_run_open', `Run ${run} (${command}, begun ${startedAt}) was interrupted and has no end yet, so the state does not show all that it did, and what it has still to write could undo this change. `
    + 'Run apply, or apply -resume: it takes up what is under way. Then run this command again.');
}

/** The backend of the folder; a folder without a configuration keeps its state locally, and -state names a file anywhere. */
async function stateBackend(session: Session): Promise<Outcome<StateBackend>> {
  const placed = await placeOf(session);
  return placed.ok ? backendOf(placed.value, session) : placed;
}

/** Where the configuration keeps its state, also where there is none: its objects may outlive it. */
export async function placeOf(session: Session): Promise<Outcome<Placed>> {
  const here: Placed = { backend: undefined, root: session.options.dir };
  if (session.options.stateFile !== undefined) return ok(here);
  const configuration = await openOne(session);
  if (configuration.ok) return configuration;
  return configuration.diagnostics.every((d) => d.code === 'config_no_files') ? ok(here) : configuration;
}

/** Reads a state from a file, for state push. @public The command's seam takes it. */
export async function readStateFile(path: string): Promise<Outcome<State>> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    return fail(diagnostic('state_push_source', `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}. Name the file that holds the state.`));
  }
  const decoded = decodeStateBytes(bytes);
  return decoded.ok ? decoded : fail(...decoded.diagnostics.map((d) => ({ ...d, detail: `${path}: ${d.detail}` })));
}
