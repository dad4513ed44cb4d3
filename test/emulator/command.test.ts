import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { emulatorCommand, faultKinds, switchNames } from '../../src/emulator';
import { oneInstance } from './harness';

const dir = mkdtempSync(path.join(tmpdir(), 'holdfast-emulator-'));
afterAll(() => rmSync(dir, { recursive: true }));
const worldFile = path.join(dir, 'world.json');
writeFileSync(worldFile, JSON.stringify(oneInstance()));

/** Runs the command to its end. */
async function run(words: readonly string[], input: readonly string[] = []): Promise<{ out: string; problems: readonly string[] }> {
  let out = '';
  async function* lines(): AsyncIterable<string> {
    yield* input;
  }
  const diagnostics = await emulatorCommand(words, { stdout: { write: (text) => { out += text; } }, lines, signal: AbortSignal.abort() });
  return { out, problems: diagnostics.map((d) => `${d.code}: ${d.detail}`) };
}

/** Starts the command and waits for its first line. */
async function serving(...words: readonly string[]): Promise<{ endpoint: string; end(): Promise<void> }> {
  const ending = new AbortController();
  let ended: Promise<unknown> = Promise.resolve();
  const first = await new Promise<string>((resolve, reject) => {
    ended = emulatorCommand(['--world', worldFile, ...words], { stdout: { write: resolve }, lines: async function* () { /* nothing comes in */ }, signal: ending.signal });
    ended.then((diagnostics) => reject(new Error(JSON.stringify(diagnostics))), reject);
  });
  return { endpoint: (JSON.parse(first) as { endpoint: string }).endpoint, end: async () => { ending.abort(); await ended; } };
}

describe('holdfast emulator', () => {
  it('prints its endpoint first, and ends when asked to', async () => {
    const emulator = await serving('-listen=127.0.0.1:0');
    expect(emulator.endpoint).toMatch(/^127\.0\.0\.1:\d+$/);
    await emulator.end();
    expect((await run(['stats', '--endpoint', emulator.endpoint])).problems.join()).toContain('emulator_unreachable');
  });

  it('prints and changes the world of a running one, and writes its ledger', async () => {
    const ledger = path.join(dir, 'ledger.jsonl');
    const emulator = await serving('--ledger', ledger, '--operation-time', '0', '--switch', 'tombstones=on');
    const vm = { folder_id: 'f', compute_instance_id: 'vm' };
    const changed = await run(['change', '--endpoint', emulator.endpoint], [
      JSON.stringify({ add_directory: { ...vm, path: '/srv/a' } }), '', JSON.stringify({ start_operation: { ...vm, path: '/srv/a/b' } }), JSON.stringify({ start_operation: { ...vm, resource_id: 'r1' } }),
    ]);
    expect(changed.out.trim().split('\n').map((line) => (JSON.parse(line) as { changed: string }).changed)).toEqual(['add_directory', 'start_operation', 'start_operation']);
    const world = JSON.parse((await run(['world', '--endpoint', emulator.endpoint])).out) as object;
    expect(world).toMatchObject(oneInstance({ directories: ['/', '/srv', '/srv/a', '/srv/a/b'], init_status: 'DELETED' }));
    expect(JSON.parse((await run(['stats', '--endpoint', emulator.endpoint])).out)).toMatchObject({ calls: { List: 0 } });
    await emulator.end();
    const lines = readFileSync(ledger, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { at: string; event: string });
    expect(lines).toEqual([expect.objectContaining({ event: 'performed', path: '/srv/a/b' }), expect.objectContaining({ event: 'performed', resource_id: 'r1' })]);
    expect(Number.isNaN(Date.parse(lines[0]?.at ?? ''))).toBe(false);
  });

  it('names the line of a change that does not fit', async () => {
    const emulator = await serving();
    const good = JSON.stringify({ add_directory: { folder_id: 'f', compute_instance_id: 'vm', path: '/x' } });
    expect((await run(['change', '--endpoint', emulator.endpoint], [good, '', '{"nope":{}}', good])).problems).toEqual([expect.stringContaining('Change 3: nope is no known field')]);
    expect((await run(['change', '--endpoint', emulator.endpoint], ['not json'])).problems).toEqual([expect.stringContaining('Line 1 of the changes is not a JSON object')]);
    await emulator.end();
  });

  it('serves TLS from files', async () => {
    const emulator = await serving('--tls-cert', path.join(__dirname, 'tls/cert.pem'), '--tls-key', path.join(__dirname, 'tls/key.pem'));
    expect((await run(['stats', '--endpoint', emulator.endpoint])).problems).toEqual([]);
    await emulator.end();
  });

  it.each<[string, readonly string[], string]>([
    ['no world', [], 'emulator_usage: --world FILE is needed'],
    ['a world that is not there', ['--world', '/nope.json'], 'emulator_world_unreadable'],
    ['a world that is no JSON', ['--world', __filename], 'emulator_world_unreadable'],
    ['a flag that does not exist', ['--wrld', 'x'], 'emulator_usage: "--wrld" is no flag'],
    ['a flag without its value', ['--world', worldFile, '--seed'], 'emulator_usage: --seed needs a value'],
    ['a number that is none', ['--world', worldFile, '--latency', '1s'], 'emulator_usage: --latency takes a whole number'],
    ['an address without a port', ['--world', worldFile, '--listen', 'localhost'], 'emulator_usage: --listen takes HOST:PORT'],
    ['half of TLS', ['--world', worldFile, '--tls-cert', 'x'], 'emulator_usage: --tls-cert and --tls-key go together'],
    ['TLS files that are not there', ['--world', worldFile, '--tls-cert', '/nope', '--tls-key', '/nope'], 'emulator_start_failed'],
    ['a ledger that cannot be opened', ['--world', worldFile, '--ledger', '/nope/ledger'], 'emulator_start_failed'],
    ['an unknown switch', ['--world', worldFile, '--switch', 'x=1'], 'emulator_unknown_switch'],
    ['an unknown fault', ['--world', worldFile, '--fault', 'x=1'], 'emulator_fault'],
    ['control without an endpoint', ['world'], 'emulator_usage: --endpoint HOST:PORT is needed'],
    ['control with a flag of serving', ['stats', '--world', 'x'], 'emulator_usage: "--world" is no flag'],
  ])('refuses %s', async (_, words, problem) => {
    expect((await run(words)).problems.join('\n')).toContain(problem);
  });

  it('explains every switch and fault in its help', async () => {
    const { out, problems } = await run(['--help']);
    expect(problems).toEqual([]);
    for (const name of [...switchNames, ...Object.keys(faultKinds)]) expect(out).toContain(`  ${name} `);
    expect((await run(['world', '--help'])).out).toBe(out);
  });
});
