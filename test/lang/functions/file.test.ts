import { answer } from './answers';
import { quietWorld } from './world';

const world = quietWorld({
  files: {
    'a.txt': 'hello', 'empty': '', 'sub/b.txt': 'b', 'sub/deep/c.txt': 'c', '.hid/h.txt': 'h', 'x[1]/q.txt': 'q', 'bin': Uint8Array.of(0xff),
    'huge': { kind: 'too-large' }, 'device': { kind: 'failed', reason: 'it is a device' }, '/home/me/mine.txt': 'mine', 'nfd': 'e\u0301', 'bom': '\ufeffx',
  },
});
const CALL = '! Error in function call';
const ARGUMENT = '! Invalid function argument';

describe('functions of files', () => {
  it.each([
    ['the content of a file', 'file("a.txt")', '"hello" : string'],
    ['paths go up and down before they are looked for', 'file("none/../a.txt")', '"hello" : string'],
    ['"~" is the home folder', 'file("~/mine.txt")', '"mine" : string'],
    ['the home of another is an error of the argument', 'file("~you/x")', ARGUMENT],
    ['a missing file is an error of the argument', 'file("none")', ARGUMENT],
    ['a folder is an error of the argument', 'file("sub")', ARGUMENT],
    ['a file beyond the limit is an error of the argument', 'file("huge")', ARGUMENT],
    ['what cannot be read is an error of the argument', 'file("device")', ARGUMENT],
    ['what is not UTF-8 is an error of the call', 'file("bin")', CALL],
    ['text is composed, as all strings are', 'file("nfd") == "\u00e9"', 'true : bool'],
    ['a byte order mark stays', 'length(file("bom"))', '2 : number'],
    ['an empty file', 'file("empty")', '"" : string'],
    ['Base64 takes any bytes', 'filebase64("bin")', '"/w==" : string'],
    ['Base64 of a missing file is an error of the argument', 'filebase64("none")', ARGUMENT],
    ['a digest is of the bytes, not of the text', 'filemd5("nfd") == md5(file("nfd"))', 'false : bool'],
    ['a digest of a missing file is an error of the call', 'filesha256("none")', CALL],
    ['a file that is there', 'fileexists("a.txt")', 'true : bool'],
    ['a file that is too large to read is there', 'fileexists("huge")', 'true : bool'],
    ['a file that is not there', 'fileexists("none")', 'false : bool'],
    ['a folder where a file is asked for is an error of the call', 'fileexists("sub")', CALL],
    ['a device where a file is asked for is an error of the call', 'fileexists("device")', CALL],
    ['a sensitive path makes what is read of it sensitive', 'file(sensitive("a.txt"))', '(sensitive value) : string'],
    ['a path that is not known yet', 'file(var.us)', '(known after apply) : string'],
    ['no path has a NUL', 'file("a\\u0000b")', ARGUMENT],
  ])('%s', (_sentence, expression, wanted) => {
    expect(answer(expression, world)).toBe(wanted);
  });
});

describe('fileset', () => {
  it.each([
    ['a star is for one folder', '*', ['a.txt', 'bin', 'bom', 'device', 'empty', 'huge', 'nfd']],
    ['two stars are for folders at any depth, hidden ones too', '**/*.txt', ['.hid/h.txt', 'a.txt', 'sub/b.txt', 'sub/deep/c.txt', 'x[1]/q.txt']],
    ['two stars at the end are all files below', 'sub/**', ['sub/b.txt', 'sub/deep/c.txt']],
    ['two stars within a segment are one', 's**/c.txt', []],
    ['one of some texts', '{a,none}.txt', ['a.txt']],
    ['a class', '[a-c]*', ['a.txt', 'bin', 'bom']],
    ['a class turned around', '[^a-h]*', ['nfd']],
    ['what is escaped stands for itself', 'x\\\\[1\\\\]/*', ['x[1]/q.txt']],
    ['a way up and down again', 'sub/../a.txt', ['a.txt']],
    ['nothing that is like it', '*.md', []],
    ['a folder that is not there', 'none/*', []],
  ])('%s', (_sentence, pattern, wanted) => {
    const items = wanted.map((name) => JSON.stringify(name)).join(' ');
    expect(answer(`fileset(".", "${pattern}")`, world)).toBe(`${items === '' ? 'toset([])' : `toset([ ${items} ])`} : set(string)`);
  });

  it.each([
    ['a brace that is not closed', '{a.txt'],
    ['a class that is not closed', '[a.txt'],
    ['a class without characters', 'a[].txt'],
    ['a dash at the edge of a class', '[-a].txt'],
    ['a backslash before nothing', '\\\\'],
  ])('%s is an error of the call', (_sentence, pattern) => {
    expect(answer(`fileset(".", "${pattern}")`, world)).toBe(CALL);
  });

  it('a pattern that would be compared for ever ends', () => {
    const files = { ['a'.repeat(200)]: '' };
    const began = process.hrtime.bigint();
    expect(answer(`fileset(".", "${'*a'.repeat(40)}b")`, quietWorld({ files }))).toBe('toset([]) : set(string)');
    expect(process.hrtime.bigint() - began).toBeLessThan(3_000_000_000n);
  });
});

describe('paths', () => {
  it.each([
    ['abspath("a/../b")', '"/work/b" : string'], ['abspath("/x//y/.")', '"/x/y" : string'], ['abspath("")', '"/work" : string'],
    ['basename("a/b.txt")', '"b.txt" : string'], ['basename("a/b/")', '"b" : string'], ['basename("")', '"." : string'], ['basename("//")', '"/" : string'],
    ['dirname("a/b.txt")', '"a" : string'], ['dirname("/a")', '"/" : string'], ['dirname("a")', '"." : string'], ['dirname("a/../b/c")', '"b" : string'],
    ['pathexpand("~/x/../y")', '"/home/me/y" : string'], ['pathexpand("~")', '"/home/me" : string'], ['pathexpand("a/~")', '"a/~" : string'],
    ['pathexpand("~you")', CALL], ['basename(null)', ARGUMENT],
  ])('%s', (expression, wanted) => {
    expect(answer(expression, world)).toBe(wanted);
  });
});
