import fc from 'fast-check';
import { DEPTH_LIMIT, FILE_LIMIT, parseSource, readJsonFile } from '../../src/config/read-json';
import { jsonFaults } from '../../src/config/json-fault';
import { isRepeated, keyText } from '../../src/config/repeated-keys';
import type { Diagnostic, Outcome } from '../../src/diagnostics';
import { ExactNumber } from '../../src/values';

const bytes = (text: string): Uint8Array => Buffer.from(text);

function problem(outcome: Outcome<unknown>): Diagnostic {
  if (outcome.ok) throw new Error('no problem found');
  const [first] = outcome.diagnostics;
  if (first === undefined) throw new Error('failed without a diagnostic');
  return first;
}

const where = (d: Diagnostic): string => `${d.range?.start.line ?? 0},${d.range?.start.column ?? 0}`;

describe('a JSON file', () => {
  it.each([
    ['a trailing comma', '{"a": 1,}', 'config_not_json', '1,9'],
    ['a comment', '{\n  // note\n  "a": 1\n}', 'config_not_json', '2,3'],
    ['single quotes', "{'a': 1}", 'config_not_json', '1,2'],
    ['something behind the value', '{"a": 1}\n{"b": 2}', 'config_not_json', '2,1'],
    ['an end before its time', '{"a": [1, 2', 'config_not_json', '1,12'],
    ['nothing in it', '  \n', 'config_not_json', '1,1'],
    ['a tab inside a string', '{"a": "x\ty"}', 'config_not_json', '1,7'],
    ['a key twice', '{"a": 1,\n "b": {"c": 1,\n "c": 2}}', 'config_duplicate_key', '3,2'],
    ['a key twice, once in escapes', '{"ab": 1, "\\u0061b": 2}', 'config_duplicate_key', '1,11'],
    ['objects in objects without end', '{"a":'.repeat(DEPTH_LIMIT + 1) + '1' + '}'.repeat(DEPTH_LIMIT + 1), 'config_too_deep', `1,${DEPTH_LIMIT * 5 + 1}`],
    ['an array that only opens', '['.repeat(200_000), 'config_too_deep', `1,${DEPTH_LIMIT + 1}`],
  ])('with %s is refused at its place', (_what, text, code, place) => {
    const found = problem(parseSource('main.tf.json', bytes(text)));
    expect([found.code, where(found)]).toEqual([code, place]);
    expect(found.detail).toContain('main.tf.json');
  });

  it('names both places of a resource that is written twice', () => {
    const found = problem(parseSource('main.tf.json', bytes('{"resource": {"t": {\n "a": {},\n "a": {}\n}}}')));
    expect(found.code).toBe('config_duplicate_block');
    expect(found.address).toBe('t.a');
    expect(found.detail).toContain('first at main.tf.json:2,2, again at main.tf.json:3,2');
  });

  it('is not read when it is not UTF-8', () => {
    expect(problem(parseSource('a.tf.json', Buffer.from([0xff, 0xfe, 0x7b, 0x00]))).code).toBe('config_not_utf8');
    expect(problem(parseSource('a.tf.json', Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d]))).code).toBe('config_not_utf8');
  });

  it('is not read when it is too large', async () => {
    const files = { list: async () => [], read: async (_path: string, limit: number) => (limit === FILE_LIMIT ? 'too-large' as const : undefined) };
    expect(problem(await readJsonFile(files, '/x/a.tf.json', 'a.tf.json')).code).toBe('config_file_too_large');
  });

  it('may begin with a byte order mark, which counts in bytes and not in columns', () => {
    const read = parseSource('a.tf.json', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes('{"é": {"b": 1}}')]));
    if (!read.ok) throw new Error('refused');
    const range = read.value.locate(['é', 'b']);
    expect(range.start).toEqual({ line: 1, column: 13, byte: 3 + 13 });
  });

  it('keeps every digit of a number', () => {
    const read = parseSource('a.tf.json', bytes('{"big": 9007199254740993, "small": 3, "text": "9007199254740993"}'));
    if (!read.ok) throw new Error('refused');
    expect(read.value.json).toEqual({ big: new ExactNumber('9007199254740993'), small: 3, text: '9007199254740993' });
  });

  it('holds keys that JavaScript has its own ideas of', () => {
    const read = parseSource('a.tf.json', bytes('{"__proto__": {"x": 1}, "constructor": 2, "toString": 3}'));
    if (!read.ok) throw new Error('refused');
    expect(Object.keys(read.value.json as object)).toEqual(['__proto__', 'constructor', 'toString']);
  });
});

describe('places in a JSON file', () => {
  const text = '{\n  "a": {\n    "b": [1, {"c": "x😀y"}],\n    "d": true\n  }\n}';
  const read = parseSource('main.tf.json', bytes(text));

  it.each([
    ['a member: its value', ['a', 'd'], undefined, '4,10-4,14: true'],
    ['its key', ['a', 'd'], 'name', '4,5-4,8: "d"'],
    ['both of them', ['a', 'd'], 'whole', '4,5-4,14: "d": true'],
    ['an element that is an object', ['a', 'b', 1], undefined, '3,14-3,26: {"c": "x😀y"}'],
    ['where an object opens', ['a', 'b', 1], 'open', '3,14-3,15: {'],
    ['where something is missing in an object', ['a', 'b', 1], 'missing', '3,25-3,26: }'],
    ['where something is missing in an array', ['a', 'b'], 'missing', '3,10-3,11: ['],
    ['a letter of four bytes is one column', ['a', 'b', 1, 'c'], undefined, '3,20-3,25: "x😀y"'],
    ['the deepest place on the way of a path that leads nowhere', ['a', 'b', 7, 'c'], 'name', '3,5-3,8: "b"'],
    ['the document', [], 'open', '1,1-1,2: {'],
  ] as const)('%s', (_what, path, part, expected) => {
    if (!read.ok) throw new Error('refused');
    const { start, end } = read.value.file.locate(path, part);
    expect(`${start.line},${start.column}-${end.line},${end.column}: ${Buffer.from(text).subarray(start.byte, end.byte).toString()}`).toBe(expected);
  });

  it.each([
    ['counts from behind the quote', '{"a": "x ${b} y"}', { start: 4, end: 5 }, '1,12-1,13'],
    ['goes on in lines that an escape makes', '{"a": "x\\n${b}"}', { start: 4, end: 5 }, '2,3-2,4'],
    ['is one character at least', '{"a": "${}"}', { start: 2, end: 2 }, '1,10-1,11'],
  ])('an expression within a string %s', (_what, written, span, expected) => {
    const source = parseSource('main.tf.json', bytes(written));
    if (!source.ok) throw new Error('refused');
    const { start, end } = source.value.file.locate(['a'], undefined, span);
    expect(`${start.line},${start.column}-${end.line},${end.column}`).toBe(expected);
  });

  it('are right for any document', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 5 }), fc.nat(4), (json, indent) => {
      const written = JSON.stringify(json, null, indent);
      const source = parseSource('a.json', bytes(written));
      if (!source.ok) throw new Error(source.diagnostics[0]?.detail ?? '');
      const visit = (value: unknown, path: (string | number)[]): void => {
        if (typeof value === 'object' && value !== null) {
          const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
          for (const [step, part] of entries as [string | number, unknown][]) visit(part, [...path, step]);
        } else if (path.length > 0) {
          const { start, end } = source.value.locate(path);
          expect(JSON.parse(bytes(written).slice(start.byte, end.byte).toString())).toEqual(JSON.parse(JSON.stringify(value)));
        }
      };
      visit(JSON.parse(written), []);
    }));
  });

  it('are found for any two keys that are one', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), fc.nat(), (members, pick) => {
      const entries = Object.entries(members);
      const again = entries[pick % entries.length];
      const pairs = [...entries, again].map((e) => `${JSON.stringify(e?.[0])}:${JSON.stringify(e?.[1])}`);
      const outcome = parseSource('a.json', bytes(`{${pairs.join(',')}}`));
      expect(problem(outcome).code).toBe('config_duplicate_key');
    }));
  });

  it('refuse or take every text as JSON itself does, keys written once', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', ':', ',', 'a', '1', '\\', ' ') }), fc.json()), (written) => {
      let taken = true;
      try { JSON.parse(written); } catch { taken = false; }
      const outcome = parseSource('a.json', bytes(written));
      const code = outcome.ok ? undefined : outcome.diagnostics[0]?.code;
      expect(outcome.ok || code === 'config_duplicate_key').toBe(taken);
    }));
  });
});

describe('a key that an object has again', () => {
  const read = parseSource('main.tf.json', bytes('{"a": {"x": 1}, "b": 2, "a": {"x": 3, "x": [4]}}'), '', 'keep');

  it('is kept beside the first, at its own place', () => {
    if (!read.ok) throw new Error('refused');
    const [first, second, third] = Object.keys(read.value.json as object);
    expect([first, second, third && keyText(third), third && isRepeated(third)]).toEqual(['a', 'b', 'a', true]);
    expect(read.value.file.locate([third ?? ''], 'name').start.column).toBe(25);
    expect(Object.values(read.value.json as object).map((value) => JSON.stringify(value).replace(/\\u0000#\d/, "'"))).toEqual(['{"x":1}', '2', '{"x":3,"x\'":[4]}']);
  });
});

describe('what is wrong with a text that is no JSON', () => {
  it('is told for any such text, in places within it, and ends', () => {
    const sign = fc.constantFrom('{', '}', '[', ']', '"', ':', ',', 'a', '1', '\\', ' ', '\n', '-', '/', 'true', '"k"', '\t', '😀');
    fc.assert(fc.property(fc.string({ unit: sign, maxLength: 40 }), (text) => {
      try {
        JSON.parse(text);
        return;
      } catch { /* that is what is asked about */ }
      const { faults, rest } = jsonFaults(text);
      expect(faults.length).toBeGreaterThan(0);
      for (const { span } of faults) expect([span.start >= 0, span.end <= text.length + 1, span.start <= span.end]).toEqual([true, true, true]);
      if (rest !== undefined) expect(() => JSON.parse(rest) as unknown).not.toThrow();
    }), { numRuns: 3000 });
  });

  it.each([['[', 200_000], ['{"a":', 200_000], ['[tru,', 100_000], ['"', 200_001], ['[}', 100_000]])('is told soon for very many of %s', (sign, times) => {
    const start = performance.now();
    expect(jsonFaults(sign.repeat(times)).faults.length).toBeGreaterThan(0);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
