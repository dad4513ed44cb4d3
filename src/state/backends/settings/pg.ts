import { readFileSync } from 'node:fs';
import type { ClientConfig } from 'pg';
import { diagnostic, fail, ok, type Diagnostic, type Outcome } from '../../../diagnostics';
import type { PgSettings } from '../pg/reach';
import { parseConnectionText } from './pg-text';
import { switchOf, textOf } from './read';
import type { BackendSchema, SettingValues } from './schema';

export const PG_SCHEMA: BackendSchema = {
  conn_str: { type: 'string', env: ['PG_CONN_STR'], password: true },
  schema_name: { type: 'string', env: ['PG_SCHEMA_NAME'] },
  skip_schema_creation: { type: 'bool', env: ['PG_SKIP_SCHEMA_CREATION'] },
  skip_table_creation: { type: 'bool', env: ['PG_SKIP_TABLE_CREATION'] },
  skip_index_creation: { type: 'bool', env: ['PG_SKIP_INDEX_CREATION'] },
};

/** Environment variables of PostgreSQL's own clients, by the parameter that they stand in for. */
const PG_VARIABLES: Readonly<Record<string, string>> = {
  host: 'PGHOST', port: 'PGPORT', dbname: 'PGDATABASE', user: 'PGUSER', password: 'PGPASSWORD', sslmode: 'PGSSLMODE', sslcert: 'PGSSLCERT', sslkey: 'PGSSLKEY',
  sslrootcert: 'PGSSLROOTCERT', connect_timeout: 'PGCONNECT_TIMEOUT', application_name: 'PGAPPNAME', options: 'PGOPTIONS', passfile: 'PGPASSFILE',
};
const CONNECT_SECONDS = 30;

/** Settings and connection of the pg backend, from its arguments, PG_CONN_STR and the variables of PostgreSQL's own clients. @param who for others to see. */
export function pgSettings(values: SettingValues, env: Readonly<Record<string, string | undefined>>, who: string): Outcome<{ readonly settings: PgSettings; readonly config: ClientConfig }> {
  const written = parseConnectionText(textOf(PG_SCHEMA, values, env, 'conn_str') ?? '');
  if (written === undefined) {
    return fail(diagnostic('backend_settings', '"conn_str" of backend "pg" must be an address (postgres://user@host:port/database?sslmode=…) or pairs as in PostgreSQL\'s own clients (host=… dbname=…).'));
  }
  const parameter = (name: string): string | undefined => {
    const value = written.get(name) ?? env[PG_VARIABLES[name] ?? ''];
    return value === undefined || value === '' ? undefined : value;
  };
  const host = parameter('host') ?? 'localhost';
  const port = parameter('port') ?? '5432';
  const user = parameter('user') ?? env['USER'] ?? env['LOGNAME'] ?? 'postgres';
  const database = parameter('dbname') ?? user;
  if (!/^\d{1,5}$/.test(port)) return fail(diagnostic('backend_settings', `The port of backend "pg" must be a number, and it is ${JSON.stringify(port)}.`));
  const ssl = tlsOf(parameter, host);
  if (!ssl.ok) return ssl;
  const password = parameter('password');
  const options = parameter('options');
  const timeout = Number(parameter('connect_timeout') ?? CONNECT_SECONDS);
  return ok({
    settings: {
      schema: textOf(PG_SCHEMA, values, env, 'schema_name') ?? 'terraform_remote_state',
      skipSchemaCreation: switchOf(PG_SCHEMA, values, env, 'skip_schema_creation') ?? false,
      skipTableCreation: switchOf(PG_SCHEMA, values, env, 'skip_table_creation') ?? false,
      skipIndexCreation: switchOf(PG_SCHEMA, values, env, 'skip_index_creation') ?? false,
      where: `PostgreSQL ${host.startsWith('/') ? host : `${host}:${port}`}/${database}`,
    },
    config: {
      host, port: Number(port), user, database, ssl: ssl.value, application_name: parameter('application_name') ?? `holdfast ${who}`.slice(0, 63),
      connectionTimeoutMillis: (timeout > 0 ? timeout : CONNECT_SECONDS) * 1_000, keepAlive: true,
      ...(password === undefined ? {} : { password }), ...(options === undefined ? {} : { options }),
    },
  });
}

/** As Terraform's client: without a word TLS is wanted, and the server's certificate is looked at only where the mode says so. None on a socket of this machine. */
function tlsOf(parameter: (name: string) => string | undefined, host: string): Outcome<Exclude<ClientConfig['ssl'], undefined>> {
  const mode = parameter('sslmode') ?? 'require';
  if (host.startsWith('/') || mode === 'disable') return ok(false);
  if (!['require', 'verify-ca', 'verify-full'].includes(mode)) {
    return fail(diagnostic('backend_settings', `sslmode=${mode} is not supported by backend "pg": give disable, require, verify-ca or verify-full.`));
  }
  const problems: Diagnostic[] = [];
  const file = (name: string): string | undefined => {
    const path = parameter(name);
    if (path === undefined) return undefined;
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      problems.push(diagnostic('backend_settings', `The file of ${name} of backend "pg" cannot be read: ${error instanceof Error ? error.message : String(error)}.`));
      return undefined;
    }
  };
  const [ca, cert, key] = [file('sslrootcert'), file('sslcert'), file('sslkey')];
  if (problems.length > 0) return fail(...problems);
  const verified = mode !== 'require' || ca !== undefined;
  return ok({
    rejectUnauthorized: verified, ...(ca === undefined ? {} : { ca }), ...(cert === undefined ? {} : { cert }), ...(key === undefined ? {} : { key }),
    // The authority alone is looked at, not the name.
    ...(mode === 'verify-full' ? {} : { checkServerIdentity: () => undefined }),
  });
}
