import { quote } from '../../oracle/expressions/node';
import { answer } from './answers';

const CALL = '! Error in function call';
const ARGUMENT = '! Invalid function argument';

it.each([
  ['the first match from the left', 'regex("b|ab", "ab")', '"ab" : string'],
  ['of branches the first that matches', 'regex("a|ab", "ab")', '"a" : string'],
  ['groups make a tuple, those without a part are null', 'regex("(a)(b)?", "a")', '[ "a" tostring(null) ] : tuple([ string string ])'],
  ['named groups make an object', 'regex("(?P<x>a)(?<y>b)", "ab")', '{ "x" = "a" "y" = "b" } : object({ x: string y: string })'],
  ['of two groups of one name the last counts', 'regex("(?P<x>a)(?P<x>b)", "ab")', '{ "x" = "b" } : object({ x: string })'],
  ['all groups have names or none has', 'regex("(?P<x>a)(b)", "ab")', ARGUMENT],
  ['no match is an error', 'regex("a", "b")', CALL],
  ['classes of POSIX', 'regex("[[:alpha:]]+", "1ab")', '"ab" : string'],
  ['classes of Unicode', 'regex("\\\\p{Greek}\\\\pL", "aβx")', '"βx" : string'],
  ['the end of the text', 'regex("a\\\\z", "aa")', '"a" : string'],
  ['flags within', 'regex("(?is)A.b", "a\\nB")', '<<-EOT a B EOT : string'],
  ['lazy and greedy change places', 'regex("(?U)a+", "aaa")', '"a" : string'],
  ['quoted text is taken as it is', 'regex("\\\\Qa(\\\\E.", "a(b")', '"a(b" : string'],
  ['no backreference', 'regex("(a)\\\\1", "aa")', ARGUMENT],
  ['no look ahead', 'regex("(?=a)a", "a")', ARGUMENT],
  ['no look behind', 'regex("(?<=a)b", "ab")', ARGUMENT],
  ['not more than a thousand repetitions', 'regex("a{1001}", "a")', ARGUMENT],
  ['a bracket is not closed', 'regexall("(", "a")', ARGUMENT],
  ['the type is known before the text', 'regex("(a)", var.us)', '(known after apply) : tuple([ string ])'],
  ['a wrong pattern is wrong before the text is known', 'regex("(", var.us)', ARGUMENT],
  ['nothing is known without the pattern', 'regexall(var.us, "a")', '(known after apply) : list(dynamic)'],
  ['all matches, an empty one not right behind another', 'regexall("a*", "baac")', 'tolist([ "" "aa" "" ]) : list(string)'],
  ['an empty pattern matches between characters, not within', 'regexall("", "\u{1f600}")', 'tolist([ "" "" ]) : list(string)'],
  ['no match is no error there', 'regexall("(x)", "a")', 'tolist([]) : list( tuple([ string ]) )'],
  ['groups by number and name', 'replace("ab", "/(?P<n>a)(b)/", "$2$${n}$n$$")', '"baa$" : string'],
  ['a name is as long as it can be', 'replace("a", "/(a)/", "[$1x]")', '"[]" : string'],
  ['a dollar sign alone is one', 'replace("a", "/a/", "$ $-")', '"$ $-" : string'],
  ['nothing is matched twice', 'replace("abc", "/x*/", "-")', '"-a-b-c-" : string'],
  ['a wrong pattern in replace', 'replace("a", "/(/", "")', CALL],
])('%s: %s', (_, expression, expected) => expect(answer(expression)).toBe(expected));

describe('hostile patterns', () => {
  it.each([
    ['100000 open brackets', '('.repeat(100_000)],
    ['100000 groups within each other', `${'('.repeat(100_000)}a${')'.repeat(100_000)}`],
    ['repetitions of repetitions', '((((a{100}){100}){100}){100})'],
    ['100000 classes that are not closed', '['.repeat(100_000)],
    ['a name of 100000 letters that does not end', `(?P<${'a'.repeat(100_000)}`],
  ])('%s are an error', (_, pattern) => expect(answer(`regex(${quote(pattern)}, "a")`)).toBe(ARGUMENT));

  it('a pattern that makes others go back and forth takes time in line with the text', () => {
    expect(answer(`regexall("(a*)*b", ${quote('a'.repeat(20_000))})`)).toBe('tolist([]) : list( tuple([ string ]) )');
  }, 10_000);
});
