import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadConfiguration, nodeFiles, openConfiguration, shellRunner, type Configuration } from '../../src/config';

const examples = resolve(__dirname, '../../examples');
const root = resolve(__dirname, '../..');

function countsOf(configuration: Configuration): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { mode, type } of configuration.resources.values()) counts[`${mode} ${type}`] = (counts[`${mode} ${type}`] ?? 0) + 1;
  return counts;
}

const fleet = { 'managed cloudbackup_resource': 20, 'managed cloudbackup_directory': 108, 'data cloudbackup_resource': 1 };

describe('the example fleet', () => {
  let outDir: string;
  beforeAll(() => { outDir = mkdtempSync(join(tmpdir(), 'holdfast-example-')); });
  afterAll(() => { rmSync(outDir, { recursive: true, force: true }); });

  it.each([['its own folder', join(examples, 'cdktf-fleet')], ['the top of the repository', root]])('is read from its cdktf program, started in %s', async (_where, dir) => {
    // The environment has no terraform on its path: none is needed.
    const opened = await openConfiguration(dir, { env: { PATH: '/usr/bin:/bin:' + resolve(process.execPath, '..') }, outDir }, { files: nodeFiles, runner: shellRunner, nodePath: process.execPath });
    if (!opened.ok) throw new Error(opened.diagnostics.map((d) => d.detail).join('\n'));
    expect(opened.value.map((c) => [c.stack, countsOf(c)])).toEqual([['fleet', fleet]]);
    const [configuration] = opened.value;
    expect([...configuration?.outputs.keys() ?? []].sort()).toEqual(['first_instance', 'registrations', 'restore_directories']);
    expect([...configuration?.resources.values() ?? []].every((r) => r.constructPath?.startsWith('fleet/'))).toBe(true);
  });

  it('is the same in .tf.json', async () => {
    const loaded = await loadConfiguration(join(examples, 'tf-json-fleet'), nodeFiles);
    if (!loaded.ok) throw new Error(loaded.diagnostics.map((d) => d.detail).join('\n'));
    expect(countsOf(loaded.value)).toEqual(fleet);
    expect([...loaded.value.outputs.keys()].sort()).toEqual(['first_instance', 'registrations', 'restore_directories']);
  });

  it('has files that its generator writes, and one world for both', () => {
    const check = spawnSync(process.execPath, [join(examples, 'tf-json-fleet/generate.js'), '--check']);
    expect(check.status).toBe(0);
    expect(readFileSync(join(examples, 'cdktf-fleet/world.json'), 'utf8')).toBe(readFileSync(join(examples, 'tf-json-fleet/world.json'), 'utf8'));
  });
});
