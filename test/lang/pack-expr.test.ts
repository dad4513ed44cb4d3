import fc from 'fast-check';
import { nativeToBody, packExpr, parseExpression, parseNative, unpackExpr, type Expr } from '../../src/lang';
import { MalformedPack } from '../../src/values';
import { expressionText } from './random-expr';
import { parsed } from './scopes';

/** The same without places. */
function bare(part: unknown): unknown {
  if (part instanceof Map) return new Map([...part as ReadonlyMap<string, unknown>].map(([key, value]) => [key, bare(value)]));
  if (Array.isArray(part)) return part.map(bare);
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(Object.entries(part).filter(([name, value]) => !['span', 'quoted', 'nameSpan', 'opening', 'part'].includes(name) && value !== undefined).map(([name, value]) => [name, bare(value)]));
}

const through = (expr: Expr): Expr => unpackExpr(JSON.parse(JSON.stringify(packExpr(expr))));

describe('a packed expression', () => {
  it('comes back as it was, but for its places', () => {
    fc.assert(fc.property(expressionText(4), (text) => {
      const result = parseExpression(text);
      if (result.ok) expect(bare(through(result.expr))).toEqual(bare(result.expr));
    }), { numRuns: 1000 });
  });
  it.each(['a.b[0].c["d"].0', 'a.*.b', 'a[*].b[0]', 'f(a, b...)', 'core::f()', '{for k, v in a : k => v... if v}', '[for v in a : v]', '(a)', '"%{ for x in y }${x}%{ endfor }"', 'a[b].c', 'f(a).b[c]', '-a', '!a',
    'a ? b : c ? d : e', 'a + b - c * d', '{(a) = 1, b = 2}', '{"__proto__" = 1}'])('comes back: %s', (text) => {
    expect(bare(through(parsed(text)))).toEqual(bare(parsed(text)));
  });
  it('comes back with nested blocks', () => {
    for (const expr of nativeToBody(parseNative('rule "a" "b" {\n x = y.z\n inner {\n }\n}\nrule "c" {\n __proto__ = 1\n}').body).values()) {
      expect(bare(through(expr))).toEqual(bare(expr));
    }
  });
  it('comes back as a definition of a plan', () => {
    expect(through({ kind: 'attr', of: { kind: 'defined', key: 'local.a' }, name: 'b' })).toEqual({ kind: 'attr', of: { kind: 'defined', key: 'local.a' }, name: 'b' });
  });
});

describe('what packing never writes is refused', () => {
  const cases = [
    '1', '"v"', 'null', '[]', '{}', '{"v":"a","t":[]}', '{"z":1}', '{"r":[]}', '{"r":[1]}', '{"r":["a",{}]}', '{"r":["a",[1,2]]}', '{"r":["a",[-1]]}', '{"r":["a",[1.5]]}', '{"r":["a",[1,1,1]]}', '{"o":["a"]}', '{"o":{}}',
    '{"c":[]}', '{"c":["f",2]}', '{"c":["f"]}', '{"n":["-"]}', '{"n":["+",{"e":0}]}', '{"b":[{"e":0}]}', '{"b":[{"e":0},"=",{"e":0}]}', '{"b":[{"e":0},"+"]}', '{"q":[{"e":0}]}', '{"q":[{"e":0},{"e":0}]}', '{"x":[{"e":0}]}',
    '{"x":[{"e":0},[]]}', '{"x":[{"e":0},[{"e":0},{"e":0}]]}', '{"s":[1,{"e":0}]}', '{"f":[null,"v",{"e":0},null,{"e":0},null]}', '{"f":[1,"v",{"e":0},null,{"e":0},null,0]}', '{"k":{}}', '{"k":[[]]}', '{"k":[[[],[]]]}', '{"k":[[[1],{}]]}', '{"d":1}',
    '{"j":1}', '{"t":{}}', '{"v":{"n":"x"}}', `${'{"p":'.repeat(5000)}{"e":0}${'}'.repeat(5000)}`,
  ];
  it.each(cases)('%s', (text) => {
    expect(() => unpackExpr(JSON.parse(text))).toThrow(MalformedPack);
  });
  it('and nothing else is thrown for any JSON', () => {
    const tags = fc.constantFrom('v', 't', 'j', 'r', 'a', 'o', 'c', 'n', 'b', 'q', 'p', 'x', 's', 'e', 'f', 'k', 'd', 'z');
    const json = fc.letrec<{ json: unknown }>((tie) => ({
      json: fc.oneof({ depthSize: 'small' }, fc.jsonValue(), fc.constantFrom('+', '-', 'a', 0, 1, null), fc.array(tie('json'), { maxLength: 5 }), fc.tuple(tags, tie('json')).map(([tag, content]) => ({ [tag]: content }))),
    })).json;
    fc.assert(fc.property(json, (content) => {
      try {
        unpackExpr(content);
      } catch (error) {
        expect(error).toBeInstanceOf(MalformedPack);
      }
    }), { numRuns: 3000 });
  });
});
