import { typeName, nullOf, num, objectOf, str, STRING, tupleOf, mark } from '../../src/values';
import { applyDefaults } from '../../src/config/type-defaults';
import type { VariableBlock } from '../../src/config';
import { draftOf, jsonBody, nativeBody } from './body/read';

function variable(type: string, syntax: 'native' | 'json'): VariableBlock {
  const draft = draftOf(syntax === 'native' ? nativeBody(`variable "v" {\n  type = ${type}\n}\n`) : jsonBody({ variable: { v: { type } } }));
  const found = draft.variables.get('v');
  if (found === undefined || draft.problems.length > 0) throw new Error(draft.problems.map((d) => d.detail).join('\n'));
  return found;
}

const SYNTAXES = ['native', 'json'] as const;

describe.each(SYNTAXES)('a type in %s', (syntax) => {
  it.each([
    ['string', 'string', 'text'], ['number', 'number', 'text'], ['bool', 'bool', 'text'], ['any', 'value of any type', 'expression'],
    ['list', 'list', 'expression'], ['map', 'map', 'expression'], ['list(string)', 'list of string', 'expression'], ['set(number)', 'set of number', 'expression'],
    ['map(list(any))', 'map of list', 'expression'],
  ] as const)('%s is read', (text, name, mode) => {
    const { type, textMode } = variable(text, syntax);
    expect([typeName(type), textMode]).toEqual([name, mode]);
  });

  it('has attributes, optional ones, and defaults on every level', () => {
    const { type, defaults } = variable('object({ a = string, b = optional(list(object({ c = optional(number, 1), d-e = bool }))), f = optional(map(string), {}) })', syntax);
    if (type.kind !== 'object') throw new Error(type.kind);
    expect([[...type.attributes.keys()], [...type.optional]]).toEqual([['a', 'b', 'f'], ['b', 'f']]);
    expect(defaults?.attributes.get('f')).toEqual({ kind: 'map', element: STRING, entries: new Map() });
    expect(defaults?.children.get('b')?.element?.attributes.get('c')).toEqual(num(1));
  });

  it('has elements of their own in a tuple', () => {
    expect(variable('tuple([string, object({ a = optional(bool, true) })])', syntax)).toMatchObject({
      type: { kind: 'tuple', elements: [{ kind: 'string' }, { kind: 'object' }] }, defaults: { children: new Map([[1, expect.anything()]]) },
    });
  });
});

describe('defaults of optional attributes', () => {
  const { defaults } = variable('list(object({ name = string, disk = optional(object({ size = optional(number, 8) }), {}), tag = optional(string, "none") }))', 'native');
  const item = objectOf([['name', str('a')], ['tag', nullOf(STRING)], ['disk', objectOf([])]]);
  const filled = objectOf([['name', str('a')], ['tag', str('none')], ['disk', objectOf([['size', num(8)]])]]);

  it('fill what is missing or null, on every level', () => {
    if (defaults === undefined) throw new Error('no defaults');
    expect(applyDefaults(tupleOf([item]), defaults)).toEqual(tupleOf([filled]));
  });

  it('reach into what is sensitive, and leave the mark', () => {
    if (defaults === undefined) throw new Error('no defaults');
    expect(applyDefaults(tupleOf([mark(item, ['sensitive'])]), defaults)).toEqual(tupleOf([mark(filled, ['sensitive'])]));
  });
});
