import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { steady } from '../support/steady';
import { readPage, runPage, writePage } from '../support/txtar';

const SCRIPTS = join(__dirname, '..', 'scripts');

const newFolder = (): string => realpathSync(mkdtempSync(join(tmpdir(), 'holdfast-script-')));

/** With HOLDFAST_UPDATE=1 pages are written anew with what comes out; look at the difference before you keep it. */
async function check(file: string): Promise<void> {
  const work = newFolder();
  const page = readPage(readFileSync(file, 'utf8'));
  const files = new Map(page.files);
  const update = process.env['HOLDFAST_UPDATE'] === '1' ? (name: string, content: string): void => void files.set(name, content) : undefined;
  try {
    await runPage(page, work, update);
    if (update !== undefined) writeFileSync(file, writePage({ ...page, files }));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

// Beside each other: most of the time is spent in other processes.
describe('the command, as people type it', () => {
  it.concurrent.each(readdirSync(SCRIPTS).filter((name) => name.endsWith('.txtar')).sort())('%s', async (name) => check(join(SCRIPTS, name)), 300_000);
});

describe('a page', () => {
  it('is a script and files', () => {
    const page = readPage('# one\nholdfast version\n-- a/b.json --\n{}\n\n-- c --\n');
    expect(page.script).toEqual(['# one', 'holdfast version']);
    expect([...page.files]).toEqual([['a/b.json', '{}\n\n'], ['c', '']]);
    expect(writePage(page)).toBe('# one\nholdfast version\n-- a/b.json --\n{}\n\n-- c --\n');
  });

  it.each([
    ['another code than the page says', '3 holdfast version', 'ended with 0, not 3'],
    ['text that is not there', 'holdfast version\nstdout Terraform', 'not found in stdout'],
    ['text that must not be there', 'holdfast version\n! stdout Holdfast', 'found in stdout'],
    ['a verb that it does not know', 'launch', 'no such verb: launch'],
  ])('fails at %s', async (_sentence, script, message) => {
    const work = newFolder();
    await expect(runPage(readPage(script), work)).rejects.toThrow(message);
    rmSync(work, { recursive: true });
  });
});

describe('a steady text', () => {
  it.each([
    ['ids, times and hashes', `run UUID 11111111-1111-4111-8111-111111111111 at 2026-11-23T11:22:33.423Z took ${'a'.repeat(64)}`, 'run UUID UUID at TIME took SHA256'],
    ['places', 'on 127.0.0.1:4711 in /tmp/w/x', 'on 127.0.0.1:PORT in $WORK/x'],
    ['a box with a place in it is one line for each paragraph', '╷\n│ Error: E\n│\n│ /tmp/w is\n│ bad. So\n│ it is.\n│   indented\n│ more\n╵\n', '╷\n│ Error: E\n│\n│ $WORK is bad. So it is.\n│   indented\n│ more\n╵\n'],
    ['a box without one stays as it is', '╷\n│ a\n│ b\n╵\n', '╷\n│ a\n│ b\n╵\n'],
  ])('%s', (_sentence, text, result) => expect(steady(text, { $WORK: '/tmp/w' })).toBe(result));
});
