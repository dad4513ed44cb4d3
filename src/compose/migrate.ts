import { diagnostic, fail, ok, type Diagnostic, type Outcome } from '../diagnostics';
import { isBlank, type State, type StateBackend } from '../state';
import { takeLock } from './lock';
import type { Session } from './world';

export interface Ends {
  readonly from: StateBackend;
  readonly to: StateBackend;
}

/**
 * Takes the state from one backend to another, both locked: its lineage goes along, and what stands at the new place is never
 * lost silently. The old state is left where it was; a local one is left empty, with its backup, as Terraform does it.
 * Gives whether there was anything to take. @param force what stands at the new place is replaced.
 */
export function migrate(session: Session, ends: Ends, force: boolean): Promise<Outcome<boolean>> {
  return underBoth(session, ends, () => copy(ends, force));
}

async function copy({ from, to }: Ends, force: boolean): Promise<Outcome<boolean>> {
  const source = await from.read();
  if (!source.ok) return source;
  const state = source.value;
  if (state === undefined) return ok(false);
  const target = await to.read();
  if (!target.ok) return target;
  const standing = target.value;
  const next = follows(state, standing, to, force);
  if (!next.ok) return next;
  if (next.value !== undefined) {
    const written = await to.write(next.value, standing);
    if (!written.ok) return written;
  }
  if (!from.description.startsWith('local:')) return ok(true);
  return emptied(from, state);
}

/** What to write; undefined where it stands there already. */
function follows(state: State, standing: State | undefined, to: StateBackend, force: boolean): Outcome<State | undefined> {
  if (standing === undefined) return ok(state);
  if (standing.lineage !== state.lineage) {
    if (isBlank(standing) || force) return ok({ ...state, lineage: standing.lineage, serial: Math.max(state.serial, standing.serial + 1) });
    return refuse(`${to.description} holds another state already (lineage ${standing.lineage}, serial ${standing.serial}). To replace what it says, run holdfast init -force-copy; to use it as it is, run holdfast init -reconfigure.`);
  }
  if (standing.serial === state.serial) return ok(undefined);
  // One that manages nothing loses nothing: such a one is left where a state went away from.
  if (standing.serial > state.serial && !isBlank(standing) && !force) {
    return refuse(`${to.description} holds a later generation of this state (serial ${standing.serial}, here ${state.serial}). To use it, run holdfast init -reconfigure; to replace it, run holdfast init -force-copy.`);
  }
  return ok({ ...state, serial: Math.max(state.serial, standing.serial + 1) });
}

/** The local file says no more that it manages anything: two places that both do would drift apart. */
async function emptied(from: StateBackend, state: State): Promise<Outcome<boolean>> {
  const written = await from.write({ ...state, serial: state.serial + 1, outputs: new Map(), resources: new Map(), extra: {} }, state);
  return written.ok ? ok(true) : written;
}

async function underBoth(session: Session, { from, to }: Ends, work: () => Promise<Outcome<boolean>>): Promise<Outcome<boolean>> {
  const first = await takeLock(session, from, 'init');
  if (!first.ok) return first;
  const told: Diagnostic[] = [];
  try {
    const second = await takeLock(session, to, 'init');
    if (!second.ok) return second;
    try {
      const result = await work();
      told.push(...await second.value.release(), ...await first.value.release());
      return { ...result, diagnostics: [...result.diagnostics, ...told] };
    } finally {
      await second.value.release();
    }
  } finally {
    await first.value.release();
  }
}

function refuse(why: string): Outcome<never> {
  return fail(diagnostic('compose_backend_migration', why));
}
