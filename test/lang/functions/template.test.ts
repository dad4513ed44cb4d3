import { FunctionFault, renderTemplate, type FunctionWorld } from '../../../src/lang';
import { callFunction } from '../../../src/lang/functions/call';
import { templateFunctions } from '../../../src/lang/functions/string/template';
import { NUMBER, objectOf, nullOf, num, str, type Value } from '../../../src/values';
import { quietWorld } from './world';

function call(name: string, first: string, variables: Value, files: Readonly<Record<string, string | Uint8Array>> = {}): Value | FunctionFault {
  const quiet = quietWorld({ files });
  const world: FunctionWorld = { ...quiet, render: (template, values, source, banned) => renderTemplate(template, values, source, banned, world) };
  const spec = templateFunctions.find((each) => each.name === name);
  if (spec === undefined) throw new Error(`no function ${name}`);
  return callFunction(spec, [str(first), variables], world);
}

const NAMED = objectOf([['name', str('n')]]);

describe('templatestring', () => {
  it('puts variables into a text', () => expect(call('templatestring', 'hi ${name}', NAMED)).toEqual(str('hi n')));
  it('gives a text, whatever the template gives', () => expect(call('templatestring', '${a}', objectOf([['a', num(1)]]))).toEqual(str('1')));
  it.each([
    ['a variable that is missing', 'hi ${nobody}', NAMED, 1],
    ['a name that no template can have', 'x', objectOf([['1', num(1)]]), 1],
    ['variables that are no object', 'x', str('a'), 1],
    ['a result of null', '${a}', objectOf([['a', nullOf(NUMBER)]]), undefined],
    ['a template in a template', '${templatestring("x", {})}', NAMED, undefined],
  ])('refuses %s', (_, template, variables, argument) => {
    const result = call('templatestring', template, variables);
    expect(result).toBeInstanceOf(FunctionFault);
    expect(result).toMatchObject({ argument });
  });
});

describe('templatefile', () => {
  it('starts where the command works', () => expect(call('templatefile', 'd/a.tpl', NAMED, { 'd/a.tpl': '${name}!' })).toEqual(str('n!')));
  it('knows the home folder', () => expect(call('templatefile', '~/a.tpl', NAMED, { '/home/me/a.tpl': '${name}?' })).toEqual(str('n?')));
  it('gives what the template gives, of its own type', () => expect(call('templatefile', 'a', objectOf([['a', num(1)]]), { a: '${a}' })).toEqual(num(1)));
  it.each([
    ['a file that is not there', {}, 0], ['a folder', { 'a/b': '' }, 0], ['bytes that are no text', { a: Uint8Array.of(0xff) }, undefined], ['a wrong template', { a: '${' }, undefined],
  ])('refuses %s', (_, files, argument) => {
    const result = call('templatefile', 'a', NAMED, files);
    expect(result).toBeInstanceOf(FunctionFault);
    expect(result).toMatchObject({ argument });
  });
});
