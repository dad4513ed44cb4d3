import { keepsKeys } from '../apply';
import { diagnostic, fail, ok } from '../diagnostics';
import type { StateBackend } from '../state';

/**
 * A state that is read from one file and written to another, as -state-out asks: the first stays as it is. Lock and runs are
 * those of the file that is written, so that an interrupted run is taken up there; what it has written by then is read from there.
 */
export function betweenFiles(from: StateBackend, to: StateBackend): StateBackend {
  let written = false;
  return {
    ...to,
    read: async () => {
      if (written) return to.read();
      // What a run on the first file began must be found out there: here nobody would know of it, and it could be done twice.
      const begun = await from.runs.listOpen();
      if (!begun.ok) return begun;
      if (begun.value.some((run) => !keepsKeys(run))) return fail(diagnostic('compose_state_file', `A run on ${from.description} has no end yet. Apply without -state-out first: it takes up what is under way.`));
      const runs = await to.runs.listOpen();
      if (!runs.ok) return runs;
      return runs.value.some((run) => run.checkpointed === true) ? to.read() : from.read();
    },
    write: async (next, expected, forced) => {
      if (written) return to.write(next, expected, forced);
      const standing = await to.read();
      if (!standing.ok) return standing;
      // Whatever it says is replaced, as Terraform does it; its backup is kept.
      const done = await to.write(next, standing.value, true);
      written = done.ok;
      return done.ok ? ok(undefined, done.diagnostics) : done;
    },
  };
}
