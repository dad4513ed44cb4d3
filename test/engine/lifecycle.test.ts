/**
 * The life of resources against the real service over real sockets: what is planned, what is then called, what the state
 * holds, and that nothing is left to do. Each case is a sentence.
 */
import { changesOf, codes, dir, FOLDER, inPlace, must, mustApply, program, reg, type Json, type Place, type PlaceOptions } from './place';

interface Case extends PlaceOptions {
  /** Configurations that were applied before, one after the other. */
  readonly before?: readonly Json[];
  /** What others do to the world then. */
  readonly behind?: readonly Json[];
  /** What is wanted now. */
  readonly config: Json;
  readonly mode?: 'destroy';
  readonly program: readonly string[];
  /** Addresses that the world moved without us. */
  readonly drift?: readonly string[];
  readonly warnings?: readonly string[];
  /** Effects of the last apply, sorted. */
  readonly does: readonly string[];
  /** Addresses that the state holds at the end, sorted. */
  readonly state: readonly string[];
  readonly after?: (place: Place) => void | Promise<void>;
  /** What happens between the plan that is looked at and the apply. */
  readonly meanwhile?: readonly Json[];
}

const FIRST = '11111111-1111-4111-8111-111111111111';
const SECOND = '22222222-2222-4222-8222-222222222222';
const vm = (id: string, more: Json = {}): Json => ({ compute_instance_id: id, directories: ['/srv'], ...more });
const whom = (id: string, more: Json = {}): Json => ({ folder_id: FOLDER, compute_instance_id: id, ...more });
const registrations = (of: Json): Json => ({ resource: { cloudbackup_resource: of } });
const directories = (of: Json): Json => ({ resource: { cloudbackup_directory: of } });

const cases: Readonly<Record<string, Case>> = {
  'a directory that is missing is made': {
    instances: [vm('vm-1')],
    config: directories({ d: dir('vm-1', '/srv/a') }),
    program: ['create cloudbackup_directory.d', '  CreateDirectory /srv/a on vm-1'],
    does: ['CreateDirectory vm-1 /srv/a'],
    state: ['cloudbackup_directory.d'],
  },
  'a directory and a registration that are there are taken over without a call': {
    instances: [vm('vm-1')],
    config: { resource: { cloudbackup_resource: { r: reg('vm-1') }, cloudbackup_directory: { d: dir('vm-1', '/srv') } } },
    program: ['adopt cloudbackup_resource.r', 'adopt cloudbackup_directory.d <- adopt cloudbackup_resource.r'],
    does: [],
    state: ['cloudbackup_directory.d', 'cloudbackup_resource.r'],
  },
  'missing ancestors are made once, for all who need them, parents first': {
    instances: [vm('vm-1')],
    config: directories({ x: dir('vm-1', '/srv/a/b/x'), y: dir('vm-1', '/srv/a/b/y'), z: dir('vm-1', '/srv/a/z') }),
    program: [
      'prepare create-directory:f/vm-1:/srv/a',
      '  CreateDirectory /srv/a on vm-1',
      'create cloudbackup_directory.z <- prepare create-directory:f/vm-1:/srv/a',
      '  CreateDirectory /srv/a/z on vm-1',
      'prepare create-directory:f/vm-1:/srv/a/b <- prepare create-directory:f/vm-1:/srv/a',
      '  CreateDirectory /srv/a/b on vm-1',
      'create cloudbackup_directory.x <- prepare create-directory:f/vm-1:/srv/a, prepare create-directory:f/vm-1:/srv/a/b',
      '  CreateDirectory /srv/a/b/x on vm-1',
      'create cloudbackup_directory.y <- prepare create-directory:f/vm-1:/srv/a, prepare create-directory:f/vm-1:/srv/a/b',
      '  CreateDirectory /srv/a/b/y on vm-1',
    ],
    does: ['/srv/a', '/srv/a/b', '/srv/a/b/x', '/srv/a/b/y', '/srv/a/z'].map((p) => `CreateDirectory vm-1 ${p}`),
    state: ['cloudbackup_directory.x', 'cloudbackup_directory.y', 'cloudbackup_directory.z'],
  },
  'a declared ancestor is made by its own resource, before those below it': {
    instances: [vm('vm-1')],
    config: directories({ below: dir('vm-1', '/srv/a/b/c'), top: dir('vm-1', '/srv/a'), middle: dir('vm-1', '/srv/a/b', { create_parents: false }) }),
    program: [
      'create cloudbackup_directory.top',
      '  CreateDirectory /srv/a on vm-1',
      'create cloudbackup_directory.middle <- create cloudbackup_directory.top',
      '  CreateDirectory /srv/a/b on vm-1',
      'create cloudbackup_directory.below <- create cloudbackup_directory.middle, create cloudbackup_directory.top',
      '  CreateDirectory /srv/a/b/c on vm-1',
    ],
    does: ['/srv/a', '/srv/a/b', '/srv/a/b/c'].map((p) => `CreateDirectory vm-1 ${p}`),
    state: ['cloudbackup_directory.below', 'cloudbackup_directory.middle', 'cloudbackup_directory.top'],
  },
  'a directory that vanished is drift, and is made again': {
    instances: [vm('vm-1')],
    before: [directories({ d: dir('vm-1', '/srv/a'), e: dir('vm-1', '/srv/a/e') })],
    behind: [{ remove_directory: whom('vm-1', { path: '/srv/a' }) }],
    config: directories({ d: dir('vm-1', '/srv/a'), e: dir('vm-1', '/srv/a/e') }),
    drift: ['cloudbackup_directory.d', 'cloudbackup_directory.e'],
    program: [
      'create cloudbackup_directory.d', '  CreateDirectory /srv/a on vm-1',
      'create cloudbackup_directory.e <- create cloudbackup_directory.d', '  CreateDirectory /srv/a/e on vm-1',
    ],
    does: ['CreateDirectory vm-1 /srv/a', 'CreateDirectory vm-1 /srv/a/e'],
    state: ['cloudbackup_directory.d', 'cloudbackup_directory.e'],
  },
  'an instance that left Cloud Backup is waited for until its agent registers it again': {
    instances: [vm('vm-1', { resource_id: FIRST })],
    before: [registrations({ r: reg('vm-1', { wait_for_registration: true }) })],
    behind: [{ remove_instance: whom('vm-1') }],
    config: registrations({ r: reg('vm-1', { wait_for_registration: true }) }),
    meanwhile: [{ register_instance: whom('vm-1', { after_ms: 300, resource_id: SECOND }) }],
    drift: ['cloudbackup_resource.r'],
    warnings: ['provider_registrations_absent'],
    program: ['create cloudbackup_resource.r', '  wait for the registration of vm-1'],
    does: [],
    state: ['cloudbackup_resource.r'],
    after: (place) => expect(place.state()['cloudbackup_resource.r']).toMatchObject({ resource_id: SECOND }),
  },
  'an instance that is not registered yet is waited for, and its directories after it': {
    folders: { [FOLDER]: { instances: [vm('vm-0')] } },
    config: { resource: { cloudbackup_resource: { r: reg('vm-1', { wait_for_registration: true }) }, cloudbackup_directory: { d: dir('${cloudbackup_resource.r.compute_instance_id}', '/srv/a') } } },
    meanwhile: [{ register_instance: whom('vm-1', { after_ms: 300, resource_id: FIRST, directories: ['/srv'] }) }],
    warnings: ['provider_directories_unverified', 'provider_registrations_absent'],
    program: [
      'create cloudbackup_resource.r', '  wait for the registration of vm-1',
      'create cloudbackup_directory.d <- create cloudbackup_resource.r', '  CreateDirectory /srv/a on vm-1',
    ],
    does: ['CreateDirectory vm-1 /srv/a'],
    state: ['cloudbackup_directory.d', 'cloudbackup_resource.r'],
  },
  'an instance that was registered anew is followed, with a warning about the old backups': {
    instances: [vm('vm-1', { resource_id: FIRST })],
    before: [registrations({ r: reg('vm-1') })],
    behind: [{ register_instance: whom('vm-1', { resource_id: SECOND }) }],
    config: registrations({ r: reg('vm-1') }),
    drift: ['cloudbackup_resource.r'],
    warnings: ['provider_registration_replaced'],
    program: [],
    does: [],
    state: ['cloudbackup_resource.r'],
    after: (place) => expect(place.state()['cloudbackup_resource.r']).toMatchObject({ resource_id: SECOND }),
  },
  'a pin takes the registration that it names, also an outdated one': {
    instances: [vm('vm-1', { resource_id: FIRST, is_active: false }), vm('vm-1', { resource_id: SECOND })],
    config: registrations({ old: reg('vm-1', { resource_id: FIRST }), now: reg('vm-1', { resource_id: SECOND }) }),
    program: ['adopt cloudbackup_resource.now', 'adopt cloudbackup_resource.old'],
    does: [],
    state: ['cloudbackup_resource.now', 'cloudbackup_resource.old'],
  },
  'an outdated registration that is pinned is deleted alone; its active twin stays': {
    instances: [vm('vm-1', { resource_id: FIRST, is_active: false }), vm('vm-1', { resource_id: SECOND })],
    before: [registrations({ old: reg('vm-1', { resource_id: FIRST, deletion_protection: false }), now: reg('vm-1', { resource_id: SECOND }) })],
    config: registrations({ now: reg('vm-1', { resource_id: SECOND }) }),
    program: ['delete cloudbackup_resource.old', '  Delete vm-1 (registration 11111111-1111-4111-8111-111111111111)'],
    does: [`Delete vm-1`],
    state: ['cloudbackup_resource.now'],
    after: (place) => expect(JSON.stringify(place.emulator.world())).toContain(SECOND),
  },
  'another pin re-points in place and deletes nothing': {
    instances: [vm('vm-1', { resource_id: FIRST, is_active: false }), vm('vm-1', { resource_id: SECOND })],
    before: [registrations({ r: reg('vm-1', { resource_id: FIRST }) })],
    config: registrations({ r: reg('vm-1', { resource_id: SECOND }) }),
    program: ['update cloudbackup_resource.r'],
    does: [],
    state: ['cloudbackup_resource.r'],
    after: (place) => expect(place.state()['cloudbackup_resource.r']).toMatchObject({ resource_id: SECOND }),
  },
  'a pin that is taken away follows the active registration': {
    instances: [vm('vm-1', { resource_id: FIRST, is_active: false }), vm('vm-1', { resource_id: SECOND })],
    before: [registrations({ r: reg('vm-1', { resource_id: FIRST }) })],
    config: registrations({ r: reg('vm-1') }),
    warnings: ['provider_registration_replaced'],
    program: ['update cloudbackup_resource.r'],
    does: [],
    state: ['cloudbackup_resource.r'],
    after: (place) => expect(place.state()['cloudbackup_resource.r']).toMatchObject({ resource_id: SECOND }),
  },
  'a pin that is written down or taken away changes nothing where the registration stays': {
    instances: [vm('vm-1', { resource_id: FIRST })],
    before: [registrations({ r: reg('vm-1', { resource_id: FIRST }) })],
    config: registrations({ r: reg('vm-1') }),
    program: [],
    does: [],
    state: ['cloudbackup_resource.r'],
  },
  'a registration that is pinned is not left for a newer one': {
    instances: [vm('vm-1', { resource_id: FIRST })],
    before: [registrations({ r: reg('vm-1', { resource_id: FIRST }) })],
    behind: [{ register_instance: whom('vm-1', { resource_id: SECOND }) }],
    config: registrations({ r: reg('vm-1', { resource_id: FIRST }) }),
    program: [],
    does: [],
    state: ['cloudbackup_resource.r'],
    after: (place) => expect(place.state()['cloudbackup_resource.r']).toMatchObject({ resource_id: FIRST }),
  },
  'a declared directory of an offline agent is kept as the state has it': {
    instances: [vm('vm-1')],
    before: [directories({ d: dir('vm-1', '/srv/a') })],
    behind: [{ set_instance: whom('vm-1', { online: false }) }],
    config: directories({ d: dir('vm-1', '/srv/a') }),
    warnings: ['provider_directory_unreadable'],
    program: [],
    does: [],
    state: ['cloudbackup_directory.d'],
  },
  'a directory of an offline agent is planned unverified, and made when the agent is back': {
    instances: [vm('vm-1', { online: false })],
    config: directories({ d: dir('vm-1', '/srv/a') }),
    meanwhile: [{ set_instance: whom('vm-1', { online: true }) }],
    warnings: ['provider_directories_unverified'],
    program: ['create cloudbackup_directory.d', '  CreateDirectory /srv/a on vm-1'],
    does: ['CreateDirectory vm-1 /srv/a'],
    state: ['cloudbackup_directory.d'],
  },
  'another path makes the new directory and forgets the old one, which stays': {
    instances: [vm('vm-1')],
    before: [directories({ d: dir('vm-1', '/srv/a') })],
    config: directories({ d: dir('vm-1', '/srv/b') }),
    program: [
      'create cloudbackup_directory.d', '  CreateDirectory /srv/b on vm-1',
      'forget cloudbackup_directory.d <- create cloudbackup_directory.d',
    ],
    does: ['CreateDirectory vm-1 /srv/b'],
    state: ['cloudbackup_directory.d'],
    after: (place) => expect(JSON.stringify(place.emulator.world())).toContain('/srv/a'),
  },
  'another spelling of the same path is no change': {
    instances: [{ compute_instance_id: 'win', directories: ['D:\\Data'] }],
    before: [directories({ d: dir('win', 'D:\\Data\\Restore') })],
    config: directories({ d: dir('win', 'd:/data/RESTORE/') }),
    program: [],
    does: [],
    state: ['cloudbackup_directory.d'],
    after: (place) => expect(place.state()['cloudbackup_directory.d']).toMatchObject({ path: 'D:\\Data\\Restore' }),
  },
  'Windows directories are made below their drive, in whatever spelling': {
    instances: [{ compute_instance_id: 'win', directories: ['D:\\Data'] }],
    config: directories({ a: dir('win', 'd:/DATA/one'), b: dir('win', 'D:\\data\\Two\\three') }),
    program: [
      'create cloudbackup_directory.a', '  CreateDirectory D:\\DATA\\one on win',
      'prepare create-directory:f/win:d:\\data\\two', '  CreateDirectory D:\\data\\Two on win',
      'create cloudbackup_directory.b <- prepare create-directory:f/win:d:\\data\\two', '  CreateDirectory D:\\data\\Two\\three on win',
    ],
    does: ['CreateDirectory win D:\\DATA\\one', 'CreateDirectory win D:\\data\\Two', 'CreateDirectory win D:\\data\\Two\\three'],
    state: ['cloudbackup_directory.a', 'cloudbackup_directory.b'],
  },
  'destroying forgets directories, before it deletes the registration': {
    instances: [vm('vm-1', { resource_id: FIRST }), vm('vm-2')],
    before: [{ resource: { cloudbackup_resource: { r: reg('vm-1', { deletion_protection: false }) }, cloudbackup_directory: { d: dir('vm-1', '/srv/a') } } }],
    config: { resource: { cloudbackup_resource: { r: reg('vm-1', { deletion_protection: false }) }, cloudbackup_directory: { d: dir('vm-1', '/srv/a') } } },
    mode: 'destroy',
    program: ['forget cloudbackup_directory.d', `delete cloudbackup_resource.r <- forget cloudbackup_directory.d`, `  Delete vm-1 (registration ${FIRST})`],
    does: [`Delete vm-1`],
    state: [],
  },
  'on_destroy = forget ends the management and nothing else, protected or not': {
    instances: [vm('vm-1')],
    before: [registrations({ r: reg('vm-1', { on_destroy: 'forget' }) })],
    config: {},
    program: ['forget cloudbackup_resource.r'],
    does: [],
    state: [],
  },
  'deleting the last active registration of a folder is warned of': {
    instances: [vm('vm-1', { resource_id: FIRST }), vm('vm-2', { is_active: false })],
    before: [registrations({ r: reg('vm-1', { deletion_protection: false }) })],
    config: {},
    warnings: ['provider_last_registration'],
    program: ['delete cloudbackup_resource.r', `  Delete vm-1 (registration ${FIRST})`],
    does: [`Delete vm-1`],
    state: [],
  },
  'another instance is taken over before the old one is deleted': {
    instances: [vm('vm-1', { resource_id: FIRST }), vm('vm-2', { resource_id: SECOND })],
    before: [registrations({ r: reg('vm-1', { deletion_protection: false }) })],
    config: registrations({ r: reg('vm-2', { deletion_protection: false }) }),
    program: ['adopt cloudbackup_resource.r', 'delete cloudbackup_resource.r <- adopt cloudbackup_resource.r', `  Delete vm-1 (registration ${FIRST})`],
    does: [`Delete vm-1`],
    state: ['cloudbackup_resource.r'],
    after: (place) => expect(place.state()['cloudbackup_resource.r']).toMatchObject({ resource_id: SECOND, compute_instance_id: 'vm-2' }),
  },
  'depends_on orders what nothing else orders': {
    instances: [vm('vm-1'), vm('vm-2')],
    config: directories({ first: dir('vm-2', '/srv/z'), second: dir('vm-1', '/srv/a', { depends_on: ['cloudbackup_directory.first'] }) }),
    program: [
      'create cloudbackup_directory.first', '  CreateDirectory /srv/z on vm-2',
      'create cloudbackup_directory.second <- create cloudbackup_directory.first', '  CreateDirectory /srv/a on vm-1',
    ],
    does: ['CreateDirectory vm-1 /srv/a', 'CreateDirectory vm-2 /srv/z'],
    state: ['cloudbackup_directory.first', 'cloudbackup_directory.second'],
    after: (place) => expect(place.effects()).toEqual(['CreateDirectory vm-2 /srv/z', 'CreateDirectory vm-1 /srv/a']),
  },
  'two provider configurations work on two folders, each with its own instances': {
    folders: { f: { instances: [vm('vm-1')] }, g: { instances: [vm('vm-2')] } },
    config: {
      provider: { cloudbackup: [
        { folder_id: 'f', requests_per_second: 5000, read_lag: '60ms', settle_time: '300ms' },
        { alias: 'g', folder_id: 'g', requests_per_second: 5000, read_lag: '60ms', settle_time: '300ms' },
      ] },
      resource: {
        cloudbackup_resource: { one: reg('vm-1'), two: reg('vm-2', { provider: 'cloudbackup.g' }) },
        cloudbackup_directory: { two: dir('vm-2', '/srv/b', { provider: 'cloudbackup.g' }) },
      },
    },
    program: [
      'adopt cloudbackup_resource.one', 'adopt cloudbackup_resource.two',
      'create cloudbackup_directory.two <- adopt cloudbackup_resource.two', '  CreateDirectory /srv/b on vm-2',
    ],
    does: ['CreateDirectory vm-2 /srv/b'],
    state: ['cloudbackup_directory.two', 'cloudbackup_resource.one', 'cloudbackup_resource.two'],
    after: (place) => expect(place.state()['cloudbackup_directory.two']).toMatchObject({ folder_id: 'g' }),
  },
  'two provider configurations with the same folder share nothing but the world': {
    instances: [vm('vm-1')],
    config: {
      provider: { cloudbackup: [
        { folder_id: 'f', requests_per_second: 5000, read_lag: '60ms', settle_time: '300ms' },
        { alias: 'g', folder_id: 'f', requests_per_second: 5000, read_lag: '60ms', settle_time: '300ms' },
      ] },
      resource: { cloudbackup_directory: { one: dir('vm-1', '/srv/a/one'), two: dir('vm-1', '/srv/a/two', { provider: 'cloudbackup.g' }) } },
    },
    program: [
      'prepare create-directory:f/vm-1:/srv/a', '  CreateDirectory /srv/a on vm-1',
      'create cloudbackup_directory.one <- prepare create-directory:f/vm-1:/srv/a', '  CreateDirectory /srv/a/one on vm-1',
      'create cloudbackup_directory.two <- prepare create-directory:f/vm-1:/srv/a', '  CreateDirectory /srv/a/two on vm-1',
    ],
    does: ['/srv/a', '/srv/a/one', '/srv/a/two'].map((p) => `CreateDirectory vm-1 ${p}`),
    state: ['cloudbackup_directory.one', 'cloudbackup_directory.two'],
  },
};

describe('the life of resources', () => {
  it.each(Object.entries(cases))('%s', async (_, given) => {
    const { before = [], behind = [], meanwhile = [], config, mode = 'normal', ...options } = given;
    await inPlace(options, async (place) => {
      for (const configuration of before) {
        place.write(configuration);
        mustApply(await place.apply());
      }
      place.emulator.change(...behind);
      const mark = { effects: place.effects().length, calls: place.mutations() };
      place.write(config);

      const planned = await place.plan({ mode });
      const made = must(planned).plan;
      expect(place.mutations()).toBe(mark.calls);
      expect(program(made).split('\n')).toEqual(given.program.length === 0 ? [''] : given.program);
      expect(made.drift.map((d) => d.address)).toEqual(given.drift ?? []);
      expect([...codes(planned, 'warning')].sort()).toEqual(given.warnings ?? []);

      place.emulator.change(...meanwhile);
      const applied = await place.apply({ mode });
      if (made.applyable) mustApply(applied);
      else expect(must(applied).kind).toBe('unchanged');
      const done = place.effects().slice(mark.effects);
      expect([...done].sort()).toEqual(given.does);
      expect(done).toEqual(done.filter((e, i) => done.indexOf(e) === i));
      for (const [at, effect] of done.entries()) expect(done.slice(at).filter((later) => effect.startsWith(`${later}/`))).toEqual([]);
      expect(Object.keys(place.state()).sort()).toEqual(given.state);
      await given.after?.(place);

      const calls = place.mutations();
      const again = must(await place.plan({ mode })).plan;
      expect({ changes: changesOf(again), drift: again.drift, applyable: again.applyable }).toEqual({ changes: [], drift: [], applyable: false });
      expect(place.mutations()).toBe(calls);
    });
  }, 30_000);
});
