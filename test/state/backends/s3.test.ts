import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFileSystem, openRemoteBackend, readSettings, REMOTE_SCHEMAS, type StateBackend } from '../../../src/state';
import { systemClock, systemRandom, type Clock } from '../../../src/api';
import type { Json } from '../../../src/values';
import { S3_KEYS, startS3Server, type S3Server } from '../../support/s3-server';
import { LINEAGE, must, never, stateOf } from '../support';
import { backendContract } from './contract';
import { interop } from './interop';

let server: S3Server;
let folder: string;
let made = 0;
const clock: Clock = { ...systemClock(), sleep: () => Promise.resolve() };
const KEYS = { AWS_ACCESS_KEY_ID: S3_KEYS.id, AWS_SECRET_ACCESS_KEY: S3_KEYS.secret };

beforeAll(async () => {
  server = await startS3Server();
  folder = mkdtempSync(join(tmpdir(), 'holdfast-s3-'));
});
beforeEach(() => {
  server.fault = undefined;
  server.log.length = 0;
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const configAt = (key: string): Record<string, Json> => ({
  bucket: S3_KEYS.bucket, key, region: S3_KEYS.region, endpoints: { s3: server.endpoint }, use_path_style: true, use_lockfile: true,
  skip_region_validation: true, skip_credentials_validation: true, skip_requesting_account_id: true, skip_metadata_api_check: true,
});

function open(config: Record<string, Json>, more: { readonly env?: Record<string, string>; readonly who?: string | undefined; readonly workspace?: string } = {}): StateBackend {
  const values = must(readSettings('s3', REMOTE_SCHEMAS.s3, new Map(Object.entries(config)), () => undefined));
  return must(openRemoteBackend(
    { type: 's3', values, workspace: more.workspace ?? 'default', env: more.env ?? { ...KEYS, HOME: folder }, directory: folder, toolVersion: '0.1.0', who: more.who ?? 'tester@here' },
    { clock, random: systemRandom(), files: nodeFileSystem() },
  ));
}

const fresh = (): string => `a b/ü+(${made++})/terraform.tfstate`;

describe('backend "s3"', () => {
  backendContract(async () => {
    const key = fresh();
    return {
      open: (who) => open(configAt(key), { who }),
      held: async () => server.objects.get(key)?.bytes,
      damage: async (bytes) => { server.objects.set(key, { bytes, tag: `"${bytes.length}-damaged"`, headers: {} }); },
      stealLock: async () => { server.objects.delete(`${key}.tflock`); },
      findsStolenLock: true,
      comparesAndSwaps: true,
    };
  });
});

interop('backend "s3"', async () => {
  const key = `shared/${made++}/terraform.tfstate`;
  return { block: { s3: configAt(key) }, env: { ...KEYS, AWS_EC2_METADATA_DISABLED: 'true' }, held: async () => server.objects.get(key)?.bytes };
});

describe('an s3 state', () => {
  it('applies with conditional writes, and asks no more than it must', async () => {
    const backend = open(configAt('k'));
    const lock = must(await backend.lock('OperationTypeApply', 0, never));
    expect(must(await backend.read())).toBeUndefined();
    must(await backend.write(stateOf(1), undefined));
    must(await backend.write(stateOf(2, 2), { lineage: LINEAGE, serial: 1 }));
    await lock.release();
    expect(server.log).toEqual(['PUT k.tflock new', 'GET k', 'GET k', 'PUT k new', 'PUT k match', 'GET k.tflock', 'DELETE k.tflock']);
    expect(server.objects.has('k.tflock')).toBe(false);
  });

  it('puts what many record at once into few objects, and looks at the lock once for them', async () => {
    const backend = open(configAt(fresh()));
    const lock = must(await backend.lock('OperationTypeApply', 0, never));
    const run = await backend.runs.begin({ runId: 'r', planId: 'p', planDigest: 'd', lineage: LINEAGE, startedAt: '', command: 'apply' });
    server.log.length = 0;
    await Promise.all(Array.from({ length: 64 }, async (_, i) => {
      await lock.assertHeld();
      await run.append({ type: 'output', name: `o${i}`, output: i });
    }));
    expect(server.log.filter((line) => line.startsWith('GET'))).toHaveLength(1);
    expect(server.log.filter((line) => line.startsWith('PUT')).length).toBeLessThanOrEqual(2);
    expect(must(await open(configAt('x')).runs.listOpen())).toEqual([]);
    await run.end('done');
    await lock.release();
  });

  jest.setTimeout(120_000);
  it('survives a death at every request of a run: what was acknowledged is found, nothing is damaged, a plan is used once', async () => {
    const header = { runId: 'r', planId: 'p', planDigest: 'd', lineage: LINEAGE, startedAt: '', command: 'apply' };
    for (const how of ['drop', 'lose'] as const) {
      for (let point = 0; ; point++) {
        server.fault = undefined;
        const config = { ...configAt(fresh()), max_retries: 0 };
        const backend = open(config);
        const lock = must(await backend.lock('OperationTypeApply', 0, never));
        let requests = 0;
        let dead = false;
        server.fault = () => (dead || requests++ < point ? (dead ? 'drop' : undefined) : (dead = true, how));
        const acknowledged: string[] = [];
        let ended = false;
        try {
          const run = await backend.runs.begin(header, 'the plan');
          for (const name of ['a', 'b', 'c']) {
            await run.append({ type: 'output', name, output: 1 });
            acknowledged.push(name);
          }
          await run.end('done');
          ended = true;
        } catch {
          // The process is dead.
        }
        const survived = !dead;
        server.fault = undefined;
        const next = open(config);
        must(await open({ ...config }).forceUnlock?.(lock.info.ID) ?? { ok: true, value: undefined, diagnostics: [] });
        const again = must(await next.lock('OperationTypeApply', 0, never));
        const runs = must(await next.runs.listOpen());
        expect(runs.length).toBeLessThanOrEqual(1);
        const [left] = runs;
        if (acknowledged.length > 0 && left !== undefined) expect(left.records.map((r) => (r.type === 'output' ? r.name : ''))).toEqual(expect.arrayContaining(acknowledged));
        if (acknowledged.length > 0 && left === undefined) expect(await next.runs.planUse('p')).toBe('ended');
        if (ended) expect(left).toBeUndefined();
        if (left !== undefined) {
          expect(await left.plan?.()).toBe('the plan');
          await (await left.resume()).end('recovered');
          expect(await next.runs.planUse('p')).toBe('ended');
        }
        await again.release();
        if (survived) break;
      }
    }
  });

  it('takes a lock and a write whose answers were lost for its own', async () => {
    const key = fresh();
    const lost = new Set<string>();
    server.fault = ({ method, key: asked }) => {
      if (method === 'GET' || lost.has(method + asked)) return undefined;
      lost.add(method + asked);
      return 'lose';
    };
    const backend = open(configAt(key));
    const lock = must(await backend.lock('OperationTypeApply', 0, never));
    must(await backend.write(stateOf(1), undefined));
    expect(await lock.release()).toEqual([]);
    expect(lost.size).toBe(3);
  });

  it('keeps the workspaces of Terraform apart', async () => {
    const backend = open(configAt('w'), { workspace: 'prod' });
    const lock = must(await backend.lock('x', 0, never));
    must(await backend.write(stateOf(1), undefined));
    await lock.release();
    expect(server.objects.has('env:/prod/w')).toBe(true);
    expect(must(await open(configAt('w')).read())).toBeUndefined();
  });

  it('takes keys and region from a profile, and refuses what it does not do by name', async () => {
    writeFileSync(join(folder, 'creds'), `[other]\naws_access_key_id = x\n[mine]\naws_access_key_id = ${S3_KEYS.id}\naws_secret_access_key=${S3_KEYS.secret}\n`);
    writeFileSync(join(folder, 'conf'), `[profile mine]\nregion = ${S3_KEYS.region}\n`);
    const { region: _, ...config } = configAt(fresh());
    const env = { AWS_PROFILE: 'mine', AWS_SHARED_CREDENTIALS_FILE: join(folder, 'creds'), AWS_CONFIG_FILE: join(folder, 'conf'), HOME: folder };
    expect(must(await open(config, { env }).read())).toBeUndefined();
    expect(() => open(configAt('x'), { env: { HOME: folder } })).toThrow(/No keys/);
    for (const [name, value] of [['dynamodb_table', 'locks'], ['assume_role', { role_arn: 'x' }], ['nonsense', 1]] as const) {
      const read = readSettings('s3', REMOTE_SCHEMAS.s3, new Map<string, Json>([[name, value]]), () => undefined);
      expect(read).toMatchObject({ ok: false, diagnostics: [{ code: 'backend_settings', detail: expect.stringContaining(name) as string }] });
    }
  });

  it('tells in words of wrong keys, a missing bucket and a server in trouble', async () => {
    const read = (config: Record<string, Json>, env: Record<string, string>) => open(config, { env: { HOME: folder, ...env } }).read();
    expect(await read(configAt('x'), { ...KEYS, AWS_SECRET_ACCESS_KEY: 'wrong' })).toMatchObject({ ok: false, diagnostics: [{ code: 'backend_denied', detail: expect.stringContaining('AWS_SECRET_ACCESS_KEY') as string }] });
    expect(await read(configAt('x'), { ...KEYS, AWS_ACCESS_KEY_ID: 'wrong' })).toMatchObject({ ok: false, diagnostics: [{ code: 'backend_denied' }] });
    expect(await read({ ...configAt('x'), bucket: 'nowhere' }, KEYS)).toMatchObject({ ok: false, diagnostics: [{ code: 'backend_missing' }] });
    server.fault = () => 500;
    expect(await read(configAt('x'), KEYS)).toMatchObject({ ok: false, diagnostics: [{ code: 'backend_failed' }] });
  });
});
