import { moduleFolder, moduleSource } from '../../../src/config/modules/source';

describe('the source of a module', () => {
  it.each([
    ['./web', './web'], ['../web', '../web'], ['./', './'], ['../', '../'], ['./a/../b', './a/../b'], ['.\\web\\a', './web/a'], ['/srv/modules/web', '/srv/modules/web'],
  ])('is a folder: %s', (text, path) => {
    expect(moduleSource(text)).toEqual({ kind: 'local', path });
  });

  it.each([
    ['hashicorp/consul/aws', 'registry'], ['example.com/corp/vpc/aws', 'registry'], ['localhost.local:8080/a/b/c', 'registry'], ['a/b/c//sub', 'registry'],
    ['github.com/corp/x', 'GitHub'], ['git@github.com:corp/x.git', 'Git'], ['git::https://example.com/x.git?ref=v1', 'Git'], ['bitbucket.org/a/b', 'Bitbucket'],
    ['https://example.com/x.zip', 'web server'], ['s3::https://s3.amazonaws.com/b/k.zip', 'S3'], ['gcs::https://www.googleapis.com/storage/v1/b/k', 'Google'],
    ['hg::http://example.com/x.hg', 'Mercurial'], ['file:///srv/x', 'copy'], ['foo::bar', '"foo"'], ['ssh://git@example.com/x.git', 'ssh'],
  ])('is somewhere else: %s', (text, what) => {
    expect(moduleSource(text)).toMatchObject({ kind: 'remote', what: expect.stringContaining(what) as string });
  });

  it.each([['', 'empty'], ['.', '"./"'], ['..', '"../"'], ['web', 'Did you mean "./web"?'], ['modules/web', 'Did you mean "./modules/web"?'], [' ./web', './ or ../'], ['a\u0000b', 'zero'], ['A/b/C', './A/b/C']])('is no source: %j', (text, why) => {
    expect(moduleSource(text)).toMatchObject({ kind: 'invalid', why: expect.stringContaining(why) as string });
  });

  it.each([
    ['.', './web', 'web'], ['web', '../net', 'net'], ['a/b', '../', 'a'], ['.', '../x', '../x'], ['../x', './y/', '../x/y'], ['.', './a/../b', 'b'], ['a', '/srv/x/', '/srv/x'], ['/srv/x', './y', '/srv/x/y'],
  ])('leads from %s by %s to %s', (dir, path, folder) => {
    expect(moduleFolder(dir, path)).toBe(folder);
  });
});
