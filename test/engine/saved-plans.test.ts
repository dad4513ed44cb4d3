/** A saved plan is applied exactly, once, and only while what its decisions rest on still holds. */
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readPlanFile } from '../../src';
import { systemClock } from '../../src/api';
import { seededRandom } from '../support/random';
import { directories, FIRST, registrations, SECOND, vm, whom } from './life';
import { codes, dir, inPlace, must, mustApply, reg, type Json, type Place } from './place';

const seed = Number(process.env['HOLDFAST_SEED'] ?? Date.now() % 1_000_000);

async function saved(place: Place, config: Json): Promise<string> {
  place.write(config);
  const planFile = place.file('the.plan');
  must(await place.plan({ out: planFile }));
  return planFile;
}

describe(`saved plans (seed ${seed})`, () => {
  it('are applied where neither the configuration nor its files are', () => inPlace({ instances: [vm('vm-1')] }, async (place) => {
    place.write({
      variable: { who: { type: 'string' } },
      locals: { base: '/srv/${var.who}' },
      resource: { terraform_data: { tag: { input: '${var.who}-x' } }, cloudbackup_directory: { d: dir('vm-1', '${local.base}/${terraform_data.tag.output}') } },
      output: { where: { value: '${cloudbackup_directory.d.path}' } },
    });
    must(await place.plan({ out: place.file('the.plan'), variables: [{ kind: 'var', name: 'who', value: 'ops' }] }));
    rmSync(place.file('main.tf.json'));
    mustApply(await place.apply({ planFile: place.file('the.plan') }));
    expect(place.effects()).toEqual(['CreateDirectory vm-1 /srv/ops', 'CreateDirectory vm-1 /srv/ops/ops-x']);
    expect(place.outputs()).toEqual({ where: '/srv/ops/ops-x' });
  }));

  it('are refused when any byte is another one', () => inPlace({ instances: [vm('vm-1')] }, async (place) => {
    const planFile = await saved(place, directories({ d: dir('vm-1', '/srv/a/b') }));
    const bytes = readFileSync(planFile);
    const random = seededRandom(seed);
    for (let round = 0; round < 100; round++) {
      const altered = Buffer.from(bytes);
      const at = Math.floor(random.next() * bytes.length);
      altered[at] = ((altered[at] ?? 0) + 1 + Math.floor(random.next() * 254)) % 256;
      writeFileSync(planFile, altered);
      expect(codes(await readPlanFile(planFile))).toEqual([expect.stringMatching(/^plan_file_/)]);
    }
    writeFileSync(planFile, bytes.subarray(0, bytes.length - 1));
    expect(codes(await place.apply({ planFile }))).toEqual(['plan_file_cut']);
    expect(place.mutations()).toBe(0);
    writeFileSync(planFile, bytes);
    mustApply(await place.apply({ planFile }));
  }));

  it('are refused the second time, also in a copy', () => inPlace({ instances: [vm('vm-1')] }, async (place) => {
    const planFile = await saved(place, directories({ d: dir('vm-1', '/srv/a') }));
    copyFileSync(planFile, place.file('copy'));
    mustApply(await place.apply({ planFile }));
    place.emulator.change({ remove_directory: whom('vm-1', { path: '/srv/a' }) });
    for (const file of [planFile, place.file('copy')]) expect(codes(await place.apply({ planFile: file }))).toEqual(['apply_plan_used']);
    expect(place.effects()).toHaveLength(1);
  }));

  it('are used also by an apply that failed', () => inPlace({ instances: [vm('vm-1', { online: false })] }, async (place) => {
    const planFile = await saved(place, directories({ d: dir('vm-1', '/srv/a') }));
    const failed = must(await place.apply({ planFile }));
    expect(failed).toMatchObject({ kind: 'applied', summary: { status: 'partial' } });
    place.emulator.change({ set_instance: whom('vm-1', { online: true }) });
    expect(codes(await place.apply({ planFile }))).toEqual(['apply_plan_used']);
  }));

  it('are refused when they are too old', () => inPlace({ instances: [vm('vm-1')] }, async (place) => {
    const planFile = await saved(place, directories({ d: dir('vm-1', '/srv/a') }));
    const clock = { ...systemClock(), now: () => Date.now() + 25 * 3_600_000 };
    expect(codes(await place.apply({ planFile, clock }))).toEqual(['apply_plan_expired']);
    expect(place.mutations()).toBe(0);
    mustApply(await place.apply({ planFile }));
  }));

  const stale: Readonly<Record<string, { readonly before?: Json; readonly config: Json; readonly behind: readonly Json[]; readonly names: string }>> = {
    'a parent that was taken as present is gone': {
      config: directories({ d: dir('vm-1', '/srv/a/b') }),
      behind: [{ remove_directory: whom('vm-1', { path: '/srv' }) }],
      names: 'directory "/srv" on instance "vm-1"',
    },
    'a directory that was to be taken over is gone': {
      config: directories({ d: dir('vm-1', '/srv') }),
      behind: [{ remove_directory: whom('vm-1', { path: '/srv' }) }],
      names: 'directory "/srv" on instance "vm-1"',
    },
    'a file stands where a directory was to be made': {
      config: directories({ d: dir('vm-1', '/srv/a/b') }),
      behind: [{ add_file: whom('vm-1', { path: '/srv/a' }) }],
      names: 'directory "/srv/a" on instance "vm-1"',
    },
    'the registration that was to be taken over has left': {
      config: registrations({ r: reg('vm-1') }),
      behind: [{ remove_instance: whom('vm-1') }],
      names: `registration vm-1 / ${FIRST}`,
    },
    'the registration that was to be taken over is outdated': {
      config: registrations({ r: reg('vm-1') }),
      behind: [{ register_instance: whom('vm-1', { resource_id: SECOND }) }],
      names: `registration vm-1 / ${FIRST}`,
    },
    'the registration that was to be deleted is outdated': {
      before: registrations({ r: reg('vm-1', { deletion_protection: false }) }),
      config: {},
      behind: [{ register_instance: whom('vm-1', { resource_id: SECOND }) }],
      names: `registration vm-1 / ${FIRST}`,
    },
  };
  it.each(Object.entries(stale))('are refused when %s', (_, { before, config, behind, names }) =>
    inPlace({ instances: [vm('vm-1', { resource_id: FIRST }), vm('vm-2')] }, async (place) => {
      if (before !== undefined) {
        place.write(before);
        mustApply(await place.apply());
      }
      const planFile = await saved(place, config);
      place.emulator.change(...behind);
      const refused = await place.apply({ planFile });
      expect([...new Set(codes(refused))]).toEqual(['apply_plan_stale']);
      expect(refused.diagnostics.map((d) => d.detail).join('\n')).toContain(names);
      expect(place.mutations()).toBe(0);
    }));

  const unspoiled: Readonly<Record<string, readonly Json[]>> = {
    'siblings came and went': [
      { add_directory: whom('vm-1', { path: '/srv/other' }) }, { add_directory: whom('vm-1', { path: '/elsewhere' }) }, { remove_directory: whom('vm-1', { path: '/old' }) },
    ],
    'the instance backs up, goes offline and comes back': [
      { set_instance: whom('vm-1', { status: 'BACKUPING', status_progress: 10, online: false }) }, { set_instance: whom('vm-1', { online: true, enabled: true }) },
    ],
    'others registered and left': [{ add_instance: whom('vm-9') }, { remove_instance: whom('vm-2') }],
    'somebody made what was planned': [{ add_directory: whom('vm-1', { path: '/srv/a' }) }],
    'somebody made half of what was planned': [{ add_directory: whom('vm-1', { path: '/srv/a' }) }, { add_directory: whom('vm-1', { path: '/srv/a/b' }) }],
  };
  it.each(Object.entries(unspoiled))('hold when %s', (_, behind) => inPlace({ instances: [vm('vm-1', { directories: ['/srv', '/old'] }), vm('vm-2')] }, async (place) => {
    const wanted = { resource: { cloudbackup_resource: { r: reg('vm-1') }, cloudbackup_directory: { d: dir('vm-1', '/srv/a/b') } } };
    const planFile = await saved(place, wanted);
    place.emulator.change(...behind);
    mustApply(await place.apply({ planFile }));
    expect(Object.keys(place.state()).sort()).toEqual(['cloudbackup_directory.d', 'cloudbackup_resource.r']);
    expect(must(await place.plan()).plan.applyable).toBe(false);
  }));

  it('hold when somebody deleted already what they delete', () => inPlace({ instances: [vm('vm-1'), vm('vm-2')] }, async (place) => {
    place.write(registrations({ r: reg('vm-1', { deletion_protection: false }) }));
    mustApply(await place.apply());
    const planFile = await saved(place, {});
    place.emulator.change({ remove_instance: whom('vm-1') });
    mustApply(await place.apply({ planFile }));
    expect(place.mutations()).toBe(0);
    expect(place.state()).toEqual({});
  }));

  it('are refused when another apply changed what they touch, and hold when it changed something else', () => inPlace({ instances: [vm('vm-1')] }, async (place) => {
    place.write(directories({ d: dir('vm-1', '/srv/a') }));
    mustApply(await place.apply());
    const planFile = await saved(place, directories({ d: dir('vm-1', '/srv/b') }));
    must(await place.plan({ out: place.file('again') }));
    place.write(directories({ d: dir('vm-1', '/srv/a'), other: dir('vm-1', '/srv/other') }));
    mustApply(await place.apply());
    mustApply(await place.apply({ planFile }));
    expect(Object.keys(place.state()).sort()).toEqual(['cloudbackup_directory.d', 'cloudbackup_directory.other']);
    place.write(directories({ d: dir('vm-1', '/srv/c') }));
    mustApply(await place.apply());
    const refused = await place.apply({ planFile: place.file('again') });
    expect(codes(refused)).toEqual(['apply_plan_stale']);
    expect(refused.diagnostics[0]?.detail).toContain('cloudbackup_directory.d');
  }));

  it('are refused on another state', () => inPlace({ instances: [vm('vm-1')] }, async (place) => {
    place.write(directories({ d: dir('vm-1', '/srv/a') }));
    mustApply(await place.apply());
    const planFile = await saved(place, directories({ d: dir('vm-1', '/srv/b') }));
    const state = JSON.parse(readFileSync(place.file('terraform.tfstate'), 'utf8'));
    rmSync(place.file('terraform.tfstate'));
    rmSync(place.file('.terraform.tfstate.holdfast'), { recursive: true });
    writeFileSync(place.file('terraform.tfstate'), JSON.stringify({ ...state, lineage: '99999999-9999-4999-8999-999999999999' }));
    expect(codes(await place.apply({ planFile }))).toEqual(['apply_plan_stale']);
    expect(place.effects()).toHaveLength(1);
  }));

  it('do not put a sensitive value into a file', () => inPlace({ instances: [vm('vm-1')] }, async (place) => {
    place.write({ variable: { secret: { type: 'string', sensitive: true } }, ...directories({ d: dir('vm-1', '/srv/${var.secret}') }) });
    const planFile = place.file('the.plan');
    const variables = [{ kind: 'var', name: 'secret', value: 'hunter2hunter2' }] as const;
    expect(codes(await place.plan({ out: planFile, variables }))).toEqual(['plan_file_sensitive']);
    expect(() => readFileSync(planFile)).toThrow();
    mustApply(await place.apply({ variables }));
    expect(place.effects()).toEqual(['CreateDirectory vm-1 /srv/hunter2hunter2']);
    expect(must(await place.plan({ variables })).plan.applyable).toBe(false);
  }));
});
