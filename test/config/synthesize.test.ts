import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { nodeFiles, shellRunner, synthesize, type AppEnd, type AppRun, type SynthesizeOptions } from '../../src/config';
import { memoryFiles } from './files';

const done: AppEnd = { end: { kind: 'exit', code: 0 }, stdout: '', stderr: '' };

interface Stack {
  readonly dependencies?: string[];
  readonly annotations?: unknown[];
  readonly path?: string;
}

function manifest(stacks: Record<string, Stack>): string {
  return JSON.stringify({
    version: '0.21.0',
    stacks: Object.fromEntries(Object.entries(stacks).map(([name, s]) => [name, {
      name, constructPath: `app/${name}`, workingDirectory: `stacks/${name}`, synthesizedStackPath: s.path ?? `stacks/${name}/cdk.tf.json`,
      stackMetadataPath: `stacks/${name}/metadata.json`, annotations: s.annotations ?? [], dependencies: s.dependencies ?? [],
    }])),
  });
}

interface World {
  readonly project?: object;
  readonly written?: string;
  readonly end?: AppEnd;
  readonly options?: Partial<SynthesizeOptions>;
  readonly stale?: string;
}

/** Runs a pretended program that writes `written` as its manifest. */
async function run(world: World) {
  const files = memoryFiles({
    '/app/cdktf.json': JSON.stringify(world.project ?? { app: 'node main.js', context: { size: 3 } }),
    ...(world.stale === undefined ? {} : { '/app/cdktf.out/manifest.json': world.stale }),
  });
  const runs: AppRun[] = [];
  const runner = {
    run: async (app: AppRun) => {
      runs.push(app);
      if (world.written !== undefined) files.content.set('/app/cdktf.out/manifest.json', Buffer.from(world.written));
      return world.end ?? done;
    },
  };
  const outcome = await synthesize('/app', { env: { PATH: '/bin', YC_TOKEN: 'secret', TF_VAR_a: 'b' }, ...world.options }, { files, runner, nodePath: '/usr/bin/node' });
  return { outcome, runs, codes: outcome.diagnostics.map((d) => d.code), text: outcome.diagnostics.map((d) => d.detail).join('\n') };
}

describe('the configuration program', () => {
  it('runs in the project\'s folder, told where to write, and without credentials', async () => {
    const { runs } = await run({ written: manifest({ a: {} }) });
    const [app] = runs;
    expect([app?.command, app?.cwd, app?.timeoutMs]).toEqual(['node main.js', '/app', 600_000]);
    expect(app?.env).toMatchObject({ PATH: '/bin', CDKTF_OUTDIR: '/app/cdktf.out', SYNTH_HCL_OUTPUT: 'false', CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: 'true' });
    expect(JSON.parse(app?.env['CDKTF_CONTEXT_JSON'] ?? '')).toEqual({ size: 3, cdktfRelativeModules: [] });
    expect(Object.keys(app?.env ?? {})).not.toEqual(expect.arrayContaining(['YC_TOKEN']));
    expect(Object.keys(app?.env ?? {})).not.toEqual(expect.arrayContaining(['TF_VAR_a']));
  });

  it('sees a credential that the person lets through', async () => {
    const { runs } = await run({ written: manifest({ a: {} }), options: { appEnv: ['YC_TOKEN'] } });
    expect(runs[0]?.env).toMatchObject({ YC_TOKEN: 'secret' });
  });

  it('may write elsewhere when the caller wants it', async () => {
    const { runs } = await run({ options: { outDir: '/tmp/out' } });
    expect(runs[0]?.env['CDKTF_OUTDIR']).toBe('/tmp/out');
  });

  it('gives its stacks, each after those it depends on', async () => {
    const { outcome } = await run({ written: manifest({ a: { dependencies: ['app/c'] }, b: {}, c: { dependencies: ['app/b'] } }) });
    if (!outcome.ok) throw new Error('failed');
    expect(outcome.value?.map((s) => [s.name, s.dir, s.dependencies])).toEqual([
      ['b', '/app/cdktf.out/stacks/b', []], ['c', '/app/cdktf.out/stacks/c', ['b']], ['a', '/app/cdktf.out/stacks/a', ['c']],
    ]);
  });

  it.each<[string, World, string, string]>([
    ['ends badly: its last words are told', { end: { end: { kind: 'exit', code: 3 }, stdout: 'fine', stderr: 'Error: no such thing' } }, 'config_app_failed', 'Error: no such thing'],
    ['is ended by a signal', { end: { ...done, end: { kind: 'signal', signal: 'SIGSEGV' } } }, 'config_app_failed', 'SIGSEGV'],
    ['runs for ever', { end: { ...done, end: { kind: 'timeout' } } }, 'config_app_failed', 'did not end within 600 seconds'],
    ['prints for ever', { end: { ...done, end: { kind: 'output-limit' } } }, 'config_app_failed', 'printed more than'],
    ['cannot be started', { end: { ...done, end: { kind: 'not-started', reason: 'no shell' } } }, 'config_app_failed', 'no shell'],
    ['forgets app.synth()', {}, 'config_app_no_output', 'app.synth()'],
    ['forgets app.synth(), and an older manifest lies there', { stale: manifest({ old: {} }) }, 'config_app_no_output', 'app.synth()'],
    ['writes a manifest that is none', { written: '[]' }, 'config_manifest_invalid', 'stacks'],
    ['writes a manifest that is not JSON', { written: '{' }, 'config_not_json', 'manifest.json'],
    ['writes HCL', { written: manifest({ a: { path: 'stacks/a/cdk.tf' } }) }, 'config_not_built', 'HCL'],
    ['points outside of its output folder', { written: manifest({ a: { path: '../../etc/x.json' } }) }, 'config_manifest_invalid', 'inside the output folder'],
    ['has stacks in a circle', { written: manifest({ a: { dependencies: ['app/b'] }, b: { dependencies: ['app/a'] } }) }, 'config_stack_circle', 'a -> b -> a'],
    ['marked a construct with an error', { written: manifest({ a: { annotations: [{ level: '@cdktf/error', constructPath: 'app/a/x', message: 'no disk' }] } }) }, 'config_app_error', 'no disk'],
  ])('%s', async (_what, world, code, text) => {
    const found = await run(world);
    expect(found.outcome.ok).toBe(false);
    expect(found.codes).toContain(code);
    expect(found.text).toContain(text);
  });

  it('keeps warnings of constructs, with their paths, and goes on', async () => {
    const { outcome } = await run({ written: manifest({ a: { annotations: [{ level: '@cdktf/warn', constructPath: 'app/a/x', message: 'old' }, { level: '@cdktf/info', constructPath: 'app/a', message: 'hi' }] } }) });
    expect(outcome.ok).toBe(true);
    expect(outcome.diagnostics.map((d) => [d.code, d.constructPath])).toEqual([['config_app_warning', 'app/a/x']]);
  });

  it.each<[string, object, string]>([
    ['has no command', {}, 'needs "app"'],
    ['wants HCL', { app: 'x', hclOutput: true }, 'hclOutput'],
    ['has a context that is none', { app: 'x', context: [] }, '"context"'],
  ])('is not run when the project %s', async (_what, project, text) => {
    const found = await run({ project });
    expect(found.runs).toEqual([]);
    expect(found.text).toContain(text);
  });

  it('is not looked for where there is no project file, and not guessed where there are two', async () => {
    const ports = { runner: { run: async () => done }, nodePath: 'node' };
    const none = await synthesize('/app', { env: {} }, { ...ports, files: memoryFiles({ '/app/main.tf.json': '{}' }) });
    expect(none).toEqual({ ok: true, value: undefined, diagnostics: [] });
    const two = await synthesize('/app', { env: {} }, { ...ports, files: memoryFiles({ '/app/cdktf.json': '{"app":"x"}', '/app/cdktn.json': '{"app":"x"}' }) });
    expect(two.diagnostics.map((d) => d.code)).toEqual(['config_project_invalid']);
  });
});

describe('a shell of this machine', () => {
  const base: AppRun = { command: '', cwd: tmpdir(), env: { PATH: process.env['PATH'] ?? '' }, timeoutMs: 20_000, outputLimit: 1_000_000 };
  const node = (script: string): string => `"${process.execPath}" -e "${script}"`;

  it('tells how the program ended and what it said, and hides its own environment', async () => {
    const end = await shellRunner.run({ ...base, command: node("console.log(Object.keys(process.env).includes('HOME')); console.error('sorry'); process.exit(7)") });
    expect([end.end, end.stdout.trim(), end.stderr.trim()]).toEqual([{ kind: 'exit', code: 7 }, 'false', 'sorry']);
  });

  it('keeps the end of a long output', async () => {
    const end = await shellRunner.run({ ...base, command: node("process.stdout.write('x'.repeat(300000) + 'END')") });
    expect(end.stdout.length).toBeLessThanOrEqual(65_536);
    expect(end.stdout.endsWith('END')).toBe(true);
  });

  it('stops a program that prints too much, with the children it started', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'holdfast-app-'));
    try {
      writeFileSync(join(dir, 'loud.js'), "setInterval(() => process.stdout.write('x'.repeat(10000)), 1);");
      const end = await shellRunner.run({ ...base, cwd: dir, command: `"${process.execPath}" loud.js; echo survived`, outputLimit: 100_000 });
      expect(end.end).toEqual({ kind: 'output-limit' });
      expect(end.stdout).not.toContain('survived');
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });

  it('stops a program that runs too long', async () => {
    const end = await shellRunner.run({ ...base, command: node('setInterval(() => {}, 1000)'), timeoutMs: 200 });
    expect(end.end).toEqual({ kind: 'timeout' });
  });

  it('stops a program when it is asked to', async () => {
    const end = await shellRunner.run({ ...base, command: node('setInterval(() => {}, 1000)'), signal: AbortSignal.abort() });
    expect(end.end).toEqual({ kind: 'aborted' });
  });

  it('tells of a folder that is not there', async () => {
    const end = await shellRunner.run({ ...base, command: 'true', cwd: '/no/such/folder' });
    expect(end.end.kind).toBe('not-started');
  });
});

describe('a program that asks for the version of terraform', () => {
  it('needs no terraform', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'holdfast-app-'));
    try {
      // cdktf looks at terraform's version before it takes a terraform_data.
      writeFileSync(join(dir, 'main.js'), "const { App, DataResource, TerraformStack } = require('cdktf'); const app = new App();"
        + " new DataResource(new TerraformStack(app, 's'), 'note', { input: { a: 1 } }); app.synth();");
      writeFileSync(join(dir, 'cdktf.json'), JSON.stringify({ app: `"${process.execPath}" main.js` }));
      const outcome = await synthesize(dir, { env: { PATH: '/nowhere', NODE_PATH: resolve(__dirname, '../../node_modules') } }, { files: nodeFiles, runner: shellRunner, nodePath: process.execPath });
      expect([outcome.ok && outcome.value?.map((s) => s.name), outcome.diagnostics]).toEqual([['s'], []]);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
