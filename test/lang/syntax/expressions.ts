import * as fc from 'fast-check';

const names = fc.constantFrom('a', 'b1', 'var', 'local', 'each', 'é', 'x-y', '_u');
const keys = fc.constantFrom('0', '12', '"k"', '"a b"');
const blank = fc.constantFrom('', '', ' ', '  ', '\t', ' /* c */ ');
const wide = fc.oneof(blank, fc.constantFrom('\n', ' # c\n', ' // c\n  '));
const plain = fc.constantFrom('', 'text', 'a b', '$', '%', '$${x}', '%%{x}', '\\n', '\\"', '\\u00e9', 'é日本', '{', '}', "'");

/** Texts of expressions over the whole grammar, with blanks, comments and line breaks wherever they may stand. */
export const expressionTexts: fc.Arbitrary<string> = fc.letrec<{ expr: string; term: string; operand: string }>((tie) => {
  const expr = tie('expr');
  const list = (separator: string): fc.Arbitrary<string> => fc.array(fc.tuple(wide, expr, wide).map((all) => all.join('')), { maxLength: 3 }).map((all) => all.join(separator));
  const sequence = fc.tuple(fc.constantFrom('', '~'), wide, expr, wide, fc.constantFrom('', '~')).map(([open, before, inside, after, close]) => `\${${open}${before}${inside}${after}${close === '~' ? ' ~' : ''}}`);
  const directives = fc.tuple(expr, plain, plain, names).map(([e, yes, no, name]) => `%{ if ${e} }${yes}%{ else ~}${no}%{ endif }%{ for ${name} in ${e} }${yes}%{ endfor }`);
  const quoted = fc.array(fc.oneof({ weight: 3, arbitrary: plain }, sequence, directives), { maxLength: 3 }).map((all) => `"${all.join('')}"`);
  const member = fc.tuple(fc.oneof(names, fc.constantFrom('"q"', '5', 'true', '"a${b}"'), expr.map((e) => `(${e})`)), blank, fc.constantFrom('=', ':'), blank, expr).map((all) => all.join(''));
  const clause = fc.option(expr.map((e) => ` if ${e}`), { nil: '' });
  const part = fc.oneof(names.map((name) => `.${name}`), keys.map((key) => `[${key}]`), fc.constant('.0'), fc.constant('[*]'), fc.constant('.*'), expr.map((e) => `[${e}]`));
  const term = fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('1', '0', '2.50', '1e3', 'true', 'false', 'null'),
    names,
    quoted,
    expr.map((e) => `(${e})`),
    list(',').map((all) => `[${all}]`),
    fc.array(member, { maxLength: 3 }).map((all) => `{${all.join(', ')}}`),
    fc.tuple(fc.constantFrom('f', 'core::f', 'provider::p::f'), list(',')).map(([name, all]) => `${name}(${all})`),
    fc.tuple(names, expr, expr, clause).map(([name, of, value, condition]) => `[for ${name} in ${of} : ${value}${condition}]`),
    fc.tuple(names, names, expr, expr, expr, fc.constantFrom('', '...'), clause).map(([k, v, of, key, value, group, condition]) => `{for ${k}, ${v} in ${of} : ${key} => ${value}${group}${condition}}`),
  );
  const operand = fc.tuple(fc.constantFrom('', '', '-', '!', '!-'), tie('term'), fc.array(part, { maxLength: 3 })).map(([sign, of, parts]) => sign + of + parts.join(''));
  const operator = fc.constantFrom('+', '-', '*', '/', '%', '==', '!=', '<', '<=', '>', '>=', '&&', '||');
  const chain = fc.tuple(tie('operand'), fc.array(fc.tuple(blank, operator, blank, tie('operand')).map((all) => all.join('')), { maxLength: 3 })).map(([first, rest]) => first + rest.join(''));
  const conditional = fc.tuple(tie('operand'), expr, expr).map(([condition, yes, no]) => `${condition} ? ${yes} : ${no}`);
  return { expr: fc.oneof({ depthSize: 'small' }, tie('operand'), chain, conditional), term, operand };
}).expr;
