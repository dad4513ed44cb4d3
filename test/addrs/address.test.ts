import * as fc from 'fast-check';
import { formatAddress, parseAddress, quote, unquote, type ResourceAddr } from '../../src/addrs';

const managed = (type: string, name: string, module: readonly string[] = []): ResourceAddr => ({ module, mode: 'managed', type, name });

describe('an address', () => {
  const cases: Record<string, readonly [text: string, resource: ResourceAddr, key: string | number | undefined]> = {
    'of a resource': ['t.n', managed('t', 'n'), undefined],
    'of a data source': ['data.t.n', { ...managed('t', 'n'), mode: 'data' }, undefined],
    'with dashes and letters of any script': ['my-type.имя_1', managed('my-type', 'имя_1'), undefined],
    'of an instance by number': ['t.n[0]', managed('t', 'n'), 0],
    'of an instance by key': ['t.n["a.b[0]"]', managed('t', 'n'), 'a.b[0]'],
    'with quotes and line breaks in the key': ['t.n["\\"\\n"]', managed('t', 'n'), '"\n'],
    'with what looks like a template in the key': ['t.n["$${a}"]', managed('t', 'n'), '${a}'],
    'in modules': ['module.a["k"].module.b[1].data.t.n', { ...managed('t', 'n', ['a["k"]', 'b[1]']), mode: 'data' }, undefined],
  };
  it.each(Object.entries(cases))('%s', (_name, [text, resource, key]) => {
    const parsed = parseAddress(text);
    expect(parsed).toMatchObject({ ok: true, value: { resource, key, address: text } });
    expect(formatAddress(resource, key)).toBe(text);
  });
  it.each(['', 't', 't.', '.n', 'data.t', 't.n.x', 't.n[', 't.n[]', 't.n[-1]', 't.n[01]', 't.n[1.5]', 't.n["a]', 't.n["${a}"]', 't.n[a]', 't.n[0][1]', '1t.n', 't.n ',
    ' t.n', 'module.t', 'module.a.t', 'module.a["b.t.n', 't.n["\\x"]', 't.n["a\nb"]', 't..n', `${'a'.repeat(20_000)}.n`])('%s is none', (text) => {
    const parsed = parseAddress(text);
    expect(parsed.ok).toBe(false);
    expect(parsed.diagnostics).toMatchObject([{ code: 'address_invalid', severity: 'error' }]);
    expect(parsed.diagnostics[0]?.detail.length).toBeLessThan(500);
  });
  it('with any key comes back', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.nat(), fc.constantFrom('${', '$${', '$$${', '%{x}', '\\', '"', '$', '__proto__')), (key) => {
      const text = formatAddress(managed('t', 'n'), key);
      expect(parseAddress(text)).toMatchObject({ ok: true, value: { key, address: text } });
    }));
  });
});

it('whatever is quoted is unquoted the same, and ends where it ends', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('$', '%', '{', '}', '"', '\\', 'a', '\n', '\u{1F600}') }), (text) => {
    expect(unquote(`x${quote(text)}y"`, 1)).toEqual({ text, end: quote(text).length + 1 });
  }));
});
