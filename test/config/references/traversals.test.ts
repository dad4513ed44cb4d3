import { jsonToExpr, nativeToBody, parseExpression, parseNative, type Traversal } from '../../../src/lang';
import { traversalsIn, traversalsInBody } from '../../../src/config/references/traversals';

const text = ({ root, steps }: Traversal): string => [root, ...steps.map((step) => (step.kind === 'attr' ? `.${step.name}` : `[${step.key}]`))].join('');

function inExpression(source: string): string[] {
  const parsed = parseExpression(source);
  if (!parsed.ok) throw new Error(parsed.message);
  const found: string[] = [];
  traversalsIn(parsed.expr, (traversal) => found.push(text(traversal)));
  return found;
}

describe('the references of an expression', () => {
  it.each([
    ['[var.a, var.a]', ['var.a', 'var.a']],
    ['a.b ? c.d : "x${e.f}y"', ['a.b', 'c.d', 'e.f']],
    ['{ a = b.c, (d.e) = f.g, "${h.i}" = 1 }', ['b.c', 'd.e', 'f.g', 'h.i']],
    ['[for k, v in a.b : "${k}${v}${c.d}" if v.x]', ['a.b', 'c.d']],
    ['{for v in v.a : v.b => [for v in v.c : v.d]...}', ['v.a']],
    ['[for a in [for b in b.x : b] : b.y]', ['b.x', 'b.y']],
    ['a.b[*].c[d.e]', ['a.b', 'd.e']],
    ['f(a.b, -c.d, !(e.f), g.h...)', ['a.b', 'c.d', 'e.f', 'g.h']],
    ['a.b[c.d].e', ['a.b', 'c.d']],
    ['"%{ for x in a.b }${x}${y.z}%{ endfor }%{ if c.d }${x.y}%{ endif }"', ['a.b', 'y.z', 'c.d', 'x.y']],
    ['1', []],
  ])('in %s', (source, found) => {
    expect(inExpression(source)).toEqual(found);
  });
});

describe('the references of dynamic blocks', () => {
  const expected = ['var.list', 'var.each', 'rule.value', 'item.key', 'local.x'].sort();

  it('leave out the names of their iterators, in native syntax', () => {
    const { body } = parseNative(`
      dynamic "rule" {
        for_each = var.list
        content {
          name = rule.value
          dynamic "inner" {
            for_each = rule.value.all
            iterator = item
            labels   = [item.key]
            content {
              a = [item.value, rule.key, local.x]
            }
          }
        }
      }
      other {
        x = [var.each, rule.value, item.key]
      }`);
    const found: string[] = [];
    traversalsInBody(nativeToBody(body), (traversal) => found.push(text(traversal)));
    expect(found.sort()).toEqual(expected);
  });

  it('leave out the names of their iterators, in JSON', () => {
    const json = {
      rule: [{ for_each: '${var.list}', content: { name: '${rule.value}', dynamic: { inner: { for_each: '${rule.value.all}', iterator: 'item', labels: ['${item.key}'], content: [{ a: ['${item.value}', '${rule.key}', '${local.x}'] }] } } } }],
    };
    const problems: unknown[] = [];
    const body = new Map([['dynamic', jsonToExpr(json, (p) => problems.push(p))], ['other', jsonToExpr({ x: ['${var.each}', '${rule.value}', '${item.key}'] }, (p) => problems.push(p))]]);
    const found: string[] = [];
    traversalsInBody(body, (traversal) => found.push(text(traversal)));
    expect([problems, found.sort()]).toEqual([[], expected]);
  });
});
