/** When the service, the way to it or the rights are not as they should be: said clearly and soon, and nothing is lost. */
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { apply, plan } from '../../src';
import { startEmulator } from '../../src/emulator';
import { directories, registrations, vm, whom } from './life';
import { codes, dir, FOLDER, inPlace, must, mustApply, reg, type Place } from './place';

const both = { resource: { cloudbackup_resource: { r: reg('vm-1') }, cloudbackup_directory: { d: dir('vm-1', '/srv/a') } } };
const withEnv = (place: Place, env: Readonly<Record<string, string>>) => ({ env: { YC_ENDPOINT: place.emulator.endpoint, YC_PLAINTEXT: '1', YC_TOKEN: 't1.test', ...env } });

describe('a folder that is not there', () => {
  it.each(['not_found', 'permission_denied'] as const)('is an error that names it (answer: %s)', (wrong_folder) => inPlace({ instances: [vm('vm-1')], switches: { wrong_folder } }, async (place) => {
    place.write({ resource: { cloudbackup_resource: { a: reg('vm-1', { folder_id: 'nowhere' }), b: reg('vm-2', { folder_id: 'nowhere' }) } } });
    const refused = await place.plan();
    expect(codes(refused).length).toBeGreaterThan(0);
    expect(new Set(refused.diagnostics.map((d) => d.detail)).size).toBe(1);
    expect(refused.diagnostics[0]?.detail).toContain('nowhere');
  }));

  it('is one without instances where the service says so', () => inPlace({ instances: [vm('vm-1')], switches: { wrong_folder: 'empty' } }, async (place) => {
    place.write(registrations({ a: reg('vm-1', { folder_id: 'nowhere' }) }));
    expect(codes(await place.plan(), 'warning')).toEqual(['provider_registrations_absent']);
  }));

  it('never makes what is in the state vanish', () => inPlace({ folders: { f: { instances: [vm('vm-1')] }, g: { instances: [vm('vm-2')] } } }, async (place) => {
    place.write({ resource: { cloudbackup_resource: { r: reg('vm-1') }, cloudbackup_directory: { d: dir('vm-1', '/srv') } } });
    mustApply(await place.apply());
    const other = await startEmulator({ world: { folders: { g: { instances: [{ compute_instance_id: 'vm-2' }] } } } });
    try {
      const elsewhere = { env: { YC_ENDPOINT: other.endpoint, YC_PLAINTEXT: '1', YC_TOKEN: 't' } };
      expect((await place.plan(elsewhere)).ok).toBe(false);
      expect((await place.apply(elsewhere)).ok).toBe(false);
    } finally {
      await other.close();
    }
    expect(Object.keys(place.state()).sort()).toEqual(['cloudbackup_directory.d', 'cloudbackup_resource.r']);
    expect(must(await place.plan()).plan.applyable).toBe(false);
  }));
});

describe('rights', () => {
  const world = { instances: [vm('vm-1')], switches: { auth: 'required' } as const };

  it('a viewer plans; what it may not do fails its step, names the role, and the rest is done', () => inPlace(world, async (place) => {
    place.write(both);
    const viewer = withEnv(place, { YC_TOKEN: 't1.viewer' });
    must(await place.plan(viewer));
    const result = must(await place.apply(viewer));
    if (result.kind !== 'applied') throw new Error(result.kind);
    const failed = [...result.summary.ends.values()].flatMap((e) => (e.kind === 'failed' ? e.diagnostics : []));
    expect(failed.map((d) => d.detail).join()).toContain('backup.editor');
    expect(place.effects()).toEqual([]);
    expect(Object.keys(place.state())).toEqual(['cloudbackup_resource.r']);
    mustApply(await place.apply());
  }));

  it('who may not even read is told once, with the role', () => inPlace(world, async (place) => {
    place.write(both);
    const denied = await place.plan(withEnv(place, { YC_TOKEN: 't1.denied' }));
    expect(codes(denied)).toHaveLength(1);
    expect(denied.diagnostics[0]?.detail).toMatch(/backup\.viewer/);
  }));

  it('an expired token is an error that says so', () => inPlace(world, async (place) => {
    place.write(both);
    const refused = await place.plan(withEnv(place, { YC_TOKEN: 't1.expired' }));
    expect(codes(refused)).toHaveLength(1);
    expect(refused.diagnostics[0]?.detail).toMatch(/token/i);
    expect(JSON.stringify(refused)).not.toContain('t1.expired');
  }));

  it('a token of a service account that runs out in the middle is fetched anew', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });
    const key = JSON.stringify({ id: 'key-1', service_account_id: 'sa-editor', private_key: privateKey });
    const emulator = await startEmulator({
      world: { folders: { [FOLDER]: { instances: [vm('vm-1')] } }, keys: [{ id: 'key-1', service_account_id: 'sa-editor', public_key: publicKey }] },
      switches: { auth: 'issued', token_ttl_ms: 250 }, operationTimeMs: 150,
    });
    try {
      await inPlace({}, async (place) => {
        place.write(directories({ d: dir('vm-1', '/srv/a/b/c/d') }));
        const env = { YC_ENDPOINT: emulator.endpoint, YC_PLAINTEXT: '1', YC_SERVICE_ACCOUNT_KEY_FILE: key };
        mustApply(await place.apply({ env }));
        expect(emulator.stats().calls['IamTokenService.Create']).toBeGreaterThan(1);
        expect(must(await place.plan({ env })).plan.applyable).toBe(false);
      });
    } finally {
      await emulator.close();
    }
  });
});

describe('the way to the service', () => {
  it('an endpoint that refuses connections is told within seconds', () => inPlace({}, async (place) => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    server.close();
    place.write(both);
    const started = performance.now();
    const refused = await place.plan({ env: { YC_ENDPOINT: `127.0.0.1:${port}`, YC_PLAINTEXT: '1', YC_TOKEN: 't' } });
    expect(codes(refused)).toHaveLength(1);
    expect(refused.diagnostics[0]?.detail).toContain(`127.0.0.1:${port}`);
    expect(performance.now() - started).toBeLessThan(15_000);
  }), 30_000);

  it('a host that is not trusted gets no credentials and is not called', () => inPlace({}, async (place) => {
    place.write(both);
    const refused = await place.plan({ env: { YC_ENDPOINT: 'backup.example.com:443', YC_TOKEN: 't1.secret' } });
    expect(codes(refused)).toHaveLength(1);
    expect(refused.diagnostics[0]?.detail).toContain('backup.example.com');
    expect(JSON.stringify(refused)).not.toContain('t1.secret');
  }));

  it('discovery without a backup entry says so, and an endpoint written down serves instead', () => inPlace({ instances: [vm('vm-1')], switches: { discovery_backup: 'missing' } }, async (place) => {
    place.write(both);
    const refused = await place.plan();
    expect(codes(refused)).toHaveLength(1);
    expect(refused.diagnostics[0]?.detail).toMatch(/backup_endpoint/);
    const { provider, ...rest } = { provider: { cloudbackup: { folder_id: FOLDER, backup_endpoint: place.emulator.endpoint } }, ...both };
    place.write({ provider, ...rest });
    must(await place.plan());
  }));

  it.each(['repeat', 'endless'] as const)('pages that never end are an error, not a hang (%s)', (paging) => inPlace({ instances: Array.from({ length: 5 }, (_, i) => vm(`vm-${i}`)), switches: { paging } }, async (place) => {
    place.write(both);
    const refused = await place.plan();
    expect(codes(refused)).toHaveLength(1);
    expect(refused.diagnostics[0]?.detail).toMatch(/page/i);
    expect(place.emulator.stats().calls['List']).toBeLessThan(200);
  }), 30_000);

  it('an apply that is interrupted leaves a state from which the next one goes on', () => inPlace({ instances: [vm('vm-1')], operationTimeMs: 100 }, async (place) => {
    place.write(directories({ a: dir('vm-1', '/srv/a'), b: dir('vm-1', '/srv/a/b'), c: dir('vm-1', '/srv/a/b/c') }));
    const soft = new AbortController();
    const stopped = must(await place.apply({ signal: soft.signal, emit: (event) => { if (event.type === 'operation-accepted') soft.abort(); } }));
    if (stopped.kind !== 'applied') throw new Error(stopped.kind);
    expect(stopped.summary.status).toBe('interrupted');
    expect(Object.keys(place.state())).toEqual(['cloudbackup_directory.a']);
    mustApply(await place.apply());
    expect(place.effects()).toEqual(['/srv/a', '/srv/a/b', '/srv/a/b/c'].map((path) => `CreateDirectory vm-1 ${path}`));
  }));

  it('limits of the service are kept to, and hold nothing up for ever', () => inPlace(
    { instances: Array.from({ length: 8 }, (_, i) => vm(`vm-${i}`)), switches: { rate_limit: 60, rate_limit_hint: 'retry_info' } },
    async (place) => {
      place.write(directories(Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`d${i}`, dir(`vm-${i}`, '/srv/a')]))));
      mustApply(await place.apply());
      expect(place.effects()).toHaveLength(8);
    },
  ), 60_000);
});

describe('the library', () => {
  it('tells drift and what nobody declared, and calls nothing that changes', () => inPlace({ instances: [vm('vm-1'), vm('vm-2'), vm('vm-3')] }, async (place) => {
    place.write({ resource: { cloudbackup_resource: { a: reg('vm-1'), b: reg('vm-2') }, cloudbackup_directory: { d: dir('vm-1', '/srv/a') } } });
    mustApply(await place.apply());
    const calls = place.mutations();
    expect(must(await place.drift()).drift).toEqual([]);
    place.emulator.change({ remove_directory: whom('vm-1', { path: '/srv/a' }) }, { remove_instance: whom('vm-2') });
    const found = must(await place.drift());
    expect(found.drift.map((d) => [d.address, d.after.kind])).toEqual([['cloudbackup_directory.d', 'null'], ['cloudbackup_resource.b', 'null']]);
    expect(found.unmanaged.map((u) => u.id)).toEqual([`${FOLDER}/vm-3`]);
    expect(place.mutations()).toBe(calls);
    expect(Object.keys(place.state())).toHaveLength(3);
  }));

  it('lists in drift what nothing manages, where a Get would tell of the object in state, and not what is declared and not made yet', () => inPlace({ instances: [vm('vm-1'), vm('vm-2'), vm('vm-3')] }, async (place) => {
    place.write({ resource: { cloudbackup_resource: { a: reg('vm-1') } } });
    mustApply(await place.apply());
    place.write({ resource: { cloudbackup_resource: { a: reg('vm-1'), b: reg('vm-2') } } });
    expect(must(await place.drift()).unmanaged.map((u) => u.id)).toEqual([`${FOLDER}/vm-3`]);
    place.write({ resource: { cloudbackup_resource: { a: reg('vm-1') } } });
    expect(must(await place.plan()).plan.unmanaged).toEqual([]);
  }));

  it('refuses what the state is not: a damaged or an emptied file is never "nothing exists"', () => inPlace({ instances: [vm('vm-1')] }, async (place) => {
    place.write(both);
    mustApply(await place.apply());
    for (const text of ['', '{"version": 4, "seri']) {
      writeFileSync(place.file('terraform.tfstate'), text);
      for (const refused of [await place.plan(), await place.apply()]) expect(codes(refused)[0]).toMatch(/^state_/);
    }
    expect(place.effects()).toHaveLength(1);
  }));

  it('plans and applies in a folder whose state another run holds only after waiting as long as it may', () => inPlace({ instances: [vm('vm-1')] }, async (place) => {
    place.write(both);
    let other: Promise<unknown> | undefined;
    mustApply(await place.apply({
      approve: async () => {
        const refused = await plan({ dir: place.dir, ...withEnv(place, {}) });
        expect(codes(refused)).toEqual(['state_locked']);
        other = apply({ dir: place.dir, ...withEnv(place, {}), approve: () => Promise.resolve(true), lockTimeoutMs: 20_000 });
        return true;
      },
    }));
    expect(await other).toMatchObject({ ok: true, value: { kind: 'unchanged' } });
  }));
});
