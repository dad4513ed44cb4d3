import type { LockInfo } from '../../ports';
import type { PgConnection } from './connection';
import type { PgTables } from './tables';

/** What Terraform locks while a workspace is being made. */
const CREATION = '-1';

/**
 * Takes the advisory locks that Terraform takes: that of the state's row, while nobody holds the creation lock; the
 * creation lock itself where there is no row (or no table) yet. @returns which lock it is about, and whether it is held now.
 */
export async function tryAdvisoryLock(connection: PgConnection, tables: PgTables | undefined, workspace: string): Promise<{ readonly id: string; readonly held: boolean }> {
  const found = tables === undefined ? undefined
    : await connection.query(`SELECT id::text AS id, pg_try_advisory_lock(id) AS row, pg_try_advisory_lock(-1) AS creation FROM ${tables.states} WHERE name = $1`, [workspace]);
  const row = found?.rows[0];
  if (row === undefined) {
    const { rows } = await connection.query('SELECT pg_try_advisory_lock(-1) AS creation');
    return { id: CREATION, held: rows[0]?.['creation'] === true };
  }
  const id = String(row['id']);
  if (row['creation'] === true) await connection.query('SELECT pg_advisory_unlock(-1)');
  if (row['row'] === true && row['creation'] === true) return { id, held: true };
  if (row['row'] === true) await connection.query('SELECT pg_advisory_unlock($1::bigint)', [id]);
  return { id: row['row'] === true ? CREATION : id, held: false };
}

/** Who holds an advisory lock, as far as the server tells: tools do not say more of themselves than their connection's name. */
export async function holderOf(connection: PgConnection, id: string): Promise<{ readonly holder: LockInfo | undefined; readonly note: string }> {
  const { rows } = await connection.query(
    'SELECT a.pid, a.usename, a.application_name, a.client_addr::text AS client, a.backend_start FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid '
    + "WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
    + 'AND ((l.classid::bigint << 32) | l.objid::bigint) = $1::bigint', [id]);
  const [row] = rows;
  if (row === undefined) return { holder: undefined, note: 'It was released just now, or this user may not see who holds it. Run the command again, or let it wait with -lock-timeout.' };
  const text = (name: string): string => (row[name] === null || row[name] === undefined ? '' : String(row[name]));
  const name = text('application_name');
  const from = text('client') === '' ? 'this machine' : text('client');
  const since = row['backend_start'] instanceof Date ? row['backend_start'].toISOString() : text('backend_start');
  const holder: LockInfo = {
    ID: id, Operation: '', Info: `session ${text('pid')}${name === '' ? '' : ` (${name})`}`, Who: name.startsWith('holdfast ') ? name.slice('holdfast '.length) : `${text('usename')}@${from}`,
    Version: '', Created: since, Path: id,
  };
  return { holder, note: `Wait for it to end, or let this run wait with -lock-timeout. The lock ends with its connection; where that must be ended by force, an administrator of the database runs: SELECT pg_terminate_backend(${text('pid')});` };
}
