import { didYouMean, nearest } from '../../src/diagnostics';

describe('the name that was most likely meant', () => {
  it.each([
    ['a letter too few', 'resorce', ['resource', 'data'], 'resource'],
    ['two neighbours swapped', 'plna', ['plan', 'apply'], 'plan'],
    ['another case', 'PLAN', ['plan'], 'plan'],
    ['the nearest of several', 'applyy', ['plan', 'apply', 'applied'], 'apply'],
    ['a third of the letters', 'abcxyz', ['abcdyy'], 'abcdyy'],
    ['more than a third of the letters', 'abcxyz', ['abcdef'], undefined],
    ['nothing alike', 'foo', ['bar', 'baz'], undefined],
    ['another name of one letter', 'a', ['b', 'ab'], undefined],
    ['another name of two letters', 'ab', ['ac'], undefined],
    ['a name of two letters that lacks one', 'sv', ['srv'], 'srv'],
    ['no names', 'x', [], undefined],
    ['a name too long for a slip', 'x'.repeat(65), ['x'.repeat(64)], undefined],
  ])('%s', (_sentence, word, names, meant) => expect(nearest(word, names)).toBe(meant));

  it('is asked for in words', () => {
    expect(didYouMean('plna', ['plan'])).toBe(' Did you mean "plan"?');
    expect(didYouMean('foo', ['plan'])).toBe('');
  });
});
