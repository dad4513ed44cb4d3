/** A state that one door wrote is nothing to do for the other, for every type; and what is read together is read once. */
import { describeWithProgram } from '../support/programs';
import { dir, inPlace, must, mustApply, reg, type Json, type Place, type PlaceOptions } from '../engine/place';
import { FIRST, SECOND, vm } from '../engine/life';
import { mustRun, PROGRAM, reattached, type Env } from './support/terraform';

const envOf = (place: Place): Env => ({ YC_ENDPOINT: place.emulator.endpoint, YC_PLAINTEXT: '1', YC_TOKEN: 't1.test' });
const world: PlaceOptions = { instances: [vm('vm-1', { resource_id: FIRST }), vm('vm-2', { resource_id: SECOND }), { compute_instance_id: 'win', directories: ['D:\\Data'] }] };

const CONFIGURATIONS: Readonly<Record<string, Json>> = {
  registrations: { resource: { cloudbackup_resource: { a: reg('vm-1'), b: reg('vm-2', { resource_id: SECOND, deletion_protection: false, on_destroy: 'forget', timeouts: { create: '1m' } }) } } },
  directories: { resource: { cloudbackup_directory: { a: dir('vm-1', '/srv/a/b'), b: dir('vm-2', '/srv/c', { timeouts: { create: '1m' }, create_parents: false }), w: dir('win', 'd:/Data/Restore/') } } },
  'several of each': { resource: { cloudbackup_resource: { r: reg('${each.key}', { for_each: '${toset(["vm-1", "vm-2"])}' }) }, cloudbackup_directory: { d: dir('vm-1', '/srv/${count.index}', { count: 3 }) } } },
  'data sources': { data: {
    cloudbackup_resource: { x: { compute_instance_id: 'vm-1' } }, cloudbackup_resources: { x: { is_active: true } }, cloudbackup_tasks: { x: { compute_instance_id: 'vm-1' } },
    cloudbackup_operations: { x: { compute_instance_id: 'vm-1' } }, cloudbackup_directory: { x: { compute_instance_id: 'vm-1', path: '/srv' } },
  }, output: { n: { value: '${length(data.cloudbackup_resources.x.resources)}' } } },
  'plain data': { resource: { terraform_data: { t: { input: { a: 1, b: ['x'] }, triggers_replace: 'y' } } } },
};

describeWithProgram(PROGRAM, 'states go from one door to the other', () => {
  it.each(Object.entries(CONFIGURATIONS))('%s: applied by Holdfast, Terraform has nothing to do', (_name, configuration) => inPlace(world, async (place) => {
    place.write(configuration);
    const applied = must(await place.apply());
    expect(['applied', 'unchanged']).toContain(applied.kind);
    mustRun(await reattached(place.dir, envOf(place), ['plan', '-detailed-exitcode', '-no-color']), 0);
  }));

  it.each(Object.entries(CONFIGURATIONS))('%s: applied by Terraform, Holdfast has nothing to do', (_name, configuration) => inPlace(world, async (place) => {
    place.write(configuration);
    mustRun(await reattached(place.dir, envOf(place), ['apply', '-auto-approve', '-no-color']), 0);
    expect(must(await place.plan()).plan.applyable).toBe(false);
  }));

  it('to and fro, with changes on either side, and destroyed by Terraform', () => inPlace(world, async (place) => {
    const configuration = (more: Json): Json => ({ resource: { cloudbackup_resource: { a: reg('vm-1', { deletion_protection: false, ...more }) }, cloudbackup_directory: { d: dir('vm-1', '/srv/a') } } });
    place.write(configuration({}));
    mustApply(await place.apply());
    place.write(configuration({ timeouts: { delete: '1m' } }));
    mustRun(await reattached(place.dir, envOf(place), ['apply', '-auto-approve', '-no-color']), 0);
    place.write(configuration({ timeouts: { delete: '2m' } }));
    mustApply(await place.apply());
    mustRun(await reattached(place.dir, envOf(place), ['plan', '-detailed-exitcode', '-no-color']), 0);
    mustRun(await reattached(place.dir, envOf(place), ['destroy', '-auto-approve', '-no-color']), 0);
    expect(place.effects()).toEqual(['CreateDirectory vm-1 /srv/a', 'Delete vm-1']);
  }));
});

describeWithProgram(PROGRAM, 'reads within one walk', () => {
  it('a plan of 60 registrations and 60 directories makes one List and one ListDirectory for each parent', () => {
    const ids = Array.from({ length: 60 }, (_, i) => `vm-${i}`);
    const instances = ids.map((id, i) => ({ compute_instance_id: id, directories: i < 3 ? Array.from({ length: 20 }, (_, n) => `/data/d${n}`) : ['/srv'] }));
    return inPlace({ instances }, async (place) => {
      place.write({ resource: {
        cloudbackup_resource: Object.fromEntries(ids.map((id) => [id, reg(id)])),
        cloudbackup_directory: Object.fromEntries(ids.slice(0, 3).flatMap((id) => Array.from({ length: 20 }, (_, n) => [`${id}_${n}`, dir(id, `/data/d${n}`)]))),
      } });
      mustRun(await reattached(place.dir, envOf(place), ['apply', '-auto-approve', '-no-color']), 0);
      const before = place.emulator.stats().calls;
      mustRun(await reattached(place.dir, envOf(place), ['plan', '-detailed-exitcode', '-no-color']), 0);
      const after = place.emulator.stats().calls;
      const made = Object.fromEntries(Object.entries(after).map(([name, count]) => [name, count - (before[name] ?? 0)]).filter(([name, count]) => count !== 0 && !/Endpoint|Iam/.test(String(name))));
      // Terraform's first read may come alone and late for the others, on a machine that has no time for it: one Get, then.
      const { Get: alone = 0, ...lists } = made;
      expect(alone).toBeLessThanOrEqual(1);
      expect(lists).toEqual({ List: 1, ListDirectory: 3 });
    });
  });

  it('a directory that was made is seen by what is read after it in the same walk', () => inPlace(world, async (place) => {
    place.write({
      resource: { cloudbackup_directory: { d: dir('vm-1', '/srv/a') } },
      data: { cloudbackup_directory: { x: { compute_instance_id: 'vm-1', path: '/srv', depends_on: ['cloudbackup_directory.d'] } } },
      output: { names: { value: '${[for e in data.cloudbackup_directory.x.entries : e.name]}' } },
    });
    mustRun(await reattached(place.dir, envOf(place), ['apply', '-auto-approve', '-no-color']), 0);
    expect(place.outputs()['names']).toEqual(['a']);
  }));
});
