import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { installBesides } from '../support/packages';

const bin = resolve(__dirname, '../../node_modules/.bin');

/** A project as a user has it: a stack, a test of it, jest, and the matchers from a set-up file. */
describe('the matchers in a real jest', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'holdfast-jest-'));
    installBesides(dir, ['holdfast', 'cdktf', 'constructs', 'jest', '@types/jest', '@types/node']);
    writeFileSync(join(dir, 'package.json'), JSON.stringify({ name: 'infra', jest: { setupFilesAfterEnv: ['holdfast/testing/jest'], testTimeout: 60_000, testEnvironment: 'node' } }));
  });
  afterEach(() => { rmSync(dir, { recursive: true, force: true }); });

  const head = `
    const { Testing, TerraformStack } = require('cdktf');
    const { CloudbackupDirectoryTree, CloudbackupProvider } = require('holdfast/cdktf');
    const { startWorld } = require('holdfast/testing');
    const there = { folders: { f: { instances: [{ compute_instance_id: 'vm-1', directories: ['/', '/srv'] }] } } };
    function stackOf(directories) {
      const stack = new TerraformStack(Testing.app(), 'infra');
      new CloudbackupProvider(stack, 'cloudbackup', {});
      new CloudbackupDirectoryTree(stack, 'tree', { computeInstanceId: 'vm-1', directories });
      return stack;
    }
    let world;
    beforeAll(async () => { world = await startWorld(there); });
    afterAll(() => world.close());
  `;

  function jest(tests: string): { readonly code: number | null; readonly output: string } {
    writeFileSync(join(dir, 'stack.test.js'), head + tests);
    const ran = spawnSync(process.execPath, [join(bin, 'jest'), '--ci', '--colors=false', '--rootDir', dir], { cwd: dir, encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } });
    return { code: ran.status, output: ran.stderr };
  }

  it('pass where the plan is as expected', () => {
    const { code, output } = jest(`
      test('two directories', async () => {
        const stack = stackOf({ '/srv/a': { b: {} } });
        await expect(stack).toPlan({ create: 2, delete: 0 }, { world });
        await expect(stack).not.toPlanNoChanges({ world });
        await expect(stack).not.toBeRefused(undefined, { world });
        await world.apply(stack);
        await expect(stack).toPlanNoChanges({ world });
        await expect(stackOf({ '/srv/a': {} })).toPlan({ forget: 1 }, { world });
        await expect(stackOf({ '/srv/what?': {} })).toBeRefused(undefined, { world });
      });
    `);
    expect(output).toContain('Tests:       1 passed, 1 total');
    expect(code).toBe(0);
  }, 300_000);

  it('fail where it is not, and say what was planned', () => {
    const { code, output } = jest(`
      test('counts', async () => { await expect(stackOf({ '/srv/a': {} })).toPlan({ create: 2 }, { world }); });
      test('opposite', async () => { await expect(stackOf({ '/srv/a': {} })).not.toPlan({ create: 1 }, { world }); });
      test('no plan', async () => { await expect(stackOf({ '/srv/what?': {} })).not.toPlan({ create: 1 }, { world }); });
    `);
    expect(code).toBe(1);
    expect(output).toContain('Tests:       3 failed, 3 total');
    expect(output).toMatch(/The plan is not as expected\.\s+create: 2 expected, 1 planned\s+Planned: create 1\s+\+ cloudbackup_directory\.tree_srv_a_\w+: create \(infra\/tree\/srv\/a\/Default\)/u);
    expect(output).toContain('Expected a plan other than {"create":1}, and it is just that.');
    expect(output).toContain('There is no plan:');
  }, 300_000);

  it('have types for programs in TypeScript', () => {
    writeFileSync(join(dir, 'good.ts'), `
      import 'holdfast/testing/jest';
      import { startWorld, type ExpectedPlan } from 'holdfast/testing';
      export async function good(): Promise<void> {
        const world = await startWorld({ folders: {} });
        const expected: ExpectedPlan = { create: 2, delete: [] };
        await expect('infra').toPlan(expected, { world, variables: { a: 1 } });
        await expect('infra').not.toPlanNoChanges();
        await expect('infra').toBeRefused('provider_deletion_protected', { world });
      }
    `);
    writeFileSync(join(dir, 'bad.ts'), `
      import 'holdfast/testing/jest';
      export async function bad(): Promise<void> { await expect('infra').toPlan({ created: 2 }); }
    `);
    const tsc = (file: string, ...how: readonly string[]) => spawnSync(process.execPath, [join(bin, 'tsc'), '--noEmit', '--strict', '--target', 'es2022', '--types', 'jest,node', ...how, file], { cwd: dir, encoding: 'utf8' });
    expect(tsc('good.ts', '--module', 'node16', '--skipLibCheck').stdout).toBe('');
    // What templates of cdktf choose, which knows no `exports`.
    expect(tsc('good.ts', '--module', 'commonjs', '--moduleResolution', 'node10', '--skipLibCheck').stdout).toBe('');
    expect(tsc('bad.ts', '--module', 'node16', '--skipLibCheck').stdout).toContain('\'created\' does not exist in type \'ExpectedPlan\'');
  }, 300_000);
});
