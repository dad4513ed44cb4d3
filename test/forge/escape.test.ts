import fc from 'fast-check';
import { actionsAnnotation, azureAnnotation, azureOutput, dotenvEntries, outputEntries, readMarker } from '../../src/forge';
import { markerLine } from '../../src/forge/marker';
import { logSafe } from '../../src/render';
import { markerOf } from './ground';

const SEED = Number(process.env['HOLDFAST_SEED'] ?? Date.now() % 2 ** 31);

/** What people and programs have been fooled with. */
const PIECES = [
  '::set-output name=x::y', '::add-mask::a', '::stop-commands::t', '::error file=a,line=1::b', '##[command]rm', '##vso[task.setvariable variable=x]y', '##VSO[task.logissue]', 'section_start:1:a', 'section_end:1:a',
  '-->', '--!>', '<!--', ' -->\n', '"}', '\\', '\\u002d', '```', '~~~', '</details>', '<img src=x onerror=alert(1)>', '@all', '#1', 'closes #1', '/apply', 'atlantis apply', '${{ github.token }}', '$(id)', '`id`', '%0A', '%0D', '%AZP25', '%3B', '%5D',
  '\n', '\r', '\r\n', '\u2028', '\u0000', '\u001b[2J', '\u202e', '\ud800', 'EOF', 'holdfast_', '<<', '=', ';', ']', ':', ',', '|', '  ', '\t', 'ё', '💥', '__proto__', 'constructor', '',
];

const hostile = fc.oneof(fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }).map((parts) => parts.join('')), fc.string({ unit: 'binary', maxLength: 60 }));
const check = (property: fc.IProperty<[string]>, numRuns: number): void => fc.assert(property, { seed: SEED, numRuns });

/** What GitHub's runner takes for a command: at a line's beginning, and of the older form anywhere. */
const obeyed = (text: string): readonly string[] => text.split(/\r\n|\r|\n/).filter((line) => /^\s*::/.test(line) || /##\[|##vso\[/i.test(line) || /^[ \t]*section_(start|end):/i.test(line));

describe(`hostile text (seed ${SEED})`, () => {
  it('in a log is no command, and escaping twice changes nothing', () => {
    check(fc.property(hostile, (text) => {
      const safe = logSafe(text);
      expect(obeyed(safe)).toEqual([]);
      expect(logSafe(safe)).toBe(safe);
    }), 3000);
  });

  it('in a marker comes back as it was, and neither ends it nor mentions anybody', () => {
    check(fc.property(hostile, (text) => {
      const marker = markerOf({ stack: text, workspace: text, name: text, list: [text] });
      for (const form of ['html', 'reference'] as const) {
        const line = markerLine(marker, form);
        expect(line.split(/[\r\n\u2028\u2029]/)).toHaveLength(1);
        expect(form === 'html' ? line.slice(4, -3) : line.slice(9, -1)).not.toMatch(/--|[<>@#`)&]/);
        expect(readMarker(`${line}\nbody`)).toEqual(marker);
      }
    }), 3000);
  });

  it('in an output stays the value of that output', () => {
    check(fc.property(hostile, (text) => {
      const entries = outputEntries([['a', text], ['b', 'last']], 'holdfast_6f0e7a51');
      const lines = entries.split('\n');
      const end = lines.indexOf('holdfast_6f0e7a51', 1);
      expect(lines[0]).toBe('a<<holdfast_6f0e7a51');
      expect(lines.slice(1, end).join('\n')).toBe(text);
      expect(lines.slice(end + 1)).toEqual(['b<<holdfast_6f0e7a51', 'last', 'holdfast_6f0e7a51', '']);
      expect(dotenvEntries([['a', text], ['b-c', 'x']]).split(/[\r\n]/)).toHaveLength(3);
    }), 3000);
  });

  it('in an annotation is one command of one line', () => {
    check(fc.property(hostile, (text) => {
      const one = { level: 'warning' as const, title: text, text, file: text, line: 3 };
      const github = actionsAnnotation(one);
      expect(github).toMatch(/^::warning file=[^\r\n:,]*,line=3,title=[^\r\n:,]*::[^\r\n]*$/);
      const azure = azureAnnotation(one);
      expect(azure).toMatch(/^##vso\[task\.logissue type=warning;sourcepath=[^\r\n;\]]*;linenumber=3;\][^\r\n]*$/);
      expect(azureOutput('x', text)).toMatch(/^##vso\[task\.setvariable variable=x;isOutput=true\][^\r\n]*$/);
    }), 3000);
  });

  it('an output whose value has the delimiter is refused', () => {
    expect(() => outputEntries([['a', 'x\nD\n']], 'D')).toThrow('delimiter');
    expect(() => outputEntries([['a b', 'x']], 'D')).toThrow('delimiter');
  });
});
