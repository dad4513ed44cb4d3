import { join } from 'node:path';
import { diagnostic } from '../diagnostics';
import type { FileSystem, State, StateBackend, StateCodec } from '../state';

/** Terraform's name for it. */
const FILE = 'errored.tfstate';

/**
 * The same backend; a state that it could not take is put into errored.tfstate of the folder that commands work in, and
 * taken away again once a later write has succeeded.
 */
export function rescued(backend: StateBackend, folder: string, files: FileSystem, codec: StateCodec): StateBackend {
  const path = join(folder, FILE);
  let saved = false;
  return {
    ...backend,
    write: async (next, expected, forced) => {
      const outcome = await backend.write(next, expected, forced);
      if (outcome.ok) {
        if (saved) await files.unlink(path).catch(() => undefined);
        saved = false;
        return outcome;
      }
      const told = await putAside(files, path, next, codec);
      saved = told === undefined;
      return { ok: false, diagnostics: [...outcome.diagnostics, diagnostic('compose_state_aside', told ?? `The state that could not be written (serial ${next.serial}) is in ${path}. Nothing is lost: once the backend `
        + `can be written again, run apply, which continues from the journal of the run; or put the file in place with: terraform state push ${FILE}`)] };
    },
  };
}

/** Why it could not be saved either. */
async function putAside(files: FileSystem, path: string, state: State, codec: StateCodec): Promise<string | undefined> {
  try {
    await files.unlink(`${path}.tmp`).catch(() => undefined);
    const file = await files.open(`${path}.tmp`, 'create');
    try {
      await file.write(await codec.encode(state), 0);
      await file.sync();
    } finally {
      await file.close();
    }
    await files.rename(`${path}.tmp`, path);
    return undefined;
  } catch (error) {
    return `The state could not be saved to ${path} either: ${error instanceof Error ? error.message : String(error)}. The journal of the run has what was done: run apply again once the backend can be written.`;
  }
}
