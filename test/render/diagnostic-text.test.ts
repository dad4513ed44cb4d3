import { diagnostic } from '../../src/diagnostics';
import { diagnosticsText, PLAIN, type Source } from '../../src/render';

const at = { filename: 'main.tf', start: { line: 2, column: 3, byte: 10 }, end: { line: 2, column: 7, byte: 14 } };
const source: Source = { line: (_file, line) => (line === 2 ? { text: '  code', byte: 8 } : undefined), context: () => 'check "c"' };
const told = diagnostic('plan_check_failed', 'Six words make this a sentence. Six words make this a sentence. Sixteen let', { address: 'check.c', range: at, values: [{ traversal: 'var.n', statement: 'is 5' }] });

describe('a problem', () => {
  it('stands in a box', () => {
    expect(diagnosticsText([told], PLAIN, source)).toBe([
      '╷', '│ Warning: Check block assertion failed', '│', '│   on main.tf line 2, in check "c":', '│    2:   code', `│     ├${'─'.repeat(16)}`, '│     │ var.n is 5', '│',
      '│ Six words make this a sentence. Six words make this a sentence. Sixteen let', '╵', '',
    ].join('\n'));
  });

  it('stands below an empty line with -no-color, one column wider', () => {
    const wide = { ...told, detail: `${told.detail} x y` };
    expect(diagnosticsText([told, wide], { ...PLAIN, boxless: true }, source)).toBe([
      '', 'Warning: Check block assertion failed', '', '  on main.tf line 2, in check "c":', '   2:   code', `    ├${'─'.repeat(16)}`, '    │ var.n is 5', '',
      'Six words make this a sentence. Six words make this a sentence. Sixteen let',
      '', 'Warning: Check block assertion failed', '', '  on main.tf line 2, in check "c":', '   2:   code', `    ├${'─'.repeat(16)}`, '    │ var.n is 5', '',
      'Six words make this a sentence. Six words make this a sentence. Sixteen let x', 'y', '',
    ].join('\n'));
    expect(diagnosticsText([wide], PLAIN, source)).toContain('Sixteen let\n│ x y\n');
  });

  it.each([
    ['an object, which the line alone does not tell', { address: 't.a["x"]', range: at }, '  with t.a["x"],\n  on main.tf line 2'],
    ['a check of a module, of which there may be many', { address: 'module.m[1].check.c', range: at }, '  with module.m[1].check.c,\n'],
    ['a variable without a line', { address: 'var.n' }, '  with var.n\n'],
  ])('names %s', (_sentence, place, text) => {
    expect(diagnosticsText([diagnostic('plan_check_failed', 'No.', place)], { ...PLAIN, boxless: true }, source)).toContain(text);
  });

  it.each(['check.c', 'var.n', 'output.o'])('does not name %s where its line does', (address) => {
    expect(diagnosticsText([diagnostic('plan_check_failed', 'No.', { address, range: at })], PLAIN, source)).not.toContain('with ');
  });
});
