import { charactersOf } from '../../../src/lang/syntax';
import { answer } from './answers';
import { quote } from '../../oracle/expressions/node';

const CALL = '! Error in function call';
const ARGUMENT = '! Invalid function argument';

/** What is asked, what it tells, and the answer. */
function table(cases: readonly (readonly [sentence: string, expression: string, expected: string])[]): void {
  it.each(cases)('%s: %s', (_, expression, expected) => expect(answer(expression)).toBe(expected));
}

describe('texts', () => {
  table([
    ['letters change case one by one, so that ß stays', 'upper("Straße ﬁ")', '"STRAßE ﬁ" : string'],
    ['a Greek letter with an iota below has a capital', 'upper("ᾳ")', '"ᾼ" : string'],
    ['a sigma at the end is a plain one', 'lower("ΑΣ İ")', '"ασ i" : string'],
    ['words begin behind punctuation', 'title("it\'s a-b_c 1d")', '"It\'S A-B_c 1d" : string'],
    ['letters of two parts begin a word with their own capital', 'title("ǆ ა")', '"ǅ ა" : string'],
    ['a family of emoji is one character', 'strrev("a\u{1f468}\u200d\u{1f469}b")', '"b\u{1f468}\\u200d\u{1f469}a" : string'],
    ['an accent that is written apart belongs to its letter', 'substr("xe\\u0301y", 1, 1)', '"é" : string'],
    ['consonants of one syllable are characters of their own', 'substr("क्षa", 0, 1)', '"क्" : string'],
    ['a vowel behind its consonant belongs to it, though it is a letter', 'length("ก่ำ")', '1 : number'],
    ['a negative offset counts from the end', 'substr("hello", -3, 2)', '"ll" : string'],
    ['an offset before the start is the start', 'substr("hello", -10, 2)', '"he" : string'],
    ['any negative length takes the rest', 'substr("hello", 1, -7)', '"ello" : string'],
    ['a part of a character is an error', 'substr("hello", 0.5, 1)', CALL],
    ['white space is what Unicode takes for it', 'trimspace("\\u0085\\u00a0a\\ufeff\\u2003")', '"a\\ufeff" : string'],
    ['characters to trim are no range', 'trim("a-z", "a-z")', '"" : string'],
    ['all line breaks at the end go', 'chomp("a\\r\\n\\n\\r")', '"a" : string'],
    ['a suffix goes once', 'trimsuffix("abb", "b")', '"ab" : string'],
    ['an empty separator parts characters', 'split("", "aé")', 'tolist([ "a" "é" ]) : list(string)'],
    ['an empty text has one part', 'split(",", "")', 'tolist([ "" ]) : list(string)'],
    ['lists are joined one behind the other', 'join("-", ["a"], [1, true])', '"a-1-true" : string'],
    ['null is not joined', 'join("-", ["a", null])', ARGUMENT],
    ['nothing is not joined', 'join("-")', CALL],
    ['the first line is not indented', 'indent(2, "a\\nb")', '<<-EOT a b EOT : string'],
    ['spaces are not taken away', 'indent(-1, "a\\nb")', CALL],
    ['spaces that would fill the memory are an error', 'indent(1e15, "a\\nb")', CALL],
    ['an empty part stands before every character and at the end', 'replace("aé", "", "-")', '"-a-é-" : string'],
    ['a single slash is no pattern', 'replace("a/b", "/", "-")', '"a-b" : string'],
    ['an open value gives an open text', 'upper(var.us)', '(known after apply) : string'],
    ['a secret makes a secret', 'upper(sensitive("a"))', '(sensitive value) : string'],
    ['null is no text', 'upper(null)', ARGUMENT],
  ]);
});

describe('format', () => {
  table([
    ['%v writes a text as it is', 'format("%v", "a")', '"a" : string'],
    ['%v writes numbers as short as they are', 'format("%v %v %v", 1.50, 1000000, 100000)', '"1.5 1e+06 100000" : string'],
    ['%v writes collections as JSON', 'format("%v", [1, "<", null])', '"[1,\\"\\\\u003c\\",null]" : string'],
    ['%v writes a null of known type', 'format("%v", tostring(null))', '"null" : string'],
    ['a null of no known type leaves all open', 'format("%v", null)', '(known after apply) : dynamic'],
    ['%#v writes JSON', 'format("%#v", "a\\"")', '"\\"a\\\\\\"\\"" : string'],
    ['zeros fill texts too', 'format("%05s|%-05s", "é", "b")', '"0000é|b0000" : string'],
    ['width counts characters as people do', 'format("%3s", "e\\u0301")', '"  é" : string'],
    ['precision cuts a text, but zero does not', 'format("%.1s%.0s", "ab", "cd")', '"acd" : string'],
    ['%q writes a JSON text', 'format("%q", "a\\n<")', '"\\"a\\\\n\\\\u003c\\"" : string'],
    ['%d wants a whole number', 'format("%d", 1.5)', CALL],
    ['%d takes a text that spells one', 'format("%+05d", "12")', '"+0012" : string'],
    ['a precision turns zero filling off', 'format("%08.3d", -1)', '"    -001" : string'],
    ['bases have prefixes', 'format("%#b %#o %#x %#X", 5, 8, 255, 255)', '"0b101 010 0xff 0XFF" : string'],
    ['zero of precision zero is nothing', 'format("[%.0d]", 0)', '"[]" : string'],
    ['a text is not written in hexadecimal digits', 'format("%x", "hi")', CALL],
    ['halves round to the even', 'format("%.0f %.0f %.1f", 0.5, 1.5, 0.25)', '"0 2 0.2" : string'],
    ['what is a half only in decimals is rounded as the number is', 'format("%.2f", 1.005)', '"1.00" : string'],
    ['digits beyond those of the number are those of its bits', 'format("%.160f", 0.1)', `"0.1${'0'.repeat(154)}18646" : string`],
    ['an exponent has two digits at least', 'format("%e %.2E", 1234.5, 0)', '"1.234500e+03 0.00E+00" : string'],
    ['%g takes what is shorter', 'format("%g %g %.3g %.10g", 1e21, 0.0001, 1234, 100)', '"1e+21 0.0001 1.23e+03 100" : string'],
    ['infinity is written by its sign', 'format("%8f", -1/0)', '"    -Inf" : string'],
    ['infinity is no JSON', 'format("%#v", 1/0)', CALL],
    ['arguments are taken by number', 'format("%[2]s %[1]s %s", "a", "b")', '"b a b" : string'],
    ['the number stands behind the width', 'format("%5[1]d", 1)', '"    1" : string'],
    ['a star is no width', 'format("%*d", 5, 1)', CALL],
    ['%F is none', 'format("%F", 1)', CALL],
    ['%t writes what can be a bool', 'format("%t", "1")', '"true" : string'],
    ['too few values', 'format("%s %s", "a")', CALL],
    ['too many values', 'format("%s", "a", "b")', ARGUMENT],
    ['a percent sign is written twice', 'format("100%%")', '"100%" : string'],
    ['a format must not end early', 'format("100%")', CALL],
    ['a width that would fill the memory is an error', 'format("%1000001d", 1)', CALL],
    ['an open value leaves the text open, whatever else is wrong', 'format("%d", "a", var.us)', '(known after apply) : string'],
    ['lists are gone through together, single values stay', 'formatlist("%s-%s", ["a", "b"], "x")', 'tolist([ "a-x" "b-x" ]) : list(string)'],
    ['lists must be as long', 'formatlist("%s%s", ["a"], ["b", "c"])', ARGUMENT],
    ['no elements, no texts', 'formatlist("%z", [])', 'tolist([]) : list(string)'],
    ['an open element leaves its text open', 'formatlist("%s", ["a", var.us])', 'tolist([ "a" (known after apply) ]) : list(string)'],
    ['an open tuple must be as long as well', 'formatlist("%s%v", ["a"], var.ut)', ARGUMENT],
    ['without lists there is one text', 'formatlist("%s", "a")', 'tolist([ "a" ]) : list(string)'],
  ]);

  it.each([
    ['100000 verbs', `format(${quote('%s'.repeat(100_000))})`],
    ['a width of 100000 digits', `format(${quote(`%${'9'.repeat(100_000)}d`)}, 1)`],
    ['100000 percent signs and one', `format(${quote('%'.repeat(100_001))})`],
    ['an argument of 100000 digits', `format(${quote(`%[${'9'.repeat(100_000)}]d`)}, 1)`],
  ])('hostile: %s are an error at once', (_, expression) => expect(answer(expression)).toBe(CALL));
});

describe('long texts', () => {
  // Intl.Segmenter takes minutes for these: its cost is quadratic.
  it.each([['emoji', '\u{1f600}\u{1f468}\u200d\u{1f469}e\u0301', 3], ['flags', '\u{1f1e9}\u{1f1ea}', 1], ['syllables', '\u0915\u093f', 1]])('counts the characters of two million units of %s in good time', (_, unit, each) => {
    const times = Math.floor(2_000_000 / unit.length);
    const characters = charactersOf(unit.repeat(times));
    expect(characters).toHaveLength(each * times);
    expect(characters.slice(0, each).join('')).toBe(unit);
  }, 60_000);
});
