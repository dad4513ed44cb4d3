import * as fc from 'fast-check';
import { parseExpression } from '../../../src/lang';
import { expressionTexts } from './expressions';
import { ourTree, theirTree } from './hcl2json';

it('expressions over the whole grammar have the tree and the spans that HCL gives them', async () => {
  await fc.assert(fc.asyncProperty(expressionTexts, async (text) => {
    const theirs = await theirTree(text).catch(() => undefined);
    // Keys that no step of a reference can hold are indexes in our tree: true, null, fractions.
    fc.pre(theirs === undefined || !/\[(?:\]|\d+\.)/.test(theirs));
    const parsed = parseExpression(text);
    expect(parsed.ok).toBe(theirs !== undefined);
    if (parsed.ok) expect(ourTree(parsed.expr, text)).toBe(theirs);
  }), { numRuns: 150 });
}, 60_000);

it.each(['"\\n${~\n1}"', '" ${~ [1]}"', '"${1 ~} ${~ 2}"', '"%{ if true ~} ${~ 1}%{ endif }"'])('what ~ leaves of a text is a part still, even when it is nothing: %s', async (text) => {
  const parsed = parseExpression(text);
  expect(parsed.ok && ourTree(parsed.expr, text)).toBe(await theirTree(text));
});
