import { ok, type Outcome } from '../diagnostics';
import { checkSettings, type ConnectPorts } from './checked-settings';
import type * as Session from './grpc-session';
import type { BackupApi, Connection, ConnectionSettings } from './ports';

/**
 * A connection as `settings` say, or what is wrong with them. Reads the key and CA files and touches no network:
 * discovery, tokens and channels come with the first call, and their failures are `ApiError`s of that call.
 */
export function connect(settings: ConnectionSettings, ports: ConnectPorts): Outcome<Connection> {
  const checked = checkSettings(settings);
  if (!checked.ok) return checked;
  let session: Session.Session | undefined;
  let closed = false;
  // gRPC costs a tenth of a second to load: commands that make no call do not pay for it.
  const opened = (): Session.Session => {
    if (session === undefined) {
      session = (require('./grpc-session') as typeof Session).openSession(checked.value, ports);
      if (closed) session.close();
    }
    return session;
  };
  const api = (): BackupApi => opened().api;
  return ok({
    registrationToken: (req, opts) => opened().registrationToken(req, opts),
    api: {
      list: (req, opts) => api().list(req, opts),
      get: (req, opts) => api().get(req, opts),
      listTasks: (req, opts) => api().listTasks(req, opts),
      listDirectory: (req, opts) => api().listDirectory(req, opts),
      listOperations: (req, opts) => api().listOperations(req, opts),
      getOperation: (req, opts) => api().getOperation(req, opts),
      deleteResource: (req, opts) => api().deleteResource(req, opts),
      createDirectory: (req, opts) => api().createDirectory(req, opts),
    },
    close() {
      closed = true;
      session?.close();
    },
  });
}
