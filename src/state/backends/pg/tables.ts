import type { PgConnection } from './connection';
import type { PgSettings } from './reach';

/** Names as SQL writes them. */
export interface PgTables {
  readonly schema: string;
  /** Terraform's: id, name, data. */
  readonly states: string;
  readonly runs: string;
  readonly plans: string;
}

export function tablesOf(schema: string): PgTables {
  const quoted = identifier(schema);
  return { schema: quoted, states: `${quoted}.states`, runs: `${quoted}.holdfast_runs`, plans: `${quoted}.holdfast_plans` };
}

const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Makes what Terraform makes, by the same names, unless the settings leave that to others. */
export async function makeTables(connection: PgConnection, settings: PgSettings, tables: PgTables): Promise<void> {
  if (!settings.skipSchemaCreation && !(await exists(connection, 'SELECT 1 FROM pg_namespace WHERE nspname = $1', settings.schema))) {
    await connection.query(`CREATE SCHEMA IF NOT EXISTS ${tables.schema}`);
  }
  if (!settings.skipTableCreation && !(await hasTable(connection, settings.schema, 'states'))) {
    await connection.query('CREATE SEQUENCE IF NOT EXISTS public.global_states_id_seq AS bigint');
    await connection.query(`CREATE TABLE IF NOT EXISTS ${tables.states} (id bigint NOT NULL DEFAULT nextval('public.global_states_id_seq') PRIMARY KEY, name text UNIQUE, data text)`);
  }
  if (!settings.skipIndexCreation) await connection.query(`CREATE UNIQUE INDEX IF NOT EXISTS states_by_name ON ${tables.states} (name)`);
}

/** Makes the tables of runs. */
export async function makeRunTables(connection: PgConnection, settings: PgSettings, tables: PgTables): Promise<void> {
  if (!settings.skipSchemaCreation && !(await exists(connection, 'SELECT 1 FROM pg_namespace WHERE nspname = $1', settings.schema))) {
    await connection.query(`CREATE SCHEMA IF NOT EXISTS ${tables.schema}`);
  }
  if (!(await hasTable(connection, settings.schema, 'holdfast_runs'))) {
    await connection.query(`CREATE TABLE IF NOT EXISTS ${tables.runs} (state text NOT NULL, run text NOT NULL, segment integer NOT NULL, data bytea NOT NULL, PRIMARY KEY (state, run, segment))`);
  }
  if (!(await hasTable(connection, settings.schema, 'holdfast_plans'))) {
    await connection.query(`CREATE TABLE IF NOT EXISTS ${tables.plans} (state text NOT NULL, plan text NOT NULL, header text NOT NULL, used_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (state, plan))`);
  }
}

const hasTable = (connection: PgConnection, schema: string, table: string): Promise<boolean> =>
  exists(connection, 'SELECT 1 FROM pg_tables WHERE schemaname = $1 AND tablename = $2', schema, table);

async function exists(connection: PgConnection, text: string, ...values: readonly string[]): Promise<boolean> {
  return (await connection.query(text, values)).count > 0;
}
