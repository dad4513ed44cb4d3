import { basename, dirname, join } from 'node:path';

/** Where everything of one local state lies. The state and its backup are Terraform's, the folder is ours. */
export interface Places {
  readonly state: string;
  readonly directory: string;
  /** What stood there before the first write of a run, as Terraform keeps it; undefined where none is wanted. */
  readonly backup: string | undefined;
  /** Terraform's description of who holds the lock. */
  readonly lockInfo: string;
  readonly folder: string;
  /** What was last written here, and what is being written. */
  readonly record: string;
  /** Stands while the state file is made for the first time. */
  readonly claim: string;
  /** Locked by the one process that makes the state file; it stays when that is done. */
  readonly maker: string;
  readonly runs: string;
}

export function placesOf(state: string, backup: string | undefined = `${state}.backup`): Places {
  const directory = dirname(state);
  const name = basename(state);
  // As Terraform names it: a leading dot is not doubled.
  const hidden = name.startsWith('.') ? name : `.${name}`;
  const folder = join(directory, `${hidden}.holdfast`);
  return {
    state, directory, folder,
    backup: backup === '-' ? undefined : backup,
    lockInfo: join(directory, `${hidden}.lock.info`),
    record: join(folder, 'record.json'),
    claim: join(folder, 'creating'),
    maker: join(folder, 'maker'),
    runs: join(folder, 'runs'),
  };
}

export function generationPath(places: Places, file: string): string {
  return join(places.folder, file);
}
