import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { gzip } from '../../../src/lang/functions/encoding/gzip';
import { quote } from '../../oracle/expressions/node';
import { answer } from './answers';

const CALL = '! Error in function call';
const ARGUMENT = '! Invalid function argument';

it.each([
  ['bytes of UTF-8', 'base64encode("é")', '"w6k=" : string'],
  ['line breaks do not matter', 'base64decode("w6\\nk=")', '"é" : string'],
  ['padding does', 'base64decode("w6k")', CALL],
  ['the alphabet of URLs is another', 'base64decode("-_==")', CALL],
  ['bytes that are no text', 'base64decode("/w==")', CALL],
  ['compressed as Terraform compresses', 'base64gzip("hello world hello world")', '"H4sIAAAAAAAA/8pIzcnJVyjPL8pJUUBiAwAAAP//AQAA//87zuLqFwAAAA==" : string'],
  ['and back', 'base64gunzip(base64gzip("é"))', '"é" : string'],
  ['what is not compressed', 'base64gunzip("YQ==")', CALL],
  ['a query of a URL', 'urlencode("a b/~*\'()!")', '"a+b%2F~%2A%27%28%29%21" : string'],
  ['and back', 'urldecode("a+b%2f%C3%A9")', '"a b/é" : string'],
  ['half an escape', 'urldecode("%4")', CALL],
  ['bytes of another encoding', 'textencodebase64("é", "UTF-16LE")', '"6QA=" : string'],
  ['names in any case', 'textdecodebase64("6Q==", " LATIN1 ")', '"é" : string'],
  ['pages of one byte', 'textencodebase64("д", "KOI8-R")', '"xA==" : string'],
  ['even those without ASCII', 'textdecodebase64("gQ==", "IBM037")', '"a" : string'],
  ['East Asian ones', 'textencodebase64("日", "ISO-2022-JP")', '"GyRCRnwbKEI=" : string'],
  ['and back', 'textdecodebase64("fntIVX59YQ==", "hz-gb-2312")', '"日a" : string'],
  ['a character that it has no bytes for', 'textencodebase64("日", "latin1")', ARGUMENT],
  ['bytes that stand for none', 'textdecodebase64("gQ==", "windows-1252")', ARGUMENT],
  ['half a character', 'textdecodebase64("ANg=", "UTF-16LE")', ARGUMENT],
  ['an encoding that nobody knows', 'textencodebase64("a", "cp1252")', ARGUMENT],
  ['names in the order of their bytes', 'jsonencode({ b = 1.50, a = [null], "10" = true, "9" = {} })', '"{\\"10\\":true,\\"9\\":{},\\"a\\":[null],\\"b\\":1.5}" : string'],
  ['JSON that may stand in HTML', 'jsonencode("<&>")', '"\\"\\\\u003c\\\\u0026\\\\u003e\\"" : string'],
  ['infinity is no JSON', 'jsonencode(1/0)', CALL],
  ['a secret within makes a secret', 'jsonencode([sensitive("a")])', '(sensitive value) : string'],
  ['an open part leaves all open', 'jsonencode([var.ud])', '(known after apply) : string'],
  ['arrays are tuples, objects objects', 'jsondecode("[1, {\\"a\\": null}]")', '[ 1 { "a" = null } ] : tuple([ number object({ a: dynamic }) ])'],
  ['no digit is lost', 'jsondecode("12345678901234567890.123")', '12345678901234567890.123 : number'],
  ['of two members of one name the last', 'jsondecode("{\\"a\\":1,\\"a\\":2}")', '{ "a" = 2 } : object({ a: number })'],
  ['a comma too many', 'jsondecode("[1,]")', CALL],
  ['nothing', 'jsondecode("")', CALL],
  ['quotes within quotes', 'csvdecode("a,b\\n\\"x\\ny\\",\\"q\\"\\"\\"")', 'tolist([ { "a" = <<-EOT x y EOT "b" = "q\\"" } ]) : list( object({ a: string b: string }) )'],
  ['lines without anything', 'csvdecode("a\\r\\n\\r\\n1\\r\\n")', 'tolist([ { "a" = "1" } ]) : list( object({ a: string }) )'],
  ['a field too few', 'csvdecode("a,b\\n1")', CALL],
  ['a column twice', 'csvdecode("a,a\\n1,2")', CALL],
  ['no columns', 'csvdecode("\\n")', CALL],
  ['a quote in the middle', 'csvdecode("a\\nx\\"y")', CALL],
])('%s: %s', (_, expression, expected) => expect(answer(expression)).toBe(expected));

describe('YAML', () => {
  it.each([
    ['texts are in quotes, all else is plain', 'yamlencode({ a = "yes", b = [1, null, true] })', '"\\"a\\": \\"yes\\"\\n\\"b\\":\\n- 1\\n- null\\n- true\\n"'],
    ['lists and objects begin on the line of their dash', 'yamlencode([[1, { a = [2] }]])', '"- - 1\\n  - \\"a\\":\\n    - 2\\n"'],
    ['texts of several lines are blocks', 'yamlencode({ a = "x\\ny\\n\\n" })', '"\\"a\\": |+\\n  x\\n  y\\n\\n"'],
    ['a long name has a question mark', `yamlencode({ ${'k'.repeat(129)} = 1 })`, `"? \\"${'k'.repeat(129)}\\"\\n: 1\\n"`],
    ['a plain value alone is ended', 'yamlencode(1.5)', '"1.5\\n...\\n"'],
    ['what cannot be printed is escaped', 'yamlencode("\\u0007\\U0001f600")', '"\\"\\\\a\\\\U0001F600\\"\\n"'],
  ])('is written: %s', (_, expression, expected) => {
    // A text of several lines is printed as a heredoc: it is told from its JSON.
    expect(answer(`jsonencode(${expression})`)).toBe(`${JSON.stringify(expected).replaceAll('\\u', '\\\\u')} : string`);
  });

  it.each([
    ['on and off are bools', 'yamldecode("[on, Off, y, yEs]")', '[ true false true "yEs" ] : tuple([ bool bool bool string ])'],
    ['numbers are decimal but for two prefixes', 'yamldecode("[0x1F, 0o17, 017, 1_0, .5]")', '[ 31 15 17 "1_0" 0.5 ] : tuple([ number number number string number ])'],
    ['days are times', 'yamldecode("2001-1-2")', '"2001-01-02T00:00:00Z" : string'],
    ['anchors stand for what was before', 'yamldecode("a: &x 1\\nb: &x 2\\nc: *x")', '{ "a" = 1 "b" = 2 "c" = 2 } : object({ a: number b: number c: number })'],
    ['mappings are merged in their order', 'yamldecode("a: 2\\n<<: {a: 1}")', '{ "a" = 1 } : object({ a: number })'],
    ['an anchor within itself', 'yamldecode("&a [*a]")', CALL],
    ['an anchor that is not there', 'yamldecode("*a")', CALL],
    ['two documents', 'yamldecode("a\\n---\\nb")', CALL],
    ['no document', 'yamldecode("# c")', CALL],
    ['tags that are known', 'yamldecode("[!!str 1, !!null x, !!float 1]")', '[ "1" null 1 ] : tuple([ string dynamic number ])'],
    ['a tag that is not', 'yamldecode("!a b")', CALL],
    ['not a number', 'yamldecode(".nan")', CALL],
    ['keys are texts', 'yamldecode("{1.0: a, on: b}")', '{ "1" = "a" "true" = "b" } : object({ 1: string true: string })'],
    ['null is no key', 'yamldecode("~: a")', CALL],
    ['an escape that YAML 1.1 has not', 'yamldecode("\\"\\\\/\\"")', CALL],
  ])('is read: %s: %s', (_, expression, expected) => expect(answer(expression)).toBe(expected));

  it.each([
    ['100000 brackets', '['.repeat(100_000)], ['100000 dashes', `${'- '.repeat(100_000)}a`], ['100000 question marks', '? '.repeat(100_000)],
    ['3000 levels of indentation', Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')], ['100000 mappings', '{a: '.repeat(100_000)],
    ['100000 quotes', '"'.repeat(99_999)], ['100000 tags', '!'.repeat(100_000)], ['a control character', 'a\u0001'],
  ])('hostile: %s are an error', (_, text) => expect(answer(`yamldecode(${quote(text)})`)).toBe(CALL));
});

it.each([
  ['JSON nested 100000 deep', `jsondecode(${quote('['.repeat(100_000))})`],
  ['CSV with 100000 quotes', `csvdecode(${quote(`a\n${'"'.repeat(100_001)}`)})`],
  ['base64 of 100000 signs that are none', `base64decode(${quote('='.repeat(100_000))})`],
])('hostile: %s is an error', (_, expression) => expect(answer(expression)).toBe(CALL));

it('whatever is compressed comes back', () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.constant(new Uint8Array(300)), fc.constant(Uint8Array.from(Buffer.from('abcabcab')))), { maxLength: 60 }), (parts) => {
    const bytes = Buffer.concat(parts);
    expect(gunzipSync(gzip(bytes)).equals(bytes)).toBe(true);
  }));
});
