import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Clock, Random } from '../../api';
import { diagnostic, fail, Failure, ok, type Outcome } from '../../diagnostics';
import { nodeHttp } from '../adapter-http';
import type { FileSystem } from '../file-system';
import type { RunStore, StateBackend } from '../ports';
import { fileRunStore } from '../runs/run-store';
import { openHttpBackend } from './http';
import type { RemoteOptions } from './remote';
import { openPgBackend } from './pg';
import { pgConnect } from './pg/connection';
import { HTTP_SCHEMA, httpSettings } from './settings/http';
import { openS3Backend } from './s3';
import { PG_SCHEMA, pgSettings } from './settings/pg';
import { S3_SCHEMA, s3Settings } from './settings/s3';
import type { BackendSchema, RemoteType, SettingValues } from './settings/schema';

/** Arguments of each remote backend. */
export const REMOTE_SCHEMAS: Readonly<Record<RemoteType, BackendSchema>> = { http: HTTP_SCHEMA, pg: PG_SCHEMA, s3: S3_SCHEMA };

export interface RemoteBackendOptions extends RemoteOptions {
  readonly type: RemoteType;
  /** Arguments in the types of their schema, secrets included where they were given so. */
  readonly values: SettingValues;
  readonly workspace: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that commands work in: keeps the runs of a backend that has no place for them. */
  readonly directory: string;
}

export interface RemoteBackendPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly files: FileSystem;
}

/** Opens a backend on a server. No connection is made before the first use. */
export function openRemoteBackend(options: RemoteBackendOptions, ports: RemoteBackendPorts): Outcome<StateBackend> {
  switch (options.type) {
    case 'http': return openHttp(options, ports);
    case 'pg': return openPg(options, ports);
    case 's3': return openS3(options, ports);
  }
}

function openHttp(options: RemoteBackendOptions, ports: RemoteBackendPorts): Outcome<StateBackend> {
  if (options.workspace !== 'default') {
    return fail(diagnostic('backend_settings', `Backend "http" has one state and no workspaces, and workspace "${options.workspace}" is selected. Select "default" (TF_WORKSPACE, .terraform/environment), or use another backend.`));
  }
  const read = httpSettings(options.values, options.env);
  if (!read.ok) return read;
  const { settings, tls } = read.value;
  const unlocked = settings.lockAddress === undefined
    ? [diagnostic('backend_unlocked', 'Backend "http" has no lock_address, so nothing keeps two runs apart. Give lock_address and unlock_address if the server has locks. '
      + 'A run that is killed leaves no sign of itself but its journal, in .holdfast/ of its folder: where that is lost, apply with -recover.')] : [];
  const backend = openHttpBackend(settings, options, { ...ports, call: nodeHttp(tls) }, runsInWorkFolder(options, settings.address.href, ports));
  const { forceUnlock } = backend;
  return ok(forceUnlock === undefined ? backend : { ...backend, forceUnlock: async (lockId) => withRunOf(await forceUnlock(lockId), backend, options.directory) }, unlocked);
}

/**
 * A run that ends releases its lock: one that is taken away is the sign of a run without an end. Its journal is where it ran, which the
 * server does not know: where that is not here, whoever takes the lock away is the one who can know.
 */
async function withRunOf(unlocked: Outcome<void>, { runs }: StateBackend, directory: string): Promise<Outcome<void>> {
  if (!unlocked.ok) return unlocked;
  const open = await runs.listOpen();
  // What an open run began is found out before anything else; one that cannot be read is told by whoever takes it up.
  if (!open.ok || open.value.length > 0) return unlocked;
  return ok(undefined, [...unlocked.diagnostics, diagnostic('backend_run_elsewhere', `The run that held this lock has no journal in ${join(directory, '.holdfast')}: it ran in another folder, or on another machine. `
    + 'Apply there, or bring its .holdfast folder here, and the next apply finds out how its operations ended. If that folder is lost, apply with -recover: it waits for whatever the run may have sent, before it plans.')]);
}

function openPg(options: RemoteBackendOptions, ports: RemoteBackendPorts): Outcome<StateBackend> {
  const read = pgSettings(options.values, options.env, options.who);
  if (!read.ok) return read;
  const { settings, config } = read.value;
  return ok(openPgBackend(settings, options.workspace, options, { ...ports, connect: pgConnect(config, settings.where) }));
}

function openS3(options: RemoteBackendOptions, ports: RemoteBackendPorts): Outcome<StateBackend> {
  const read = s3Settings(options.values, options.env, options.workspace);
  if (!read.ok) return read;
  const { settings, keys, locking, tls } = read.value;
  const told = locking === true ? []
    : [diagnostic('backend_unlocked', locking === false ? 'Backend "s3" is told not to lock (use_lockfile = false), so nothing keeps two runs apart.'
      : 'Backend "s3" does not set use_lockfile = true. This tool takes the lock all the same, and Terraform does not: set it, so that the two keep apart.')];
  return ok(openS3Backend(settings, keys, locking ?? true, options, { ...ports, call: nodeHttp(tls) }), told);
}

/** For a server with no place for runs: the folder that commands work in, one folder for each address. */
function runsInWorkFolder({ directory, type }: RemoteBackendOptions, address: string, { files, clock }: RemoteBackendPorts): (assertHeld: () => Promise<void>) => RunStore {
  const folder = join(directory, '.holdfast', `${type}-${createHash('sha256').update(address).digest('hex').slice(0, 16)}`, 'runs');
  return (assertHeld) => fileRunStore({
    folder,
    assertWritable: async (bytes) => {
      await assertHeld();
      const free = await files.freeBytes(directory);
      if (free !== undefined && free < bytes) {
        throw new Failure([diagnostic('state_disk_full', `${directory} has ${free} bytes free, and ${bytes} are needed for the journal of a run. Free disk space and run the command again.`)]);
      }
    },
  }, { files, clock });
}
