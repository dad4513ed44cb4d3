import { positions } from '../../../src/config/text-position';
import { registry } from '../../../src/diagnostics/registry';
import { parseNative, type SyntaxProblem } from '../../../src/lang';
import recorded from './terraform-errors.json';

/** Summary and place as `record.js` writes them; of an empty place, Terraform underlines the character that would follow. */
function told(text: string): readonly string[] {
  const place = positions(text.replace(/^\ufeff/, ''), text.startsWith('\ufeff') ? 3 : 0);
  const at = ({ span }: SyntaxProblem): string => {
    const start = place(span.start);
    const end = span.end > span.start ? place(span.end) : { line: start.line, column: start.column + 1, byte: start.byte + 1 };
    return `${start.line}:${start.column}@${start.byte}-${end.line}:${end.column}@${end.byte}`;
  };
  return parseNative(text.replace(/^\ufeff/, '')).problems.map((problem) => `${registry[problem.code].summary} ${at(problem)}`);
}

describe('what is wrong with a file is told as Terraform 1.11.4 tells it: the words, the places and their order', () => {
  it.each(recorded.map((row) => [row.text, row.problems] as const))('%j', (text, problems) => {
    expect(told(text)).toEqual(problems);
  });
});

it('every problem says what to do in whole sentences of ours', () => {
  for (const { text } of recorded) {
    for (const { message } of parseNative(text).problems) expect(message).toMatch(/^[A-Z][^]{20,}\.$/);
  }
});
