import { withoutCredentials } from '../../src/cli/source-line';

describe('a line of a configuration that is shown', () => {
  it.each([
    ['a token', '  "token": "t1.abc",', '  "token": "******",'],
    ['several on one line', '{"token":"a","x":"b","db_password" : "c\\"d"}', '{"token":"*","x":"b","db_password" : "****"}'],
    ['a value that never ends', '"token": "abc', '"token": "***'],
    ['an argument', '  db_password = "abc" # x', '  db_password = "***" # x'],
    ['a key of an object', '{ token : "abc", "api_key" = "d" }', '{ token : "***", "api_key" = "*" }'],
    ['nothing to hide', '"path": "/srv/token"', '"path": "/srv/token"'],
  ])('has no credentials: %s', (_sentence, line, shown) => {
    expect(withoutCredentials(line)).toBe(shown);
    expect(withoutCredentials(line)).toHaveLength(line.length);
  });
});
