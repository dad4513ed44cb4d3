import { diagnostic, fail, ok, type Diagnostic, type Outcome } from '../diagnostics';
import { isBlank, type State, type StateBackend } from '../state';
import { migrate } from './migrate';
import type { WorkspacePlace } from './workspace-place';
import type { Session } from './world';

/** A yes-or-no question to a person. */
export interface Question {
  readonly words: string;
  readonly explained: readonly string[];
}

interface Places {
  readonly from: WorkspacePlace;
  readonly to: WorkspacePlace;
  /** The workspace that is selected. */
  readonly current: string;
}

interface How {
  /** The states may be taken along. */
  readonly asked: boolean;
  /** They replace others that stand at the new place; nobody is asked. */
  readonly force: boolean;
  readonly ask?: ((question: Question) => Promise<boolean>) | undefined;
}

/** One state to take along. */
interface Move {
  readonly name: string;
  readonly from: StateBackend;
  readonly state: State | undefined;
}

/**
 * Takes the states of all workspaces from one backend to another by the same names, or that of the current one where the
 * other has no workspaces: a person agrees to it first, or `force` does, where there are several. Gives whether there was
 * anything to take. A workspace without objects is made there too.
 */
export async function migrateWorkspaces(session: Session, places: Places, how: How): Promise<Outcome<boolean>> {
  const { from, to, current } = places;
  const names = await from.names();
  const several = names.length > 1;
  const wanted = several && !to.several ? [names.includes(current) ? current : 'default'] : names;
  const told: Diagnostic[] = [];
  const moves: Move[] = [];
  for (const name of wanted) {
    const backend = from.backend(name);
    if (!backend.ok) return backend;
    const state = await backend.value.read();
    if (!state.ok) return state;
    const runs = await backend.value.runs.listOpen();
    if (!runs.ok) return runs;
    if (runs.value.length > 0) return refuse(`A run in ${backend.value.description} has no end yet. Run apply with the earlier backend block first: it takes up what is under way.`);
    moves.push({ name, from: backend.value, state: state.value });
  }
  const full = moves.filter(({ state }) => state !== undefined && !isBlank(state));
  if (full.length > 0 && !how.asked) {
    return refuse(`There is a state in ${full.map((one) => `${one.from.description} (serial ${one.state?.serial ?? 0})`).join(', and in ')}. To take ${full.length === 1 ? 'it' : 'them'} to the new backend, run holdfast init -migrate-state; to leave ${full.length === 1 ? 'it' : 'them'} where ${full.length === 1 ? 'it is' : 'they are'}, run holdfast init -reconfigure.`);
  }
  if (full.length > 0 && several && !how.force) {
    const agreed = await agreedTo(places, how);
    if (!agreed.ok) return agreed;
  }
  const standing = new Set(await to.names());
  for (const { name, from: source, state } of moves) {
    const target = to.several ? name : 'default';
    if (state === undefined || isBlank(state)) {
      // An empty workspace is a workspace: what is selected must be there.
      if (standing.has(target)) continue;
      const made = await to.create(target, undefined);
      if (!made.ok) return made;
      continue;
    }
    const backend = to.backend(target);
    if (!backend.ok) return backend;
    const moved = await migrate(session, { from: source, to: backend.value }, how.force);
    if (!moved.ok) return moved;
    told.push(...moved.diagnostics);
  }
  return ok(full.length > 0, told);
}

async function agreedTo({ from, to, current }: Places, { ask }: How): Promise<Outcome<void>> {
  const question: Question = to.several
    ? { words: `Do you want to migrate all workspaces to "${to.type}"?`, explained: [`Both the existing "${from.type}" backend and the newly configured "${to.type}" backend have workspaces:`, 'each is taken along by its name. A state that stands there already is never replaced.', '', 'Only \'yes\' will be accepted to migrate all of them; anything else migrates none.'] }
    : { words: `Destination state "${to.type}" doesn't support workspaces.\nDo you want to copy only your current workspace?`, explained: [`The existing "${from.type}" backend has several workspaces, and the newly configured "${to.type}" backend`, `has one state. Only workspace "${current}" is taken along; the others stay where they are.`, '', 'Only \'yes\' will be accepted.'] };
  if (ask === undefined) {
    return refuse(`${to.several ? `There are several workspaces to take to backend "${to.type}", and` : `Backend "${to.type}" has no workspaces, so only "${current}" would be taken along, and`} input is disabled, so that nobody can be asked. `
      + 'Run holdfast init -force-copy, which does it without asking and replaces what stands there; or run init -migrate-state at a terminal.');
  }
  return await ask(question) ? ok(undefined) : refuse('Migration aborted by user. Nothing was changed.');
}

const refuse = (why: string): Outcome<never> => fail(diagnostic('compose_backend_migration', why));
