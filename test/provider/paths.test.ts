import fc from 'fast-check';
import { entryName, joinPath, lastName, parentPath, parsePath, samePath, type DirectoryPath } from '../../src/provider/cloudbackup/paths';

function parsed(text: string): DirectoryPath {
  const path = parsePath(text);
  if (!path.ok) throw new Error(`${text}: ${path.problem}`);
  return path.path;
}

describe('paths that are refused', () => {
  const cases: readonly (readonly [sentence: string, path: string])[] = [
    ['nothing', ''], ['relative', 'srv/a'], ['relative with a dot', './a'], ['a home directory', '~/a'], ['a variable', '$HOME/a'],
    ['one level up', '/srv/../etc'], ['the same directory', '/srv/./a'], ['up at the end', '/srv/..'], ['an empty name', '/srv//a'],
    ['two separators at the end', '/srv/a//'], ['a network path', '\\\\server\\share'], ['a network path with slashes', '//server/share'],
    ['a device path', '\\\\?\\C:\\a'], ['NUL', '/srv/a\0b'], ['a newline', '/srv/a\nb'], ['an escape', '/srv/\u001b[31m'], ['DEL', '/srv/\u007f'],
    ['a C1 control', '/srv/\u009b'], ['a line separator', '/srv/\u2028'], ['half a surrogate pair', '/srv/\ud800'],
    ['a backslash in a POSIX name', '/srv/a\\b'], ['a colon', '/srv/a:b'], ['an asterisk', '/srv/*'], ['a question mark', '/srv/a?'],
    ['double quotes', '/srv/"a"'], ['single quotes', "/srv/'a'"], ['less than', '/srv/<'], ['greater than', '/srv/>'], ['a pipe', '/srv/a|b'],
    ['a name of 256 bytes', `/${'a'.repeat(256)}`], ['a name of 128 two-byte letters', `/${'é'.repeat(128)}`],
    ['more than 4,096 bytes', `/${Array.from({ length: 50 }, () => 'a'.repeat(100)).join('/')}`], ['101 levels', `/${Array.from({ length: 101 }, () => 'a').join('/')}`],
    ['relative on a drive', 'D:Restore'], ['two drives', 'D:\\C:\\a'], ['an alternate stream', 'D:\\a:b'], ['a drive of two letters', 'DD:\\a'],
    ['a device name', 'D:\\con'], ['a device name with an extension', 'D:\\NUL.txt'], ['a serial port', 'D:\\a\\COM1'], ['a printer with a superscript', 'D:\\LPT²'],
    ['the console input', 'D:\\CONIN$'], ['a trailing dot on Windows', 'D:\\a.'], ['a trailing space on Windows', 'D:\\a '], ['an empty name on Windows', 'D:\\a\\\\b'], ['up on Windows', 'D:\\a\\..\\b'],
  ];
  it.each(cases)('%s', (_sentence, path) => {
    const result = parsePath(path);
    expect(result.ok).toBe(false);
    expect(result.ok ? '' : result.problem).toMatch(/^(The path|Name \d+ of the path) .*\.$/su);
  });

  it.each(['/', '/srv', '/srv/a b', '/srv/.hidden', '/srv/...', '/srv/%2e%2e', '/srv/con', '/srv/a.', '/данные/восстановление', `/${'a'.repeat(255)}`, 'D:', 'D:\\', 'D:/', 'd:/Restore/x', 'C:\\console', 'C:\\com10'])('but %s is one', (path) => {
    expect(parsePath(path).ok).toBe(true);
  });
});

describe('spellings of one path', () => {
  it.each([['/srv/a', '/srv/a/'], ['D:\\Restore', 'd:/restore'], ['D:\\Restore\\', 'D:/RESTORE'], ['D:', 'd:\\'], ['D:\\Ärger', 'd:/ärger']])('%s is %s', (a, b) => {
    expect(samePath(a, b)).toBe(true);
  });
  it.each([['/srv/a', '/srv/A'], ['/srv/a', '/srv/a b'], ['C:\\a', 'D:\\a'], ['/srv/a', 'srv/a'], ['D:\\straße', 'D:\\STRASSE'], ['D:\\i̇', 'D:\\İ']])('%s is not %s', (a, b) => {
    expect(samePath(a, b)).toBe(false);
  });
});

const posixName = fc.stringMatching(/^[a-zA-Z0-9 ._-]{1,20}$/).filter((n) => n !== '.' && n !== '..');
const posix = fc.array(posixName, { minLength: 1, maxLength: 8 }).map((names) => `/${names.join('/')}`);
const windows = fc.tuple(fc.constantFrom('C', 'd', 'Z'), fc.array(fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9]{3,10}$/).filter((n) => !/^(conin|conout)/iu.test(n)), { minLength: 1, maxLength: 6 }), fc.constantFrom('/', '\\'))
  .filter(([, names]) => names.every((n) => !/^(com|lpt)\d$/iu.test(n)))
  .map(([drive, names, separator]) => `${drive}:${separator}${names.join(separator)}`);
const anyPath = fc.oneof(posix, windows);

describe('properties', () => {
  it('a path is never accepted with a name that climbs or hides', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const result = parsePath(text);
      if (!result.ok) return;
      for (const name of result.path.names) expect(name === '' || name === '.' || name === '..' || /[\u0000-\u001f\\/]/u.test(name)).toBe(false);
    }));
  });

  it('the text of a path parses to the same path', () => {
    fc.assert(fc.property(anyPath, (text) => {
      const path = parsed(text);
      expect(parsed(path.text)).toEqual(path);
      expect(parsed(path.key).key).toBe(path.key);
    }));
  });

  it('joining the last name to the parent gives the path back', () => {
    fc.assert(fc.property(anyPath, (text) => {
      const path = parsed(text);
      const parent = parentPath(path);
      expect(parent && joinPath(parent, lastName(path))).toEqual(path);
    }));
  });

  it('a name from a listing is taken as base name or as whole path, and never leads elsewhere', () => {
    fc.assert(fc.property(posix, fc.string({ unit: 'binary', maxLength: 40 }), (text, given) => {
      const path = parsed(text);
      const parent = parentPath(path);
      if (parent === undefined) return;
      expect(entryName(lastName(path), parent)).toBe(lastName(path));
      expect(entryName(path.text, parent)).toBe(lastName(path));
      const name = entryName(given, parent);
      if (name !== undefined) expect(name.includes('/') || name === '.' || name === '..').toBe(false);
    }));
  });
});
