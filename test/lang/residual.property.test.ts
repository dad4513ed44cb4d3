import fc from 'fast-check';
import { evaluate, packExpr, parseExpression, referenceText, residualize, unpackExpr, type Expr, type Reference, type Scope } from '../../src/lang';
import {
  bool, DYNAMIC, equalValues, listOf, mapOf, mark, nullOf, num, NUMBER, BOOL, objectOf, setOf, str, STRING, tupleOf, unknownOf, type Value,
} from '../../src/values';
import { expressionText } from './random-expr';
import { parsed, PLANNING } from './scopes';

const strings = { kind: 'list', element: STRING } as const;
const stringMap = { kind: 'map', element: STRING } as const;

const known: Readonly<Record<string, Value>> = {
  'var.text': str('a'), 'var.number': num(3), 'var.yes': bool(true), 'var.list': listOf(STRING, [str('p'), str('1')]), 'var.set': setOf(STRING, [str('s'), str('a')]),
  'var.map': mapOf(STRING, [['a', str('x')], ['b', str('y')]]), 'var.object': objectOf([['a', num(1)], ['id', str('o')], ['n', nullOf(STRING)]]), 'var.secret': mark(str('hush'), ['sensitive']),
  'var.none': nullOf(STRING), 't.known': objectOf([['id', str('k')]]), 'each.key': str('key'),
};

/** What the provider will say, and what is known of it while planning. */
function object(of: { readonly id: Value; readonly name: Value; readonly tags: Value; readonly list: Value; readonly any: Value; readonly number: Value; readonly flag: Value }): Value {
  return objectOf(Object.entries(of));
}
const later = object({
  id: str('id-1'), name: str('n'), tags: mapOf(STRING, [['a', str('t')]]), list: listOf(STRING, [str('l0'), str('l1')]), any: tupleOf([num(1), str('z')]), number: num(7), flag: bool(false),
});
const now = object({
  id: unknownOf(STRING), name: str('n'), tags: unknownOf(stringMap), list: unknownOf(strings), any: unknownOf(DYNAMIC), number: unknownOf(NUMBER), flag: unknownOf(BOOL),
});
const severalLater = tupleOf([objectOf([['id', str('s0')]]), objectOf([['id', str('s1')]])]);
const severalNow = tupleOf([objectOf([['id', unknownOf(STRING)]]), objectOf([['id', str('s1')]])]);

const origins: Readonly<Record<string, Expr>> = Object.fromEntries(Object.entries({
  'local.mixed': '{known = var.number, id = t.unknown.id, list = [1, t.unknown.name, local.other], v = t.unknown.tags}',
  'local.other': '{deep = {a = t.unknown.number, b = var.text}}',
  // The names of these resources are names that a `for` binds around them.
  'local.taken': '[v.x.id, k.x.id]',
  'local.dynamic': 't.unknown.any',
  'each.value': '{id = t.unknown.id, name = "each"}',
}).map(([name, text]) => [name, parsed(text)]));

function scopeOf(resources: Readonly<Record<string, Value>>, withNames: boolean): Scope {
  const lookup = (reference: Reference): Value | undefined => {
    const name = referenceText(reference);
    if (reference.kind === 'resource' && reference.mode === 'managed' && resources[name] !== undefined) return resources[name];
    if (!withNames) return undefined;
    const origin = origins[name];
    if (origin === undefined) return known[name];
    const outcome = evaluate(origin, scope);
    return outcome.ok ? outcome.value : undefined;
  };
  const scope: Scope = { lookup, origin: (reference) => (withNames ? origins[referenceText(reference)] : undefined), functions: PLANNING };
  return scope;
}

const [x, y] = [objectOf([['id', str('vx')]]), objectOf([['id', str('kx')]])];
const planning = scopeOf({ 't.unknown': now, 't.several': severalNow, 't.known': objectOf([['id', str('k')]]), 'v.x': objectOf([['id', unknownOf(STRING)]]), 'k.x': objectOf([['id', unknownOf(STRING)]]) }, true);
const resources = { 't.unknown': later, 't.several': severalLater, 't.known': objectOf([['id', str('k')]]), 'v.x': x, 'k.x': y };
const whole = scopeOf(resources, true);
const applying = scopeOf(resources, false);

function exprOf(text: string): Expr | undefined {
  const result = parseExpression(text);
  return result.ok ? result.expr : undefined;
}

describe('a residual expression', () => {
  it('gives at apply what the whole expression would have given, errors included', () => {
    let compared = 0;
    fc.assert(fc.property(expressionText(), (text) => {
      const expr = exprOf(text);
      if (expr === undefined || !evaluate(expr, planning).ok) return;
      const residue = residualize(expr, planning);
      const left = unpackExpr(JSON.parse(JSON.stringify(packExpr(residue.expr))));
      const expected = evaluate(expr, whole);
      const actual = evaluate(left, applying);
      compared++;
      expect(actual.ok).toBe(expected.ok);
      if (expected.ok && actual.ok && !equalValues(expected.value, actual.value)) throw new Error(`${text}\n${JSON.stringify(packExpr(left))}\n${JSON.stringify(actual.value)}\n${JSON.stringify(expected.value)}`);
    }), { numRuns: 3000 });
    expect(compared).toBeGreaterThan(300);
  });
  it('refers to nothing but resources, and names those', () => {
    fc.assert(fc.property(expressionText(), (text) => {
      const expr = exprOf(text);
      if (expr === undefined || !evaluate(expr, planning).ok) return;
      const { expr: left, uses } = residualize(expr, planning);
      const packed = JSON.stringify(packExpr(left));
      expect(packed).not.toMatch(/"r":\["(?:var|local|each)"/);
      for (const address of uses) expect(packed).toContain(`"r":[${address.split('.').map((name) => JSON.stringify(name)).join()}`);
    }), { numRuns: 1000 });
  });
});
