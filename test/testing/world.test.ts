import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { matchers, startWorld, type World } from '../../src/testing';
import { libraries } from '../constructs/libraries';

const there = { folders: { f: { instances: [{ compute_instance_id: 'vm-1', directories: ['/', '/srv'] }, { compute_instance_id: 'vm-2', directories: ['/'] }] } } };
const required = { terraform: { required_providers: { cloudbackup: { source: 'holdfast/cloudbackup' } } } };

describe('a world', () => {
  let dir: string;
  let world: World;
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'holdfast-testing-'));
    world = await startWorld(there);
  });
  afterEach(async () => {
    await world.close();
    rmSync(dir, { recursive: true, force: true });
  });

  /** A folder with one configuration; its name tells apart what one test writes. */
  function folder(name: string, configuration: object): string {
    const place = join(dir, name);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'main.tf.json'), JSON.stringify({ ...required, ...configuration }));
    return place;
  }

  const directories = (...paths: readonly string[]) => ({
    resource: { cloudbackup_directory: Object.fromEntries(paths.map((path) => [path.replaceAll(/\W/g, '_'), { compute_instance_id: 'vm-1', path }])) },
  });

  it('plans on what it holds, applies to it, and has a state of its own', async () => {
    const first = folder('first', directories('/srv/a', '/srv/b'));
    expect(await matchers.toPlan(first, { create: ['cloudbackup_directory._srv_a', 'cloudbackup_directory._srv_b'], delete: 0 }, { world })).toMatchObject({ pass: true });
    expect(world.ledger).toEqual([]);
    expect(await world.apply(first)).toMatchObject({ kind: 'applied' });
    expect(world.ledger.filter(({ event }) => event === 'performed').map(({ path }) => path).sort()).toEqual(['/srv/a', '/srv/b']);
    expect(await matchers.toPlanNoChanges(first, { world })).toMatchObject({ pass: true });
    expect(await matchers.toPlan(folder('second', directories('/srv/a')), { forget: ['cloudbackup_directory._srv_b'], 'no-op': 1, create: 0 }, { world })).toMatchObject({ pass: true });
    expect(await matchers.toPlan(first, { adopt: 2 }, { world, state: 'other' })).toMatchObject({ pass: true });
    expect(JSON.stringify(world.world())).toContain('/srv/b');
  });

  it('can be changed behind everybody\'s back', async () => {
    const place = folder('one', directories('/srv/a'));
    await world.apply(place);
    world.change({ remove_directory: { folder_id: 'f', compute_instance_id: 'vm-1', path: '/srv/a' } });
    const planned = await world.plan(place);
    expect(planned).toMatchObject({ ok: true, value: { applyable: true } });
    const { message } = await matchers.toPlanNoChanges(place, { world });
    expect(message()).toBe([
      'Expected no changes.', '',
      'Planned: create 1',
      '   + cloudbackup_directory._srv_a: create',
      '   ! cloudbackup_directory._srv_a was changed outside of Holdfast',
    ].join('\n'));
  });

  it('takes variables, and leaves alone what the shell has set', async () => {
    const place = folder('variables', {
      variable: { path: { type: 'string' }, many: { type: 'number', default: 1 } },
      resource: { cloudbackup_directory: { a: { count: '${var.many}', compute_instance_id: 'vm-1', path: '${var.path}/${count.index}' } } },
    });
    process.env['TF_VAR_many'] = '7';
    try {
      expect(await matchers.toPlan(place, { create: 1 }, { world, variables: { path: '/srv' } })).toMatchObject({ pass: true });
      expect(await matchers.toPlan(place, { create: 3 }, { world, variables: { path: '/srv', many: 3 } })).toMatchObject({ pass: true });
    } finally {
      delete process.env['TF_VAR_many'];
    }
  });

  it('tells what went wrong while applying', async () => {
    const place = folder('wrong', { resource: { cloudbackup_resource: { a: { compute_instance_id: 'vm-9' } } } });
    await expect(world.apply(place)).rejects.toThrow(/Applying did not succeed:\n {2}error \w+: .*cloudbackup_resource\.a/su);
    const guarded = folder('guarded', { resource: { cloudbackup_resource: { b: { compute_instance_id: 'vm-2' } } } });
    await world.apply(guarded);
    expect(await matchers.toBeRefused(folder('gone', {}), 'provider_deletion_protected', { world })).toMatchObject({ pass: true });
    await expect(world.apply(folder('gone', {}))).rejects.toThrow('provider_deletion_protected');
    expect(world.ledger).toEqual([]);
  });

  describe('the matchers fail', () => {
    it('with what was planned, line by line', async () => {
      const place = folder('plan', {
        resource: {
          ...directories('/srv/a').resource,
          cloudbackup_resource: { vm: { compute_instance_id: 'vm-1' } },
          terraform_data: { d: { input: 1 } },
        },
        output: { o: { value: 1 } },
      });
      const { pass, message } = await matchers.toPlan(place, { create: 5, adopt: ['cloudbackup_resource.other'], delete: 0 }, { world });
      expect(pass).toBe(false);
      expect(message()).toBe([
        'The plan is not as expected.',
        '  create: 5 expected, 2 planned',
        '  adopt: not planned for cloudbackup_resource.other',
        '  adopt: planned for cloudbackup_resource.vm too',
        '',
        'Planned: create 2, adopt 1',
        '   + cloudbackup_directory._srv_a: create',
        '   + terraform_data.d: create',
        '   + cloudbackup_resource.vm: adopt',
        '   = output o: create',
      ].join('\n'));
    });

    it('both ways where there is no plan', async () => {
      const place = folder('broken', { resource: { cloudbackup_directory: { a: { compute_instance_id: 'vm-1', path: 'relative' } } } });
      await expect(matchers.toPlan(place, { create: 0 }, { world })).rejects.toThrow(/There is no plan:\n {2}error provider_\w+: .*cloudbackup_directory\.a/su);
      await expect(matchers.toPlanNoChanges(place, { world })).rejects.toThrow('There is no plan');
      expect(await matchers.toBeRefused(place, undefined, { world })).toMatchObject({ pass: true });
      const other = await matchers.toBeRefused(place, 'provider_deletion_protected', { world });
      expect([other.pass, other.message()]).toEqual([false, expect.stringContaining('Expected it to be refused with provider_deletion_protected.')]);
      expect(await matchers.toBeRefused(folder('fine', {}), undefined, { world })).toMatchObject({ pass: false });
    });

    it.each([
      [{}, 'toPlan takes what the plan is expected to do'],
      [{ destroy: 1 }, '"destroy" is no action of a plan. The actions are: create, adopt, update, replace, delete, forget, read, no-op.'],
      [{ create: -1 }, 'What is expected of "create" must be a count or a list of addresses.'],
      [{ create: [1] }, 'What is expected of "create" must be a count or a list of addresses.'],
    ])('at once for %j, which can mean nothing', async (expected, words) => {
      await expect(matchers.toPlan(folder('any', {}), expected as never, { world })).rejects.toThrow(words);
    });

    it('at once for what cannot be planned', async () => {
      await expect(matchers.toPlan(42, { create: 0 }, { world })).rejects.toThrow('Planned can be a stack of cdktf or cdktn, or the path of a folder.');
    });
  });

  it('needs no world of the caller\'s: what exists can be given with the expectation, and nothing exists without', async () => {
    const place = folder('alone', { resource: { cloudbackup_resource: { vm: { compute_instance_id: 'vm-1', wait_for_registration: true } } } });
    expect(await matchers.toPlan(place, { adopt: 1 }, { world: there })).toMatchObject({ pass: true });
    expect(await matchers.toPlan(place, { create: 1 })).toMatchObject({ pass: true });
  });

  describe.each(libraries)('with $name', ({ library, bindings }) => {
    const { App, LocalBackend, TerraformStack, Testing } = library;
    class Fleet extends TerraformStack {
      constructor(scope: InstanceType<typeof App>, id: string, instances: readonly string[]) {
        super(scope, id);
        new LocalBackend(this, { path: join(dir, 'must-not-be-used.tfstate') });
        new bindings.CloudbackupProvider(this, 'cloudbackup', { folderId: 'f' });
        const fleet = new bindings.CloudbackupFleet(this, 'fleet', { onDestroy: 'forget', instances, directories: { '/srv': { a: {} } } });
        for (const instance of fleet.instances.values()) instance.before(new library.DataResource(this, `after-${instance.node.id}`));
      }
    }

    it('plans and applies stacks as they are, as often as wanted', async () => {
      const stack = new Fleet(Testing.app(), 'fleet', ['vm-1', 'vm-2']);
      expect(await matchers.toPlan(stack, { adopt: 3, create: 5 }, { world })).toMatchObject({ pass: true });
      await world.apply(stack);
      expect(await matchers.toPlanNoChanges(stack, { world })).toMatchObject({ pass: true });
      expect(await matchers.toPlan(new Fleet(Testing.app(), 'fleet', ['vm-1']), { forget: 3, delete: 1, 'no-op': 4 }, { world })).toMatchObject({ pass: true });
    });

    it('takes what Testing.fullSynth gives, and leaves it as it is', async () => {
      const output = Testing.fullSynth(new Fleet(Testing.app(), 'fleet', ['vm-1']));
      const file = join(output, 'stacks/fleet/cdk.tf.json');
      const before = readFileSync(file, 'utf8');
      expect(await matchers.toPlan(output, { adopt: 2, create: 2 }, { world })).toMatchObject({ pass: true });
      expect(readFileSync(file, 'utf8')).toBe(before);
      rmSync(output, { recursive: true, force: true });
    });

    it('asks which stack is meant where there are several', async () => {
      const app = Testing.app();
      new Fleet(app, 'one', ['vm-1']);
      new Fleet(app, 'two', ['vm-1', 'vm-2']);
      app.synth();
      await expect(matchers.toPlan(app.outdir, { adopt: 2 }, { world })).rejects.toThrow('holds the stacks one, two. Name one: { stack: \'one\' }.');
      expect(await matchers.toPlan(app.outdir, { adopt: 3 }, { world, stack: 'two' })).toMatchObject({ pass: true });
      rmSync(app.outdir, { recursive: true, force: true });
    });
  });
});
