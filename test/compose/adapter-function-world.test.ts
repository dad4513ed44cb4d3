import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { functionWorld } from '../../src/compose/adapter-function-world';

describe('the world of functions on this machine', () => {
  let folder = '';
  const world = () => functionWorld({ dir: folder, planTime: Date.UTC(2024, 0, 2, 3, 4, 5, 678), now: undefined });
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-world-'));
    mkdirSync(join(folder, 'sub/deep'), { recursive: true });
    for (const name of ['a.txt', 'sub/b.txt', 'sub/deep/c.txt']) writeFileSync(join(folder, name), name);
    writeFileSync(join(folder, 'huge'), '');
    truncateSync(join(folder, 'huge'), 64 * 1024 * 1024 + 1);
    symlinkSync('a.txt', join(folder, 'link'));
    symlinkSync('sub', join(folder, 'there'));
    symlinkSync('..', join(folder, 'sub/back'));
    symlinkSync('nowhere', join(folder, 'broken'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['a file', 'a.txt', { kind: 'file', bytes: Buffer.from('a.txt') }],
    ['a link to a file', 'link', { kind: 'file', bytes: Buffer.from('a.txt') }],
    ['a folder', 'sub', { kind: 'folder' }],
    ['nothing', 'none', { kind: 'none' }],
    ['a link to nothing', 'broken', { kind: 'none' }],
    ['a file of more than 64 MiB', 'huge', { kind: 'too-large' }],
    ['something below a file', 'a.txt/x', { kind: 'failed', reason: 'a part of its path is not a folder' }],
    ['a device, which may have no end', '/dev/zero', { kind: 'failed', reason: 'it is a device, a pipe or a socket' }],
  ])('reading tells %s', (_sentence, path, wanted) => {
    expect(world().readFile(path)).toEqual(wanted);
  });

  it('listing follows links, but not in circles', () => {
    expect(world().listFiles('.')).toEqual(['a.txt', 'huge', 'link', 'sub/b.txt', 'sub/deep/c.txt', 'there/b.txt', 'there/deep/c.txt']);
  });

  it('listing leaves out folders that nobody asked for', () => {
    const asked: string[] = [];
    const found = world().listFiles(folder, (below) => {
      asked.push(below);
      return below === 'sub';
    });
    expect(found).toEqual(['a.txt', 'huge', 'link', 'sub/b.txt']);
    expect(asked.sort()).toEqual(['sub', 'sub/back', 'sub/deep', 'there']);
  });

  it('there is no list of what is not a folder', () => {
    expect([world().listFiles('none'), world().listFiles('a.txt')]).toEqual([undefined, undefined]);
  });

  it('a plan knows when it began, and neither the time of the apply nor chance', () => {
    expect([world().planTime(), world().now(), world().random(4)]).toEqual(['2024-01-02T03:04:05Z', undefined, undefined]);
  });

  it('an apply has its own time and chance', () => {
    const { now, random } = functionWorld({ dir: folder, planTime: undefined, now: () => Date.UTC(2025, 5, 1) });
    expect(now()).toBe('2025-06-01T00:00:00Z');
    expect(random(16)).toHaveLength(16);
    expect(random(16)).not.toEqual(random(16));
  });
});
