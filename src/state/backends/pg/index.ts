import type { LockInfo, StateBackend } from '../../ports';
import { segmentRunStore } from '../../runs/segment-store';
import { remoteBackend, type RemoteOptions, type RemotePorts } from '../remote';
import type { RemotePlace } from '../remote/place';
import { isAbsent, type PgConnect, type PgConnection } from './connection';
import { holderOf, tryAdvisoryLock } from './lock';
import type { PgReach, PgSettings } from './reach';
import { pgRuns } from './runs';
import { makeTables, tablesOf, type PgTables } from './tables';

/**
 * A state as a row of Terraform's table, runs in tables of ours beside it, and Terraform's advisory locks. The lock, and
 * every write under it, stands on one connection: a connection that is gone can write nothing any more.
 */
export function openPgBackend(settings: PgSettings, workspace: string, options: RemoteOptions, ports: RemotePorts & { readonly connect: PgConnect }): StateBackend {
  const tables = tablesOf(settings.schema);
  let locked: { readonly connection: PgConnection; readonly id: string } | undefined;

  /** On the locked connection where there is one, else on one for this alone. */
  const using = async <T>(work: (connection: PgConnection) => Promise<T>): Promise<T> => {
    if (locked !== undefined) return work(locked.connection);
    const connection = await ports.connect();
    try {
      return await work(connection);
    } finally {
      await connection.close();
    }
  };
  const absentAs = async <T>(absent: T, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!isAbsent(error)) throw error;
      return absent;
    }
  };

  const place: RemotePlace = {
    ...pgPlace(settings, workspace, tables, { using, absentAs }),
    tryLock: async (info) => {
      const connection = locked?.connection ?? await ports.connect();
      let kept = false;
      try {
        await connection.query("SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'");
        const id = await absentAs<{ readonly id: string; readonly held: boolean } | undefined>(undefined, () => tryAdvisoryLock(connection, tables, workspace));
        const taken = id ?? await tryAdvisoryLock(connection, undefined, workspace);
        if (!taken.held) return { held: false, ...await holderOf(connection, taken.id) };
        kept = true;
        locked = { connection, id: taken.id };
        return { held: true, info: { ...info, Path: taken.id } };
      } finally {
        if (!kept) await connection.close();
      }
    },
    // A write on a connection that is gone fails, and every intent is such a write.
    holds: () => Promise.resolve(locked?.connection.lost === false),
    unlock: async (_info: LockInfo) => {
      const mine = locked;
      locked = undefined;
      // The end of the connection is the end of its locks, and all that a lost one needs.
      await mine?.connection.close();
    },
  };
  return remoteBackend(place, options, ports, (assertHeld) => segmentRunStore(pgRuns(settings, workspace, tables, { using, absentAs }), assertHeld));
}

function pgPlace(settings: PgSettings, workspace: string, tables: PgTables, { using, absentAs }: PgReach): Omit<RemotePlace, 'tryLock' | 'holds' | 'unlock'> {
  const name = `${settings.where}, schema ${settings.schema}, workspace ${workspace}`;
  return {
    description: `pg: ${settings.where}/${settings.schema}`, name, lockPath: '', comparesAndSwaps: true, locksOutlive: false,
    fetch: () => absentAs(undefined, () => using(async (connection) => {
      const { rows } = await connection.query(`SELECT data, md5(data) AS tag FROM ${tables.states} WHERE name = $1`, [workspace]);
      const [row] = rows;
      return row === undefined ? undefined : { bytes: Buffer.from(String(row['data'] ?? '')), tag: String(row['tag']) };
    })),
    store: (bytes, replaces) => using(async (connection) => {
      const text = Buffer.from(bytes).toString('utf8');
      if (replaces === undefined) await makeTables(connection, settings, tables);
      const { rows } = replaces === undefined
        ? await connection.query(`INSERT INTO ${tables.states} (name, data) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING RETURNING md5(data) AS tag`, [workspace, text])
        : await connection.query(`UPDATE ${tables.states} SET data = $2 WHERE name = $1 AND md5(data) = $3 RETURNING md5(data) AS tag`, [workspace, text, replaces.tag ?? '']);
      const [row] = rows;
      return row === undefined ? { kind: 'changed' } : { kind: 'stored', stored: { bytes, tag: String(row['tag']) } };
    }),
  };
}
