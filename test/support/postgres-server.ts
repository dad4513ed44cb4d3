/** A PostgreSQL of the test's own: a cluster in a temporary folder, reached by a socket in it, run by a user who is not root. */
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

export interface PostgresServer {
  /** Folder of the socket: what PGHOST takes. */
  readonly host: string;
  readonly user: string;
  /** A connection string for both tools. */
  connection(database: string): string;
  /** Runs SQL as its administrator; rows as psql prints them unaligned. */
  sql(database: string, text: string): string;
  stop(): Promise<void>;
}

/** Debian keeps the server's programs out of the PATH. */
export function postgresPrograms(): string | undefined {
  const folders = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').sort((a, b) => Number(b) - Number(a)).map((v) => `/usr/lib/postgresql/${v}/bin`) : [];
  return [...folders, ...(process.env['PATH'] ?? '').split(':')].find((folder) => folder !== '' && existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

export async function startPostgres(): Promise<PostgresServer> {
  const bin = postgresPrograms();
  if (bin === undefined) throw new Error('PostgreSQL is not on this machine');
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-pg-'));
  const data = join(folder, 'data');
  // PostgreSQL refuses to run as root.
  const other = userInfo().uid === 0 ? idsOf('postgres') : undefined;
  mkdirSync(data, { mode: 0o700 });
  if (other !== undefined) for (const path of [folder, data]) chownSync(path, other.uid, other.gid);
  const run = (program: string, ...args: readonly string[]) => spawnSync(join(bin, program), args, { ...other, cwd: folder, encoding: 'utf8' });
  const made = run('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync');
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-k', folder, '-h', '', '-c', 'fsync=off', '-c', 'max_connections=200'], { ...other, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  server.stderr.on('data', (chunk: Buffer) => { said += chunk.toString(); });
  const ended = new Promise<void>((resolve) => server.on('exit', () => resolve()));
  for (let tries = 0; ; tries++) {
    if (run('pg_isready', '-h', folder, '-q').status === 0) break;
    if (server.exitCode !== null || tries > 600) throw new Error(`postgres did not start: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    host: folder, user: 'postgres',
    connection: (database) => `postgres:///${database}?host=${folder}&user=postgres&sslmode=disable`,
    sql: (database, text) => {
      const { status, stdout, stderr } = run('psql', '-h', folder, '-U', 'postgres', '-d', database, '-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-c', text);
      if (status !== 0) throw new Error(`psql: ${stderr}`);
      return stdout.trim();
    },
    stop: async () => {
      server.kill('SIGQUIT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function idsOf(user: string): { uid: number; gid: number } {
  const id = (flag: string): number => Number(spawnSync('id', [flag, user], { encoding: 'utf8' }).stdout.trim());
  return { uid: id('-u'), gid: id('-g') };
}
