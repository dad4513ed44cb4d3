import type { Client as PgClient, ClientConfig } from 'pg';
import { diagnostic, Failure, type Diagnostic } from '../../../diagnostics';
import { unreachable } from '../remote/problems';

/** One connection to PostgreSQL: what is locked on it is locked as long as it lives. */
export interface PgConnection {
  /** Rejects with a `Failure`; a `PgRefusal` within it where the server said no. */
  query(text: string, values?: readonly unknown[]): Promise<PgResult>;
  readonly lost: boolean;
  close(): Promise<void>;
}

export interface PgResult {
  readonly rows: readonly { readonly [column: string]: unknown }[];
  readonly count: number;
}

export type PgConnect = () => Promise<PgConnection>;

/** A server's no, with its code (SQLSTATE). */
export class PgRefusal extends Failure {
  readonly state: string;
  constructor(state: string, diagnostics: readonly Diagnostic[], options?: ErrorOptions) {
    super(diagnostics, options);
    this.state = state;
  }
}

/** Tables or schema that are not there: nothing was ever written. */
export const isAbsent = (error: unknown): boolean => error instanceof PgRefusal && (error.state === '42P01' || error.state === '3F000');

/** Connects by the `pg` package, loaded when the first connection is made. @param where for people, without the password. */
export function pgConnect(config: ClientConfig, where: string): PgConnect {
  return async () => {
    const { Client } = require('pg') as typeof import('pg');
    const client: PgClient = new Client(config);
    let lost = false;
    // Without a listener a broken connection would end the process.
    client.on('error', () => { lost = true; });
    client.on('end', () => { lost = true; });
    try {
      await client.connect();
    } catch (error) {
      await client.end().catch(() => undefined);
      throw problem(error, where);
    }
    return {
      get lost() { return lost; },
      query: async (text, values = []) => {
        try {
          const result = await client.query({ text, values: [...values] });
          return { rows: result.rows as PgResult['rows'], count: result.rowCount ?? 0 };
        } catch (error) {
          throw problem(error, where);
        }
      },
      close: () => client.end().catch(() => undefined),
    };
  };
}

function problem(error: unknown, where: string): Failure {
  const { code, message } = error instanceof Error ? { code: 'code' in error && typeof error.code === 'string' ? error.code : undefined, message: error.message } : { code: undefined, message: String(error) };
  // Five characters of a SQLSTATE, with a digit: the operating system's words have none.
  if (code === undefined || !/^[0-9A-Z]{5}$/.test(code) || !/\d/.test(code)) return unreachable(where, { code, message });
  const words = `${where} said: ${message} (${code}).`;
  switch (true) {
    case code.startsWith('28'): return new PgRefusal(code, [diagnostic('backend_denied', `${words} Give the right user and password: in conn_str, PGUSER and PGPASSWORD, or a password file.`)], { cause: error });
    case code === '42501': return new PgRefusal(code, [diagnostic('backend_denied', `${words} This user may not do that. The state needs SELECT, INSERT, UPDATE and DELETE on the tables of its schema, and CREATE for the first run.`)], { cause: error });
    case code === '3D000': return new PgRefusal(code, [diagnostic('backend_missing', `${words} Make the database, or correct its name in conn_str.`)], { cause: error });
    case code.startsWith('57') || code.startsWith('08') || code === '53300': return new PgRefusal(code, [diagnostic('backend_unreachable', `${words} Run the command again.`)], { cause: error });
    default: return new PgRefusal(code, [diagnostic('backend_failed', `${words} Check the schema and its tables.`)], { cause: error });
  }
}

/** All of it, or nothing. */
export async function inTransaction<T>(connection: PgConnection, work: () => Promise<T>): Promise<T> {
  await connection.query('BEGIN');
  try {
    const result = await work();
    await connection.query('COMMIT');
    return result;
  } catch (error) {
    await connection.query('ROLLBACK').catch((second: unknown) => { if (!(second instanceof Failure)) throw second; });
    throw error;
  }
}
