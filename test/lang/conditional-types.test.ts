/** What the two results of a conditional come to where the type of a part is not known yet. Every row was told so by Terraform. */
import { evaluate } from '../../src/lang';
import { DYNAMIC, typeName, typeOf, unknownOf } from '../../src/values';
import { parsed, scopeOf } from './scopes';

const scope = scopeOf({ 'var.open': unknownOf(DYNAMIC) });

function typeIn(text: string): string {
  const result = evaluate(parsed(text), scope);
  return result.ok ? typeName(typeOf(result.value)) : result.diagnostics.map(({ summary }) => summary).join(', ');
}

const WRONG = 'Inconsistent conditional result types';

describe('a conditional', () => {
  it.each([
    ['false ? [var.open] : [{ a = "z" }, { a = "x" }]', 'list of object'],
    ['false ? [{ a = var.open }, { a = "x" }] : [var.open]', 'list of dynamic'],
    ['false ? [null] : [{}, {}]', 'list of object'],
    ['true ? [[]] : [1, 2][*].a', 'Unsupported attribute, Unsupported attribute'],
    ['true ? [[]] : [var.open, 1]', 'list of tuple'],
  ])('%s takes tuples of other lengths as lists, where each of them is one by itself', (text) => {
    expect(typeIn(text)).not.toBe(WRONG);
  });

  it.each([
    'false ? { a = 1, b = true } : { a = var.open }', 'false ? { a = var.open } : { a = 1, b = true }', 'false ? { a = 1, b = true } : { a = null }',
  ])('%s does not go together: one object has no type for its parts', (text) => {
    expect(typeIn(text)).toBe(WRONG);
  });

  it.each([
    'false ? tolist([]) : [{ a = var.open }, { a = "x" }]', 'false ? tolist([var.open]) : [[var.open], []]',
  ])('%s takes a tuple beside a list as it is: its elements have to be of one type', (text) => {
    expect(typeIn(text)).toBe(WRONG);
  });
});
