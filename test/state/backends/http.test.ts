import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFileSystem, openRemoteBackend, readSettings, REMOTE_SCHEMAS, type StateBackend } from '../../../src/state';
import { systemClock, systemRandom, type Clock } from '../../../src/api';
import type { Json } from '../../../src/values';
import { startStateServer, type StateServer } from '../../support/http-state-server';
import { must, never, stateOf } from '../support';
import { backendContract } from './contract';
import { interop } from './interop';

let server: StateServer;
let folder: string;
let paths = 0;
const slept: number[] = [];
const clock: Clock = { ...systemClock(), sleep: (ms) => { slept.push(ms); return Promise.resolve(); } };

beforeAll(async () => {
  server = await startStateServer();
  folder = mkdtempSync(join(tmpdir(), 'holdfast-http-'));
});
beforeEach(() => {
  server.options = {};
  server.log.length = 0;
  slept.length = 0;
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

function open(config: Record<string, Json>, more: { readonly env?: Record<string, string>; readonly who?: string } = {}): StateBackend {
  const values = must(readSettings('http', REMOTE_SCHEMAS.http, new Map(Object.entries(config)), () => undefined));
  return must(openRemoteBackend(
    { type: 'http', values, workspace: 'default', env: more.env ?? {}, directory: folder, toolVersion: '0.1.0', who: more.who ?? 'tester@here' },
    { clock, random: systemRandom(), files: nodeFileSystem() },
  ));
}

const plainAt = (path: string): Record<string, Json> => ({ address: `${server.address}${path}`, lock_address: `${server.address}${path}`, unlock_address: `${server.address}${path}` });
const gitlabAt = (path: string): Record<string, Json> => ({
  address: `${server.address}${path}`, lock_address: `${server.address}${path}/lock`, unlock_address: `${server.address}${path}/lock`, lock_method: 'POST', unlock_method: 'DELETE', retry_wait_min: 5,
});

describe.each([['plain verbs', plainAt], ['the verbs of GitLab', gitlabAt]])('backend "http" with %s', (_name, configAt) => {
  backendContract(async () => {
    const path = `/state/${paths++}`;
    return {
      open: (who) => open(configAt(path), who === undefined ? {} : { who }),
      held: async () => server.states.get(path),
      damage: async (bytes) => { server.states.set(path, bytes); },
      stealLock: async () => { server.locks.delete(path); },
      findsStolenLock: false,
      comparesAndSwaps: false,
    };
  });
});

describe('a lock that is taken away from a run that did not end', () => {
  it.each([
    ['tells where the run is recorded, if not here, and of -recover', false],
    ['tells nothing where its journal is here: the next apply takes it up', true],
  ])('%s', async (_, here) => {
    const path = `/state/${paths++}`;
    const killed = open(gitlabAt(path));
    const lock = must(await killed.lock('OperationTypeApply', 0, never));
    if (here) await killed.runs.begin({ runId: 'run-1', planId: `plan-${path}`, planDigest: 'd', lineage: 'l', startedAt: '2026-01-01T00:00:00Z', command: 'apply' });
    const unlocked = await open(gitlabAt(path)).forceUnlock?.(lock.info.ID);
    expect(unlocked).toMatchObject({ ok: true });
    expect(unlocked?.diagnostics.map((d) => [d.code, d.severity])).toEqual(here ? [] : [['backend_run_elsewhere', 'warning']]);
    if (!here) expect(unlocked?.diagnostics[0]?.detail).toMatch(/If that folder is lost, apply with -recover/);
    expect(must(await open(gitlabAt(path)).runs.listOpen())).toHaveLength(here ? 1 : 0);
  });

  it('is not there without lock_address, and each run says what that means for one that is killed', () => {
    const values = must(readSettings('http', REMOTE_SCHEMAS.http, new Map([['address', `${server.address}/state/x`]]), () => undefined));
    const opened = openRemoteBackend({ type: 'http', values, workspace: 'default', env: {}, directory: folder, toolVersion: '0.1.0', who: 'tester@here' }, { clock, random: systemRandom(), files: nodeFileSystem() });
    expect(opened.diagnostics).toMatchObject([{ code: 'backend_unlocked', detail: expect.stringMatching(/where that is lost, apply with -recover/) }]);
  });
});

interop('backend "http"', async () => {
  const path = `/shared/${paths++}`;
  return { block: { http: plainAt(path) }, held: async () => server.states.get(path) };
});

interop('backend "http" of GitLab', async () => {
  const path = `/shared/${paths++}`;
  server.options = { auth: { username: 'u', password: 'geheim' } };
  const { retry_wait_min: _, ...block } = gitlabAt(path);
  return { block: { http: block }, env: { TF_HTTP_USERNAME: 'u', TF_HTTP_PASSWORD: 'geheim' }, held: async () => server.states.get(path) };
});

describe('backend "http"', () => {
  const fresh = (): string => `/state/${paths++}`;

  it('reads without a lock in one request, and applies with four: lock, read, write (after a look), unlock', async () => {
    const path = fresh();
    const backend = open(plainAt(path));
    await backend.read();
    expect(server.log).toEqual([`GET ${path}`]);
    server.log.length = 0;
    const lock = must(await backend.lock('OperationTypeApply', 0, never));
    must(await backend.write(stateOf(1), must(await backend.read())));
    await lock.release();
    expect(server.log).toEqual([`LOCK ${path}`, `GET ${path}`, `GET ${path}`, `POST ${path}?ID`, `UNLOCK ${path}`]);
  });

  it.each([
    [401, 'backend_denied', 'wants credentials'], [403, 'backend_denied', 'do not allow'], [302, 'backend_failed', 'points elsewhere'], [418, 'backend_failed', '418'], [500, 'backend_failed', 'try again later'],
  ])('tells in words that the server answered %s', async (status, code, words) => {
    server.options = { fault: () => status };
    const read = await open(plainAt(fresh())).read();
    expect(read).toMatchObject({ ok: false, diagnostics: [{ code, detail: expect.stringContaining(words) as string }] });
    const lock = await open(plainAt(fresh())).lock('x', 0, never);
    expect(lock).toMatchObject({ ok: false, diagnostics: [{ code }] });
  });

  it('tells that nothing listens, that there is no such host, and never shows credentials of an address', async () => {
    const refused = await open({ address: 'http://user:geheim@127.0.0.1:1/x?token=geheim', retry_max: 0 }).read();
    expect(refused).toMatchObject({ ok: false, diagnostics: [{ code: 'backend_unreachable', detail: expect.stringContaining('connection refused') as string }] });
    expect(JSON.stringify(refused)).not.toContain('geheim');
  });

  it('tries again after no answer and after 5xx, waiting longer each time, and no oftener than it was told', async () => {
    let n = 0;
    server.options = { fault: () => (n++ < 2 ? (n === 1 ? 'drop' : 503) : undefined) };
    const path = fresh();
    must(await open({ ...plainAt(path), retry_max: 2, retry_wait_min: 2, retry_wait_max: 3 }).read());
    expect(slept).toEqual([2_000, 3_000]);
    server.options = { fault: () => 'drop' };
    server.log.length = 0;
    expect(await open({ ...plainAt(path), retry_max: 1 }).read()).toMatchObject({ ok: false, diagnostics: [{ code: 'backend_unreachable' }] });
    expect(server.log).toHaveLength(2);
  });

  it('takes a lock whose answer was lost for its own, and a write whose answer was lost for done', async () => {
    const path = fresh();
    let lose = true;
    server.options = { fault: ({ method }) => (lose && method !== 'GET' ? 'lose' : undefined) };
    const backend = open({ ...plainAt(path), retry_max: 2 });
    const started = backend.lock('OperationTypeApply', 0, never);
    clock.sleep = () => { lose = false; return Promise.resolve(); };
    const lock = must(await started);
    lose = true;
    must(await backend.write(stateOf(1), undefined));
    expect(server.states.has(path)).toBe(true);
    lose = true;
    expect(await lock.release()).toEqual([]);
    clock.sleep = (ms) => { slept.push(ms); return Promise.resolve(); };
  });

  it('tells that a lock could not be released, and how to release it', async () => {
    const backend = open({ ...plainAt(fresh()), retry_max: 0 });
    const lock = must(await backend.lock('OperationTypeApply', 0, never));
    server.options = { fault: () => 500 };
    expect(await lock.release()).toMatchObject([{ severity: 'warning', code: 'backend_lock_left', detail: expect.stringContaining(lock.info.ID) as string }]);
  });

  it('sends its credentials, from the block or the environment', async () => {
    server.options = { auth: { username: 'u', password: 'p' } };
    const path = fresh();
    expect(await open(plainAt(path)).read()).toMatchObject({ ok: false, diagnostics: [{ code: 'backend_denied' }] });
    expect(await open({ ...plainAt(path), username: 'u', password: 'wrong' }).read()).toMatchObject({ ok: false, diagnostics: [{ code: 'backend_denied', detail: expect.stringContaining('Forbidden') as string }] });
    must(await open({ ...plainAt(path), username: 'u', password: 'p' }).read());
    must(await open(plainAt(path), { env: { TF_HTTP_USERNAME: 'u', TF_HTTP_PASSWORD: 'p' } }).read());
    must(await open({}, { env: { TF_HTTP_ADDRESS: `${server.address}${path}`, TF_HTTP_USERNAME: 'u', TF_HTTP_PASSWORD: 'p' } }).read());
  });
});
