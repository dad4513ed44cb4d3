import { fail, ok, type Diagnostic, type Outcome } from '../diagnostics';
import { str } from '../values';
import { backendOf } from './backend';
import { seen } from './look';
import { open, openStacks } from './open';
import type { SessionOptions } from './options';
import { judgedAtTheDoor, planOn } from './plan';
import { providerSet, type ProviderSet } from './providers';
import { recorder, type WorldRecord } from './recorder';
import { openSession, type Session } from './world';

export interface RecordOptions extends SessionOptions {
  /** Recorded whole; that of the provider unless given. */
  readonly folderId?: string;
  /** Directories that are recorded besides. */
  readonly paths?: readonly { readonly instance: string; readonly path: string }[];
}

/**
 * Records what a plan of the configuration reads, by planning it: so that a plan on the record alone is the same. Besides, all registrations
 * of every folder that it uses and of the provider's own, and the directories of `paths`. The state is the one that `stateFile` names, or
 * none, as for a plan on the record. Where the folder has no configuration, the environment configures the provider. Writes and locks nothing. @public
 */
export async function record(options: RecordOptions): Promise<Outcome<WorldRecord>> {
  const asked = openSession(options);
  const session: Session = { ...asked, recorder: recorder(), emit: () => undefined, options: { ...options, lock: false } };
  return judgedAtTheDoor(async () => {
    const providers = providerSet(session);
    try {
      const takenAt = new Date(session.clock.now()).toISOString();
      const planned = await planAll(session, providers);
      if (!planned.ok) return planned;
      const own: Readonly<Record<string, string>> = options.folderId === undefined ? {} : { folder_id: options.folderId };
      const looked = await seen(session, providers, [
        { type: 'cloudbackup_resources', arguments: own },
        ...(options.paths ?? []).map(({ instance, path }) => ({ type: 'cloudbackup_directory', arguments: { ...own, compute_instance_id: instance, path } })),
      ]);
      if (!looked.ok) return looked;
      // That a directory could not be read is recorded; without the folder there is no record.
      const [standing] = looked.value;
      if (standing?.ok !== true) return standing ?? fail(...looked.diagnostics);
      const folder = standing.value.kind === 'object' ? standing.value.entries.get('id') ?? str('') : str('');
      const written = await session.recorder?.record(takenAt, folder.kind === 'string' ? folder.value : null);
      return written === undefined ? fail(...looked.diagnostics) : ok(written, [...planned.diagnostics, ...looked.diagnostics]);
    } finally {
      providers.close();
    }
  });
}

/** Plans each configuration, for what that reads. What the plan has to say is for plan to say. */
async function planAll(session: Session, providers: ProviderSet): Promise<Outcome<void>> {
  const stacks = await openStacks(session);
  if (!stacks.ok) return stacks.diagnostics.every((d: Diagnostic) => d.code === 'config_no_files') ? ok(undefined) : stacks;
  for (const configuration of stacks.value) {
    const own: Session = { ...session, options: { ...session.options, configuration } };
    const opened = await open(own);
    if (!opened.ok) return opened;
    const backend = session.options.stateFile === undefined ? undefined : backendOf(configuration, own);
    const state = backend === undefined ? ok(undefined) : backend.ok ? await backend.value.read() : backend;
    if (!state.ok) return state;
    await planOn(own, opened.value, state.value, providers, 'normal');
  }
  return ok(undefined);
}
