import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holdfast } from '../support/processes';

jest.setTimeout(180_000);
const ROOT = join(__dirname, '..', '..');
const ENV = { HOLDFAST_PROVIDERS: join(ROOT, 'dist', 'test-providers', 'tfcoremock.js') };
const folders: string[] = [];

beforeAll(() => {
  const built = spawnSync(process.execPath, [join(ROOT, 'scripts', 'build-test-providers.js')], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stderr);
});
afterAll(() => { for (const folder of folders) rmSync(folder, { recursive: true, force: true }); });

/** A type of another's provider that says itself what is secret: an argument, what it makes, and a part of what lies deeper. */
const TYPES = {
  tfcoremock_account: {
    attributes: {
      name: { type: 'string', optional: true },
      password: { type: 'string', optional: true, sensitive: true },
      token: { type: 'string', computed: true, sensitive: true, value: { string: 'token-of-the-service' } },
      keys: { type: 'list', optional: true, list: { type: 'object', object: { label: { type: 'string', optional: true }, secret: { type: 'string', optional: true, sensitive: true } } } },
    },
  },
};

function place(main: object): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-foreign-'));
  folders.push(folder);
  writeFileSync(join(folder, 'dynamic_resources.json'), JSON.stringify(TYPES));
  configure(folder, main);
  return folder;
}
const configure = (folder: string, main: object): void => writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ terraform: { required_providers: { tfcoremock: { source: 'hashicorp/tfcoremock' } } }, ...main }));
const account = (more: object): object => ({ resource: { tfcoremock_account: { a: { id: 'a', ...more } } } });
const run = async (folder: string, ...args: string[]) => {
  const { code, stdout, stderr } = await holdfast([...args, '-no-color'], { cwd: folder, env: ENV });
  return { code, text: stdout + stderr };
};
const fine = async (folder: string, ...args: string[]): Promise<string> => {
  const { code, text } = await run(folder, ...args);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${String(code)}: ${text}`);
  return text;
};

describe('what the schema of another provider calls sensitive', () => {
  it('is in no saved plan: it is asked for again, comes from the state, or keeps the plan from being saved', async () => {
    const variable = { variable: { pw: { type: 'string', sensitive: true } } };
    const folder = place({ ...variable, ...account({ name: 'one', password: '${var.pw}' }) });
    await fine(folder, 'plan', '-out=p', '-var=pw=hunter22-and-more');
    expect(readFileSync(join(folder, 'p'), 'utf8')).not.toContain('hunter22');
    await fine(folder, 'apply', '-var=pw=hunter22-and-more', 'p');
    // What the service made is known from the state now.
    configure(folder, { ...variable, ...account({ name: 'two', password: '${var.pw}' }) });
    await fine(folder, 'plan', '-out=q', '-var=pw=hunter22-and-more');
    const saved = readFileSync(join(folder, 'q'), 'utf8');
    expect(saved).not.toContain('token-of-the-service');
    expect(saved).not.toContain('hunter22');
    expect(await fine(folder, 'show', '-json', 'q')).not.toContain('token-of-the-service');
    await fine(folder, 'apply', '-var=pw=hunter22-and-more', 'q');
    expect(await run(folder, 'plan', '-detailed-exitcode', '-var=pw=hunter22-and-more')).toMatchObject({ code: 0 });
  });

  it.each([['an argument', { password: 'written-in-clear' }], ['a part of what lies deeper', { keys: [{ label: 'l', secret: 'written-in-clear' }] }]])('keeps a plan in clear from being saved where it is written down: %s', async (_what, more) => {
    const folder = place(account(more));
    expect(await run(folder, 'plan', '-out=p')).toEqual({ code: 1, text: expect.stringMatching(/tfcoremock_account\.a is sensitive[\s\S]*Save\s+the plan\s+encrypted/) as string });
    expect((await run(folder, 'show', 'p')).code).toBe(1);
    await fine(folder, 'apply', '-auto-approve');
    expect(await run(folder, 'plan', '-detailed-exitcode')).toMatchObject({ code: 0 });
    // What stays as it is comes from the state.
    await fine(folder, 'plan', '-out=p');
  });

  it('is sensitive wherever it is referred to, and so in the state, as in Terraform', async () => {
    const folder = place({ ...account({ name: 'one', password: 'written-in-clear' }), output: { o: { value: '${tfcoremock_account.a.password}' } } });
    expect(await run(folder, 'plan')).toEqual({ code: 1, text: expect.stringContaining('Output refers to sensitive values') as string });
    configure(folder, account({ name: 'one', password: 'written-in-clear' }));
    expect(await fine(folder, 'apply', '-auto-approve')).toContain('(sensitive value)');
    const state = JSON.parse(readFileSync(join(folder, 'terraform.tfstate'), 'utf8')) as { resources: { instances: { sensitive_attributes: { value: string }[][] }[] }[] };
    expect(state.resources[0]?.instances[0]?.sensitive_attributes.map((path) => path.map((step) => step.value).join('.')).sort()).toEqual(['password', 'token']);
  });
});
