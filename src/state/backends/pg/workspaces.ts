import type { RemoteWorkspaces } from '../../ports';
import { inTransaction, isAbsent, type PgConnect, type PgConnection } from './connection';
import type { PgSettings } from './reach';
import { tablesOf } from './tables';

/** Each workspace is a row of Terraform's table. */
export function pgWorkspaces(settings: PgSettings, connect: PgConnect): RemoteWorkspaces {
  const tables = tablesOf(settings.schema);
  const using = async <T>(work: (connection: PgConnection) => Promise<T>): Promise<T> => {
    const connection = await connect();
    try {
      return await work(connection);
    } finally {
      await connection.close();
    }
  };
  return {
    names: () => using(async (connection) => {
      try {
        const { rows } = await connection.query(`SELECT name FROM ${tables.states} WHERE name <> 'default' ORDER BY name`);
        return rows.map((row) => String(row['name']));
      } catch (error) {
        if (isAbsent(error)) return [];
        throw error;
      }
    }),
    remove: (workspace) => using(async (connection) => {
      const { rows } = await connection.query('SELECT 1 FROM pg_tables WHERE schemaname = $1 AND tablename = $2', [settings.schema, 'holdfast_runs']);
      await inTransaction(connection, async () => {
        if (rows.length > 0) await connection.query(`DELETE FROM ${tables.runs} WHERE state = $1`, [workspace]);
        await connection.query(`DELETE FROM ${tables.states} WHERE name = $1`, [workspace]);
      });
    }),
  };
}
