/** A plan on what get world recorded is the plan on the service itself, and needs neither it nor any credential. */
import { copyFileSync, existsSync, statSync, writeFileSync } from 'node:fs';
import { record } from '../../src/compose';
import { actionsDigest, actionsOf, type Plan } from '../../src/plan';
import type { Outcome } from '../../src';
import { seededRandom } from '../support/random';
import { vm } from './life';
import { codes, dir, inPlace, must, program, reg, type Json, type Place } from './place';

interface Dice { chance(p: number): boolean; pick<T>(items: readonly T[]): T }
function seeded(seed: number): Dice {
  const random = seededRandom(seed);
  return { chance: (p) => random.next() < p, pick: (items) => items[Math.floor(random.next() * items.length)] as (typeof items)[number] };
}

const SEED = Number(process.env['HOLDFAST_SEED'] ?? 20261124);
const RUNS = Number(process.env['HOLDFAST_RECORDED_RUNS'] ?? 60);

/** All that a reader of a plan is shown, less its id and times. */
function shownOf(outcome: Outcome<{ readonly plan: Plan }>): unknown {
  // What says that it is a record is the one thing that it says more.
  const own = ({ code }: { readonly code: string }): boolean => code !== 'plan_recorded';
  const told = outcome.diagnostics.filter(own).map(({ code, address, severity }) => [severity, code, address ?? ''].join(' ')).sort();
  if (!outcome.ok) return { told };
  const { plan } = outcome.value;
  return {
    told, program: program(plan), actions: actionsDigest(actionsOf(plan)), drift: plan.drift.map(({ address }) => address).sort(), unmanaged: plan.unmanaged, blocked: plan.blocked.map(({ code }) => code),
    warned: plan.warnings.filter(own).map(({ code, address, detail }) => [code, address ?? '', detail.replace(/\(request id [^)]*\)/g, '')].join(' ')).sort(),
  };
}

const CLOSED = { env: { YC_ENDPOINT: '127.0.0.1:1', YC_PLAINTEXT: '1' } };

async function recorded(place: Place, more: { readonly stateFile?: string; readonly paths?: readonly { readonly instance: string; readonly path: string }[] } = {}): Promise<string> {
  const env = { YC_ENDPOINT: place.emulator.endpoint, YC_PLAINTEXT: '1', YC_TOKEN: 't1.test' };
  const text = JSON.stringify(must(await record({ dir: place.dir, env, ...more })));
  expect(text).not.toContain('t1.test');
  writeFileSync(place.file('world.json'), text);
  return 'world.json';
}

const FOLDERS = { f: ['vm-1', 'vm-2', 'vm-3', 'vm-4'], g: ['other-1', 'other-2'] } as const;
const PATHS = ['/srv', '/srv/a', '/srv/a/b', '/srv/c', '/data/x', '/'];

function worldOf(random: Dice): Json {
  const instance = (id: string): readonly Json[] => (random.chance(0.85) ? [vm(id, {
    directories: ['/', ...PATHS.filter(() => random.chance(0.5))], ...(random.chance(0.15) ? { is_active: false } : {}), ...(random.chance(0.1) ? { init_status: random.pick(['REGISTERING', 'FAILED_REGISTRATION']) } : {}),
    ...(random.chance(0.15) ? { online: false } : {}), resource_id: `r-${id}`,
  })] : []);
  return { f: { instances: FOLDERS.f.flatMap(instance) }, g: { instances: FOLDERS.g.flatMap(instance) } };
}

function configurationOf(random: Dice): Json {
  const resources: Record<string, Json> = {};
  const directories: Record<string, Json> = {};
  const data: Record<string, Record<string, Json>> = {};
  for (const [folder, instances] of Object.entries(FOLDERS)) {
    const where = folder === 'f' ? {} : { folder_id: folder };
    for (const id of instances) {
      if (random.chance(0.5)) resources[id] = reg(id, { ...where, ...(random.chance(0.3) ? { deletion_protection: false } : {}), ...(random.chance(0.2) ? { resource_id: `r-${id}` } : {}) });
      for (const at of PATHS.slice(0, 5)) if (random.chance(0.25)) directories[`${id}-${at.replaceAll('/', '_')}`] = dir(id, at, { ...where, ...(random.chance(0.2) ? { create_parents: false } : {}) });
      if (random.chance(0.1)) (data['cloudbackup_tasks'] ??= {})[id] = { compute_instance_id: id };
      if (random.chance(0.1)) (data['cloudbackup_operations'] ??= {})[id] = { compute_instance_id: id };
      if (random.chance(0.1)) (data['cloudbackup_directory'] ??= {})[id] = { compute_instance_id: id, path: '/', ...where };
    }
    if (random.chance(0.3)) (data['cloudbackup_resources'] ??= {})[folder] = { folder_id: folder, ...(random.chance(0.5) ? { type: 'COMPUTE' } : {}) };
  }
  const outputs = Object.fromEntries(Object.keys(directories).slice(0, 2).map((name, at) => [`o${at}`, { value: `\${cloudbackup_directory.${name}.id}` }]));
  return {
    resource: { ...(Object.keys(resources).length === 0 ? {} : { cloudbackup_resource: resources }), ...(Object.keys(directories).length === 0 ? {} : { cloudbackup_directory: directories }) },
    ...(Object.keys(data).length === 0 ? {} : { data }), ...(Object.keys(outputs).length === 0 ? {} : { output: outputs }),
  };
}

it(`of ${RUNS} configurations each plan on the record is the plan on the service, without and with a state (seed ${SEED})`, async () => {
  let changes = 0;
  for (let run = 0; run < RUNS; run++) {
    const random = seeded(SEED + run);
    await inPlace({ folders: worldOf(random), operationTimeMs: 0 }, async (place) => {
      if (random.chance(0.6)) {
        place.write(configurationOf(random));
        await place.apply({ approve: () => Promise.resolve(true) });
      }
      place.write(configurationOf(random));
      const state = existsSync(place.file('terraform.tfstate')) && statSync(place.file('terraform.tfstate')).size > 0 && random.chance(0.7) ? { stateFile: 'kept.tfstate' } : {};
      if (state.stateFile !== undefined) copyFileSync(place.file('terraform.tfstate'), place.file('kept.tfstate'));
      const live = await place.plan({ lock: false, stateFile: state.stateFile ?? 'none.tfstate' });
      const worldFile = await recorded(place, state);
      const calls = JSON.stringify(place.emulator.stats().calls);
      const replayed = await place.plan({ ...CLOSED, worldFile, ...state });
      expect({ seed: SEED + run, ...(shownOf(replayed) as object) }).toEqual({ seed: SEED + run, ...(shownOf(live) as object) });
      expect(JSON.stringify(place.emulator.stats().calls)).toBe(calls);
      if (live.ok) changes += live.value.plan.changes.length;
      if (replayed.ok) expect(replayed.value.plan.recorded?.takenAt).toMatch(/Z$/);
    });
  }
  expect(changes).toBeGreaterThan(RUNS);
}, 600_000);

describe('what the record lacks is named, and never guessed', () => {
  const lacking: Readonly<Record<string, readonly [then: Json, says: RegExp]>> = {
    'a directory whose parent was not read': [{ resource: { cloudbackup_directory: { e: dir('vm-2', '/srv/deep/er') } } }, /no listing of \/srv(\/deep)? on vm-2\. Record it with: holdfast get world -path=vm-2:/],
    'another folder': [{ resource: { cloudbackup_resource: { e: reg('vm-1', { folder_id: 'elsewhere' }) } } }, /nothing of the folder elsewhere/],
    'a directory in another folder': [{ resource: { cloudbackup_directory: { e: dir('vm-1', '/srv/x', { folder_id: 'elsewhere' }) } } }, /elsewhere|no listing of \/srv on vm-1/],
    'tasks': [{ data: { cloudbackup_tasks: { e: { compute_instance_id: 'vm-1' } } } }, /no tasks of vm-1/],
    'operations': [{ data: { cloudbackup_operations: { e: { compute_instance_id: 'vm-1' } } } }, /no operations of vm-1/],
    'a data source of a directory': [{ data: { cloudbackup_directory: { e: { compute_instance_id: 'vm-2', path: '/srv' } } } }, /no listing of \/srv on vm-2/],
  };
  it.each(Object.entries(lacking))('%s', (_what, [then, says]) => inPlace({ instances: [vm('vm-1'), vm('vm-2')] }, async (place) => {
    place.write({ resource: { cloudbackup_resource: { r: reg('vm-1') } } });
    const worldFile = await recorded(place);
    place.write(then);
    const made = await place.plan({ ...CLOSED, worldFile });
    expect([...made.diagnostics, ...(made.ok ? [...made.value.plan.warnings, ...made.value.plan.blocked] : [])].map(({ detail }) => detail).join('\n')).toMatch(says);
  }));

  it('with -path it is there', () => inPlace({ instances: [vm('vm-1'), vm('vm-2')] }, async (place) => {
    place.write({ resource: { cloudbackup_resource: { r: reg('vm-1') } } });
    const worldFile = await recorded(place, { paths: [{ instance: 'vm-2', path: '/srv' }] });
    place.write({ resource: { cloudbackup_directory: { e: dir('vm-2', '/srv/new') } } });
    const made = must(await place.plan({ ...CLOSED, worldFile }));
    expect(made.plan.warnings.map(({ code }) => code)).toEqual(['plan_recorded']);
  }));
});

it('no configuration runs code or asks anybody: a program, a backend and another provider are refused or left alone', () => inPlace({ instances: [vm('vm-1')] }, async (place) => {
  place.write({ resource: { cloudbackup_resource: { r: reg('vm-1') } } });
  const worldFile = await recorded(place);
  const calls = JSON.stringify(place.emulator.stats().calls);
  place.write({
    terraform: { required_providers: { cloudbackup: { source: 'holdfast/cloudbackup' } }, backend: { http: { address: 'http://127.0.0.1:1/state' } } },
    // Were it asked, the plan would fail.
    provider: { cloudbackup: { folder_id: 'f', endpoint: '127.0.0.1:1', token: 't1.from-the-configuration' } },
    resource: { cloudbackup_resource: { r: reg('vm-1') } },
  });
  const made = await place.plan({ env: {}, worldFile });
  expect(codes(made)).toEqual([]);
  expect(JSON.stringify(place.emulator.stats().calls)).toBe(calls);
  writeFileSync(place.file('cdktf.json'), JSON.stringify({ app: `touch ${place.file('ran')}`, language: 'typescript' }));
  expect((await place.plan({ env: {}, worldFile })).ok).toBe(false);
  expect(existsSync(place.file('ran'))).toBe(false);
}));
