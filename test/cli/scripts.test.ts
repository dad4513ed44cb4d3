import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPage, runPage } from '../support/txtar';

const SCRIPTS = join(__dirname, '..', 'scripts');

describe('the command, as people type it', () => {
  it.each(readdirSync(SCRIPTS).filter((name) => name.endsWith('.txtar')).sort())('%s', async (name) => {
    const work = mkdtempSync(join(tmpdir(), 'holdfast-script-'));
    try {
      await runPage(readPage(readFileSync(join(SCRIPTS, name), 'utf8')), work);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }, 60_000);
});

describe('a page', () => {
  it('is a script and files', () => {
    const page = readPage('# one\nholdfast version\n-- a/b.json --\n{}\n\n-- c --\n');
    expect(page.script).toEqual(['# one', 'holdfast version']);
    expect([...page.files]).toEqual([['a/b.json', '{}\n\n'], ['c', '']]);
  });

  it.each([
    ['another code than the page says', '3 holdfast version', 'ended with 0, not 3'],
    ['text that is not there', 'holdfast version\nstdout Terraform', 'not found in stdout'],
    ['text that must not be there', 'holdfast version\n! stdout Holdfast', 'found in stdout'],
    ['a verb that it does not know', 'launch', 'no such verb: launch'],
  ])('fails at %s', async (_sentence, script, message) => {
    const work = mkdtempSync(join(tmpdir(), 'holdfast-script-'));
    await expect(runPage(readPage(script), work)).rejects.toThrow(message);
    rmSync(work, { recursive: true });
  });
});
