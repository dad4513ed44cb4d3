/** What cannot or must not be done is said at plan where it can be known, fails alone at apply where not, and calls nothing. */
import { directories, FIRST, quick, registrations, SECOND, vm, whom } from './life';
import { codes, dir, FOLDER, inPlace, must, mustApply, reg, type Json, type PlaceOptions } from './place';

interface Refusal extends PlaceOptions {
  readonly before?: Json;
  readonly behind?: readonly Json[];
  readonly config: Json;
  /** Codes of the errors of plan. */
  readonly codes: readonly string[];
  /** What the words for people must hold. */
  readonly says: readonly (string | RegExp)[];
}

const refusals: Readonly<Record<string, Refusal>> = {
  'a failed registration, with the words of the service': {
    instances: [vm('vm-1', { init_status: 'FAILED_REGISTRATION', is_active: false, metadata: '{"error":"no space for the agent"}' })],
    config: registrations({ r: reg('vm-1') }),
    codes: ['provider_registration_failed'], says: ['no space for the agent', 'vm-1'],
  },
  'an outdated registration': {
    instances: [vm('vm-1', { resource_id: FIRST, is_active: false })],
    config: registrations({ r: reg('vm-1') }),
    codes: ['provider_registration_outdated'], says: [FIRST, 'controlled by another'],
  },
  'twins, both active': {
    instances: [vm('vm-1', { resource_id: FIRST }), vm('vm-1', { resource_id: SECOND })],
    config: registrations({ r: reg('vm-1') }),
    codes: ['provider_registration_ambiguous'], says: [FIRST, SECOND, 'resource_id'],
  },
  'a twin that came later': {
    instances: [vm('vm-1', { resource_id: FIRST })],
    before: registrations({ r: reg('vm-1') }),
    behind: [{ set_instance: whom('vm-1', { resource_id: FIRST, is_active: false }) }, { add_instance: whom('vm-1', { resource_id: SECOND }) }, { add_instance: whom('vm-1', { resource_id: '33333333-3333-4333-8333-333333333333' }) }],
    config: registrations({ r: reg('vm-1') }),
    codes: ['provider_registration_ambiguous'], says: [SECOND],
  },
  'a pin or a folder to point to that is not there': {
    folders: { f: { instances: [vm('vm-1', { resource_id: FIRST })] }, g: { instances: [] } },
    before: registrations({ r: reg('vm-1') }),
    config: registrations({ r: reg('vm-1', { folder_id: 'g' }) }),
    codes: ['provider_registration_not_found'], says: ['Folder g', 'nothing will be deleted'],
  },
  'a file where the directory should be': {
    instances: [vm('vm-1', { files: ['/srv/a'] })],
    config: directories({ d: dir('vm-1', '/srv/a') }),
    codes: ['provider_directory_is_file'], says: ['/srv/a', 'vm-1'],
  },
  'a file above the directory': {
    instances: [vm('vm-1', { files: ['/srv/a'] })],
    config: directories({ d: dir('vm-1', '/srv/a/b/c') }),
    codes: ['provider_directory_is_file'], says: ['/srv/a'],
  },
  'a missing parent that nobody declares, with create_parents = false': {
    instances: [vm('vm-1')],
    config: directories({ d: dir('vm-1', '/srv/a/b/c', { create_parents: false }) }),
    codes: ['provider_parents_missing'], says: ['/srv/a', '/srv/a/b', 'create_parents'],
  },
  'a drive that the instance does not have': {
    instances: [{ compute_instance_id: 'win', directories: ['C:\\Data'] }],
    config: directories({ d: dir('win', 'E:\\Restore') }),
    codes: ['provider_volume_missing'], says: ['E:\\', 'win'],
  },
  'paths that are none': {
    instances: [vm('vm-1')],
    config: directories({ a: dir('vm-1', 'srv/a'), b: dir('vm-1', '/srv/../etc'), c: dir('vm-1', '/srv//a'), d: dir('vm-1', 'D:Restore'), e: dir('vm-1', '/srv/\u0001') }),
    codes: Array.from({ length: 5 }, () => 'provider_path_invalid'), says: ['not absolute'],
  },
  'an id that is too long': {
    config: registrations({ r: reg('v'.repeat(51)) }),
    codes: ['provider_argument_invalid'], says: ['51 characters', 'at most 50'],
  },
  'the same directory declared twice, in two spellings': {
    instances: [{ compute_instance_id: 'win', directories: ['D:\\Data'] }],
    config: directories({ a: dir('win', 'D:\\Data\\x'), b: dir('win', 'd:/data/X') }),
    codes: ['provider_declared_twice'], says: ['cloudbackup_directory.a', 'cloudbackup_directory.b'],
  },
  'the same directory declared twice, once for each of two provider configurations': {
    instances: [vm('vm-1')],
    config: {
      provider: { cloudbackup: [quick({ folder_id: FOLDER }), quick({ alias: 'other', folder_id: FOLDER })] },
      ...directories({ a: dir('vm-1', '/srv/x'), b: dir('vm-1', '/srv/x', { provider: 'cloudbackup.other' }) }),
    },
    codes: ['provider_declared_twice'], says: ['cloudbackup_directory.a', 'cloudbackup_directory.b'],
  },
  'the same registration declared twice': {
    instances: [vm('vm-1')],
    config: registrations({ a: reg('vm-1'), b: reg('vm-1') }),
    codes: ['provider_declared_twice'], says: ['cloudbackup_resource.a', 'cloudbackup_resource.b'],
  },
  'a directory on an instance whose registration the same plan deletes': {
    instances: [vm('vm-1'), vm('vm-2')],
    before: registrations({ r: reg('vm-1', { deletion_protection: false }) }),
    config: directories({ d: dir('vm-1', '/srv/a') }),
    codes: ['provider_plan_conflict'], says: ['cloudbackup_directory.d', 'cloudbackup_resource.r'],
  },
  'a renamed block, which would take over what it deletes': {
    instances: [vm('vm-1'), vm('vm-2')],
    before: registrations({ r: reg('vm-1', { deletion_protection: false }) }),
    config: registrations({ renamed: reg('vm-1', { deletion_protection: false }) }),
    codes: ['provider_plan_conflict'], says: ['on_destroy = "forget"'],
  },
  'a replacement of what prevent_destroy keeps': {
    instances: [vm('vm-1'), vm('vm-2')],
    before: registrations({ r: reg('vm-1') }),
    config: registrations({ r: reg('vm-2', { lifecycle: { prevent_destroy: true } }) }),
    codes: ['plan_prevent_destroy'], says: ['cloudbackup_resource.r'],
  },
};

describe('refused at plan', () => {
  it.each(Object.entries(refusals))('%s', async (_, { before, behind = [], config, codes: expected, says, ...options }) => {
    await inPlace(options, async (place) => {
      if (before !== undefined) {
        place.write(before);
        mustApply(await place.apply());
      }
      place.emulator.change(...behind);
      const stateBefore = place.state();
      place.write(config);
      for (const refused of [await place.plan({ out: place.file('the.plan') }), await place.apply()]) {
        expect(codes(refused)).toEqual(expected);
        const words = refused.diagnostics.map((d) => d.detail).join('\n');
        for (const word of says) expect(words).toMatch(word instanceof RegExp ? word : new RegExp(word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
        expect(refused.diagnostics.filter((d) => d.severity === 'error' && d.address === undefined && d.range === undefined)).toEqual([]);
      }
      expect(place.mutations()).toBe(0);
      expect(place.state()).toEqual(stateBefore);
    });
  });
});

describe('guards', () => {
  const many = Array.from({ length: 12 }, (_, i) => `vm-${i}`);
  const world = { instances: [...many, 'stays'].map((id) => vm(id)) };
  const unprotected = Object.fromEntries(many.map((id) => [id, reg(id, { deletion_protection: false })]));

  it('a protected registration is planned to go, and no apply deletes it', () => inPlace({ instances: [vm('vm-1'), vm('vm-2')] }, async (place) => {
    place.write(registrations({ r: reg('vm-1') }));
    mustApply(await place.apply());
    place.write({});
    const made = must(await place.plan({ out: place.file('the.plan') })).plan;
    expect(made.blocked.map((d) => [d.code, d.detail.includes('cloudbackup_resource.r'), d.detail.includes('deletion_protection')])).toEqual([['provider_deletion_protected', true, true]]);
    for (const result of [await place.apply(), await place.apply({ planFile: place.file('the.plan') }), await place.apply({ mode: 'destroy' })]) expect(must(result).kind).toBe('guarded');
    expect(place.mutations()).toBe(0);
    expect(Object.keys(place.state())).toEqual(['cloudbackup_resource.r']);
  }));

  it('taking the protection away and the block in one step is not enough: the state still protects', () => inPlace({ instances: [vm('vm-1'), vm('vm-2')] }, async (place) => {
    place.write(registrations({ r: reg('vm-1') }));
    mustApply(await place.apply());
    place.write(registrations({ r: reg('vm-1', { deletion_protection: false }) }));
    expect(must(await place.apply({ mode: 'destroy' })).kind).toBe('guarded');
    mustApply(await place.apply());
    mustApply(await place.apply({ mode: 'destroy' }));
    expect(place.effects()).toEqual(['Delete vm-1']);
  }));

  it('more deletes than max_deletes are planned and blocked, until a person allows them', () => inPlace(world, async (place) => {
    place.write(registrations(unprotected));
    mustApply(await place.apply());
    const made = must(await place.plan({ mode: 'destroy' })).plan;
    expect(made.blocked.map((d) => d.detail)).toEqual([expect.stringContaining('blocked: 12 deletes, limit 10')]);
    expect(must(await place.apply({ mode: 'destroy' })).kind).toBe('guarded');
    expect(place.mutations()).toBe(0);
    mustApply(await place.apply({ mode: 'destroy', allow: { maxDeletes: 12 } }));
    expect(place.effects()).toHaveLength(12);
  }));

  it('a saved plan that was blocked stays so, whatever the person who applies it allows', () => inPlace(world, async (place) => {
    place.write(registrations(unprotected));
    mustApply(await place.apply());
    must(await place.plan({ mode: 'destroy', out: place.file('the.plan') }));
    expect(must(await place.apply({ planFile: place.file('the.plan'), allow: { maxDeletes: 12 } })).kind).toBe('guarded');
    expect(place.mutations()).toBe(0);
  }));

  it('prevent_destroy keeps an object from destroy, and says where', () => inPlace({ instances: [vm('vm-1')] }, async (place) => {
    place.write(directories({ d: dir('vm-1', '/srv/a', { lifecycle: { prevent_destroy: true } }) }));
    mustApply(await place.apply());
    const refused = await place.apply({ mode: 'destroy' });
    expect(codes(refused)).toEqual(['plan_prevent_destroy']);
    expect(refused.diagnostics[0]?.range).toMatchObject({ filename: expect.stringContaining('main.tf.json') });
    expect(Object.keys(place.state())).toEqual(['cloudbackup_directory.d']);
  }));

  it('a person who says no changes nothing', () => inPlace({ instances: [vm('vm-1')] }, async (place) => {
    place.write(directories({ d: dir('vm-1', '/srv/a') }));
    expect(must(await place.apply({ approve: () => Promise.resolve(false) })).kind).toBe('cancelled');
    expect(place.mutations()).toBe(0);
    expect(place.state()).toEqual({});
  }));
});

describe('steps that fail alone', () => {
  it('an unregistered instance fails its own step and those below it; the rest is done and recorded', () => inPlace({ instances: [vm('vm-1')] }, async (place) => {
    place.write({ resource: {
      cloudbackup_resource: { gone: reg('vm-9'), there: reg('vm-1') },
      cloudbackup_directory: { below: dir('vm-9', '/srv/a'), made: dir('vm-1', '/srv/a') },
    } });
    const planned = await place.plan();
    expect([...codes(planned, 'warning')].sort()).toEqual(['provider_directories_unverified', 'provider_registrations_absent']);
    const result = must(await place.apply());
    if (result.kind !== 'applied') throw new Error(result.kind);
    expect(result.summary.status).toBe('partial');
    expect(Object.fromEntries([...result.summary.ends].map(([id, end]) => [id, end.kind]))).toEqual({
      'create cloudbackup_resource.gone': 'failed', 'create cloudbackup_directory.below': 'skipped',
      'adopt cloudbackup_resource.there': 'done', 'create cloudbackup_directory.made': 'done',
    });
    const gone = result.summary.ends.get('create cloudbackup_resource.gone');
    expect(gone?.kind === 'failed' ? gone.diagnostics.map((d) => d.detail).join() : '').toMatch(/vm-9.*agent.*wait_for_registration/s);
    expect(Object.keys(place.state()).sort()).toEqual(['cloudbackup_directory.made', 'cloudbackup_resource.there']);
    place.emulator.change({ add_instance: whom('vm-9', { directories: ['/srv'] }) });
    mustApply(await place.apply());
    expect(must(await place.plan()).plan.applyable).toBe(false);
  }));

  it('a wait for a registration that does not come ends after timeouts.create, and leaves nothing in the state', () => inPlace({ instances: [vm('vm-1')] }, async (place) => {
    place.write(registrations({ r: reg('vm-9', { wait_for_registration: true, timeouts: { create: '1500ms' } }) }));
    const result = must(await place.apply());
    expect(result.kind === 'applied' ? codes({ diagnostics: [...result.summary.ends.values()].flatMap((e) => (e.kind === 'failed' ? e.diagnostics : [])) }) : []).toEqual(['provider_wait_timed_out']);
    expect(place.state()).toEqual({});
  }));

  it('a busy instance is waited for, and not deleted when its backup does not end', () => inPlace({ instances: [vm('vm-1', { status: 'BACKUPING' }), vm('vm-2')] }, async (place) => {
    place.write(registrations({ r: reg('vm-1', { deletion_protection: false, timeouts: { delete: '1500ms' } }) }));
    mustApply(await place.apply());
    place.write({});
    const planned = await place.plan();
    expect(codes(planned, 'warning')).toEqual(['provider_registration_busy']);
    const result = must(await place.apply());
    expect(result.kind === 'applied' ? codes({ diagnostics: [...result.summary.ends.values()].flatMap((e) => (e.kind === 'failed' ? e.diagnostics : [])) }) : []).toEqual(['provider_registration_still_busy']);
    expect(place.mutations()).toBe(0);
    expect(Object.keys(place.state())).toEqual(['cloudbackup_resource.r']);
    const later = place.apply();
    place.emulator.change({ set_instance: whom('vm-1', { status: 'IDLE' }) });
    mustApply(await later);
    expect(place.effects()).toEqual(['Delete vm-1']);
  }));

  it('an agent that is still offline at apply fails the step, and nothing is called', () => inPlace({ instances: [vm('vm-1', { online: false }), vm('vm-2')] }, async (place) => {
    place.write(directories({ a: dir('vm-1', '/srv/a'), b: dir('vm-2', '/srv/b') }));
    const result = must(await place.apply());
    expect(result.kind === 'applied' ? Object.fromEntries([...result.summary.ends].map(([id, end]) => [id, end.kind])) : {}).toEqual({
      'create cloudbackup_directory.a': 'failed', 'create cloudbackup_directory.b': 'done',
    });
    expect(place.effects()).toEqual(['CreateDirectory vm-2 /srv/b']);
  }));
});
