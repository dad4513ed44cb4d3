import fc from 'fast-check';
import { loadConfiguration } from '../../../src/config';
import { memoryFiles } from '../files';
import { readCases } from '../wrong-cases';

const SEEDS = ['resource.txt', 'variable.txt', 'refactor.txt', 'json.txt', 'module.txt', 'terraform.txt', 'output.txt'].flatMap((name) => readCases(name)).flatMap(({ files }) => [...files]);
const PIECES = ['{', '}', '[', ']', '(', ')', '"', '${', '%{', '=', '\n', '.', '*', '=>', '...', '?', '<<EOT\n', '//', '/*', 'for', 'null', '\\', '\u0000', '😀', '"a"', ',', 'var.x', 'each.key', '0'];

describe('a file that somebody damaged', () => {
  it('is judged or refused, and nothing else happens', async () => {
    const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), drop: fc.nat(12), put: fc.constantFrom('', ...PIECES) });
    await fc.assert(fc.asyncProperty(fc.constantFrom(...SEEDS), fc.array(edit, { minLength: 1, maxLength: 4 }), async ([path, text], edits) => {
      const damaged = edits.reduce((now, { at, drop, put }) => {
        const offset = Math.floor(at * now.length);
        return now.slice(0, offset) + put + now.slice(offset + drop);
      }, text);
      const name = path.endsWith('.json') ? 'main.tf.json' : 'main.tf';
      const { ok, diagnostics } = await loadConfiguration('/w', memoryFiles({ [`/w/${name}`]: damaged }));
      if (!ok) expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
      for (const { range } of diagnostics) if (range !== undefined) expect(range.end.byte).toBeGreaterThanOrEqual(range.start.byte);
    }), { numRuns: 1500 });
  });

  it.each([
    ['lists in lists', 'main.tf', `locals {\n  a = ${'['.repeat(100_000)}\n}\n`],
    ['blocks in blocks', 'main.tf', 'a {\n'.repeat(100_000)],
    ['types in types', 'main.tf', `variable "a" {\n  type = ${'list('.repeat(100_000)}string${')'.repeat(100_000)}\n}\n`],
    ['types in types, in a text', 'main.tf.json', JSON.stringify({ variable: { a: { type: `${'list('.repeat(100_000)}string${')'.repeat(100_000)}` } } })],
    ['a reference of very many steps', 'main.tf.json', JSON.stringify({ moved: { from: `a${'.b'.repeat(100_000)}`, to: 'a.b' } })],
    ['an address of very many modules', 'main.tf.json', JSON.stringify({ import: { id: 'x', to: `${'module.m.'.repeat(100_000)}a.b` } })],
    ['very many blocks of nothing', 'main.tf.json', JSON.stringify({ resource: Array.from({ length: 100_000 }, () => 1) })],
    ['very many of one name', 'main.tf', 'variable "a" {}\n'.repeat(20_000)],
  ])('ends soon: %s', async (_what, name, text) => {
    const start = performance.now();
    await loadConfiguration('/w', memoryFiles({ [`/w/${name}`]: text }));
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
