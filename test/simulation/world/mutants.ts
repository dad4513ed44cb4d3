import type { BackupApi } from '../../../src/api';
import type { ApplyInputs } from '../../../src/apply';
import type { ConfiguredProvider } from '../../../src/provider';
import type { FileSystem, StateBackend } from '../../../src/state';
import type { Process } from './machine';
import type { WatchOptions } from './watch';

/** The protocol with one of its rules broken, by what stands between its parts. */
export interface Mutant extends WatchOptions {
  readonly settleMs?: number;
  readonly readLagMs?: number;
  files?(files: FileSystem): FileSystem;
  backend?(backend: StateBackend, files: FileSystem): StateBackend;
  api?(api: BackupApi, process: Process): BackupApi;
  provider?(provider: ConfiguredProvider): ConfiguredProvider;
  inputs?(inputs: ApplyInputs, process: Process): ApplyInputs;
}

export const asIs = (api: BackupApi): BackupApi => api;
