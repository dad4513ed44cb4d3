import { ok, type Outcome } from '../../diagnostics';
import { nodeHttp } from '../adapter-http';
import type { RemoteWorkspaces } from '../ports';
import type { RemoteBackendOptions, RemoteBackendPorts } from './open';
import { pgConnect } from './pg/connection';
import { pgWorkspaces } from './pg/workspaces';
import { bucketOf } from './s3/bucket';
import { s3Client } from './s3/client';
import { s3Workspaces } from './s3/workspaces';
import { pgSettings } from './settings/pg';
import { s3Settings } from './settings/s3';

/** undefined where the backend has one state and no workspaces. No connection is made before the first use. */
export function openRemoteWorkspaces(options: Omit<RemoteBackendOptions, 'workspace'>, ports: RemoteBackendPorts): Outcome<RemoteWorkspaces | undefined> {
  switch (options.type) {
    case 'http': return ok(undefined);
    case 'pg': {
      const read = pgSettings(options.values, options.env, options.who);
      if (!read.ok) return read;
      const { settings, config } = read.value;
      return ok(pgWorkspaces(settings, pgConnect(config, settings.where)));
    }
    case 's3': {
      const read = s3Settings(options.values, options.env, 'default');
      if (!read.ok) return read;
      const { settings, keys, prefix, tls } = read.value;
      return ok(s3Workspaces(bucketOf(settings, s3Client(settings, { ...ports, call: nodeHttp(tls) })), keys.state, prefix));
    }
  }
}
