import { tmpdir } from 'node:os';
import { nodeFileSystem, openRemoteBackend, readSettings, REMOTE_SCHEMAS, withoutPassword, type StateBackend } from '../../../src/state';
import { systemClock, systemRandom } from '../../../src/api';
import type { Json } from '../../../src/values';
import { postgresPrograms, startPostgres, type PostgresServer } from '../../support/postgres-server';
import { describeWithProgram } from '../../support/programs';
import { must, never, stateOf } from '../support';
import { backendContract } from './contract';
import { interop } from './interop';

describeWithProgram('postgres', 'backend "pg"', () => {
  let server: PostgresServer;
  let made = 0;
  beforeAll(async () => { server = await startPostgres(); }, 120_000);
  afterAll(async () => { await server.stop(); });

  const fresh = (): string => {
    const name = `state${++made}`;
    server.sql('postgres', `CREATE DATABASE ${name}`);
    return name;
  };
  const open = (config: Record<string, Json>, more: { readonly env?: Record<string, string>; readonly who?: string | undefined; readonly workspace?: string } = {}): StateBackend => {
    const values = must(readSettings('pg', REMOTE_SCHEMAS.pg, new Map(Object.entries(config)), () => undefined));
    return must(openRemoteBackend(
      { type: 'pg', values, workspace: more.workspace ?? 'default', env: more.env ?? {}, directory: tmpdir(), toolVersion: '0.1.0', who: more.who ?? 'tester@here' },
      { clock: systemClock(), random: systemRandom(), files: nodeFileSystem() },
    ));
  };
  const hex = (bytes: Buffer): string => `convert_from('\\x${bytes.toString('hex')}', 'UTF8')`;

  describe('on a real PostgreSQL', () => {
    backendContract(async () => {
      const database = fresh();
      const held = async () => {
        const text = server.sql(database, "SELECT to_regclass('terraform_remote_state.states')") === '' ? '' : server.sql(database, "SELECT encode(convert_to(data, 'UTF8'), 'hex') || '.' FROM terraform_remote_state.states WHERE name = 'default'");
        return text === '' ? undefined : Buffer.from(text.replace(/[.\n]/g, ''), 'hex');
      };
      return {
        open: (who) => open({ conn_str: server.connection(database) }, { who }),
        held,
        damage: async (bytes) => {
          if (await held() === undefined) {
            const other = open({ conn_str: server.connection(database) }, { who: 'vandal@desk' });
            const lock = must(await other.lock('x', 0, never));
            must(await other.write(stateOf(1), undefined));
            await lock.release();
          }
          server.sql(database, `UPDATE terraform_remote_state.states SET data = ${hex(bytes)} WHERE name = 'default'`);
        },
        stealLock: async () => {
          server.sql(database, "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
        },
        findsStolenLock: false,
        comparesAndSwaps: true,
      };
    });
  });

  interop('backend "pg"', async () => {
    const database = fresh();
    return {
      block: { pg: { conn_str: server.connection(database) } },
      held: async () => Buffer.from(server.sql(database, "SELECT encode(convert_to(data, 'UTF8'), 'hex') FROM terraform_remote_state.states WHERE name = 'default'").replace(/\n/g, ''), 'hex'),
    };
  });

  it('keeps workspaces apart, each with its own lock', async () => {
    const config = { conn_str: server.connection(fresh()) };
    const [a, b] = [open(config), open(config, { workspace: 'b' })];
    for (const backend of [a, b]) {
      const lock = must(await backend.lock('x', 0, never));
      must(await backend.write(stateOf(1, backend === a ? 1 : 2), undefined));
      await lock.release();
    }
    const first = must(await a.lock('x', 0, never));
    const second = must(await b.lock('x', 0, never));
    expect(must(await a.read())?.resources.size).toBe(1);
    expect(must(await b.read())?.resources.size).toBe(2);
    await first.release();
    await second.release();
  });

  it('names the session that holds the lock, since when and from where, and how to end it', async () => {
    const config = { conn_str: server.connection(fresh()) };
    const lock = must(await open(config, { who: 'anna@desk' }).lock('x', 0, never));
    const refused = await open(config).lock('x', 0, never);
    expect(JSON.stringify(refused)).toMatch(/Who: +anna@desk.*Created: +20.*session \d+ .*pg_terminate_backend\(\d+\)/);
    await lock.release();
  });

  it('writes nothing for a plan: tables are made by the first write or run', async () => {
    const database = fresh();
    const backend = open({ conn_str: server.connection(database) });
    const lock = must(await backend.lock('OperationTypePlan', 0, never));
    expect(must(await backend.read())).toBeUndefined();
    expect(must(await backend.runs.listOpen())).toEqual([]);
    await lock.release();
    expect(server.sql(database, "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')")).toBe('0');
  });

  it('tells in words of a missing database, a refused user, no server and a missing right', async () => {
    const at = (text: string, env: Record<string, string> = {}) => open(text === '' ? {} : { conn_str: text }, { env }).read();
    expect(await at(server.connection('nowhere'))).toMatchObject({ ok: false, diagnostics: [{ code: 'backend_missing' }] });
    expect(await at(`postgres:///postgres?host=${server.host}&user=nobody`)).toMatchObject({ ok: false, diagnostics: [{ code: 'backend_denied' }] });
    expect(await at('postgres://u:geheim@127.0.0.1:1/x?sslmode=disable')).toMatchObject({ ok: false, diagnostics: [{ code: 'backend_unreachable', detail: expect.not.stringContaining('geheim') as string }] });
    expect(await at('', { PGHOST: server.host, PGUSER: 'postgres', PGDATABASE: 'nowhere' })).toMatchObject({ ok: false, diagnostics: [{ code: 'backend_missing' }] });
    const database = fresh();
    server.sql(database, "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reader') THEN CREATE ROLE reader LOGIN; END IF; END $$");
    const reader = open({ conn_str: `host=${server.host} dbname=${database} user=reader` });
    const lock = must(await reader.lock('x', 0, never));
    expect(await reader.write(stateOf(1), undefined)).toMatchObject({ ok: false, diagnostics: [{ code: 'backend_denied' }] });
    await lock.release();
  });
}, () => postgresPrograms() !== undefined);

describe('how a connection to PostgreSQL is written', () => {
  it.each([
    ['postgres://u:p%40ss@h:5433/db?sslmode=disable', 'postgres://u@h:5433/db?sslmode=disable'], ['postgres://u@h/db?password=x&sslmode=disable', 'postgres://u@h/db?sslmode=disable'],
    ["host=h password='a b\\'c' dbname=d", 'host=h dbname=d'], ['postgres:///db?host=/run', 'postgres:///db?host=/run'], ['', ''],
  ])('%s is kept as %s', (text, kept) => { expect(withoutPassword(text)).toBe(kept); });
});
