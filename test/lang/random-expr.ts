import fc from 'fast-check';

/** Texts of random expressions over the names of `random-scope`; many of them fail, which is part of the language too. */
export function expressionText(depth = 3): fc.Arbitrary<string> {
  if (depth <= 0) return fc.oneof(literal, reference);
  const inner = fc.oneof({ weight: 2, arbitrary: expressionText(depth - 1) }, { weight: 1, arbitrary: fc.oneof(literal, reference) });
  return fc.oneof(
    reference,
    literal,
    fc.tuple(inner, operator, inner).map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc.tuple(fc.constantFrom('!', '-'), inner).map(([op, a]) => `${op}(${a})`),
    fc.tuple(inner, inner, inner).map(([c, a, b]) => `(${c} ? ${a} : ${b})`),
    fc.array(inner, { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    fc.array(fc.tuple(key, inner), { maxLength: 3 }).map((items) => `{${items.map(([k, v]) => `${k} = ${v}`).join(', ')}}`),
    fc.tuple(inner, part).map(([of, step]) => `${of.startsWith('-') || of.startsWith('!') ? `(${of})` : of}${step}`),
    fc.tuple(inner, inner).map(([of, index]) => `(${of})[${index}]`),
    inner.map((a) => `"x-\${${a}}-y"`),
    fc.tuple(collection, forBody, forCondition).map(([of, body, condition]) => `[for k, v in ${of}: ${body}${condition}]`),
    fc.tuple(collection, forBody, fc.constantFrom('', '...')).map(([of, body, group]) => `{for k, v in ${of}: "\${k}" => ${body}${group}}`),
    collection.map((of) => `"%{ for v in ${of} }\${v};%{ endfor }"`),
    fc.tuple(fc.constantFrom('try', 'coalesce', 'merge', 'concat'), inner, inner).map(([name, a, b]) => `${name}(${a}, ${b})`),
    fc.tuple(fc.constantFrom('can', 'length', 'tostring', 'tolist', 'toset', 'tomap', 'keys', 'values', 'jsonencode', 'sensitive', 'upper', 'flatten'), inner).map(([name, a]) => `${name}(${a})`),
  );
}

const literal = fc.constantFrom('1', '2', '0', '1.5', '"a"', '"b"', '"1"', '""', 'true', 'false', 'null');
const operator = fc.constantFrom('+', '-', '*', '/', '%', '==', '!=', '<', '<=', '>', '>=', '&&', '||');
const key = fc.constantFrom('a', 'b', 'id', '(var.text)');
const part = fc.constantFrom('[0]', '["a"]', '.a', '.id', '[*]', '[*].id', '.*.a', '[*][0]');
const reference = fc.constantFrom(
  'var.text', 'var.number', 'var.yes', 'var.list', 'var.set', 'var.map', 'var.object', 'var.secret', 'var.none', 'local.mixed', 'local.mixed.known', 'local.mixed.id', 'local.mixed.list[1]',
  'local.other', 'local.other.deep.a', 't.unknown', 't.unknown.id', 't.unknown.name', 't.unknown.tags', 't.unknown.list', 't.unknown.any', 't.unknown.number', 't.unknown.flag', 't.known.id', 't.known',
  't.several', 't.several[0].id', 'each.key', 'each.value', 'each.value.id', 'local.taken', 'local.dynamic',
);
const collection = fc.constantFrom('var.list', 'var.set', 'var.map', 'var.object', 't.unknown.list', 't.unknown.tags', 'local.mixed', 'local.mixed.list', '[1, t.unknown.id]', '{a = t.unknown.id, b = 2}', 't.several', 'local.taken');
const forBody = fc.constantFrom('v', 'k', '"${k}=${v}"', '{a = v}', 'v == 1', 't.unknown.id', '[v, t.unknown.name]', 'local.taken', '[for k in [v]: k]', 'try(v.id, k)', 'var.text', 'local.mixed.id');
const forCondition = fc.constantFrom('', '', ' if k != "a"', ' if v != t.unknown.id', ' if true', ' if var.yes');
