import { openConfiguration, type AppRunner, type OpenOptions } from '../../src/config';
import { memoryFiles } from './files';

const manifest = JSON.stringify({
  version: '0.21.0',
  stacks: Object.fromEntries([['web', ['net']], ['net', []]].map(([name, dependencies]) => [name, {
    name, constructPath: name, synthesizedStackPath: `stacks/${String(name)}/cdk.tf.json`, annotations: [], dependencies,
  }])),
});

/** A program that writes two stacks, `net` before `web`. */
async function open(options: Partial<OpenOptions> = {}, extra: Record<string, string> = {}) {
  const files = memoryFiles({ '/w/cdktf.json': '{"app": "x"}', ...extra });
  const runner: AppRunner = {
    run: async () => {
      files.content.set('/w/cdktf.out/manifest.json', Buffer.from(manifest));
      files.content.set('/w/cdktf.out/stacks/net/cdk.tf.json', Buffer.from('{"locals": {"a": 1}}'));
      files.content.set('/w/cdktf.out/stacks/web/cdk.tf.json', Buffer.from(extra['web'] ?? '{"locals": {"b": 1}}'));
      return { end: { kind: 'exit', code: 0 }, stdout: '', stderr: '' };
    },
  };
  return openConfiguration('/w', { env: {}, ...options }, { files, runner, nodePath: 'node' });
}

describe('a folder that is opened', () => {
  it('gives every stack of a cdktf app, each after those it depends on', async () => {
    const outcome = await open();
    if (!outcome.ok) throw new Error('refused');
    expect(outcome.value.map((c) => [c.stack, c.root, [...c.locals.keys()]])).toEqual([['net', '/w/cdktf.out/stacks/net', ['a']], ['web', '/w/cdktf.out/stacks/web', ['b']]]);
  });

  it('gives the one stack that is wanted', async () => {
    const outcome = await open({ stack: 'web' });
    expect(outcome.ok && outcome.value.map((c) => c.stack)).toEqual(['web']);
  });

  it('says which stacks there are when the wanted one is not among them', async () => {
    const outcome = await open({ stack: 'wbe' });
    expect(outcome.diagnostics.map((d) => [d.code, d.detail])).toEqual([['config_unknown_stack', 'The program has no stack "wbe". Did you mean "web"? It has net, web.']]);
  });

  it('is refused whole when one stack is wrong', async () => {
    const outcome = await open({}, { web: '{"modul": {}}' });
    expect([outcome.ok, outcome.diagnostics.map((d) => d.code)]).toEqual([false, ['config_unknown_property']]);
  });

  it('is one configuration where there is no cdktf.json, and has no stacks', async () => {
    const ports = { files: memoryFiles({ '/w/a.tf.json': '{}' }), runner: { run: async () => { throw new Error('nothing is run'); } }, nodePath: 'node' };
    const outcome = await openConfiguration('/w', { env: {} }, ports);
    expect(outcome.ok && outcome.value.map((c) => [c.root, c.stack])).toEqual([['/w', undefined]]);
    const stack = await openConfiguration('/w', { env: {}, stack: 'web' }, ports);
    expect(stack.diagnostics.map((d) => d.code)).toEqual(['config_unknown_stack']);
  });
});
