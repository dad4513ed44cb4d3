import { impliedEdges } from '../../src/provider/cloudbackup/edges';
import type { LocatedChange } from '../../src/provider';
import { codes } from './support/provider';

type Does = LocatedChange['does'];
const reg = (address: string, does: Does, instance = 'vm', resource: string | null = 'r'): LocatedChange =>
  ({ address, does, locus: { kind: 'registration', folder: 'f', instance, resource } });
const dir = (address: string, does: Does, path: string, instance = 'vm'): LocatedChange =>
  ({ address, does, locus: { kind: 'directory', folder: 'f', instance, path } });

const order = (...changes: LocatedChange[]): string[] => impliedEdges(changes).edges.map(([a, b]) => `${changes[a]?.address} < ${changes[b]?.address}`).sort();

describe('order that places imply', () => {
  it('a registration comes before the directories on its instance, and no other', () => {
    expect(order(reg('R', 'create'), dir('A', 'create', '/a'), dir('B', 'create', '/b', 'vm-2'))).toEqual(['R < A']);
  });
  it('directories are forgotten before the registration is deleted', () => {
    expect(order(reg('R', 'delete'), dir('A', 'forget', '/a'))).toEqual(['A < R']);
  });
  it('a declared directory comes before those below it, the nearest one only', () => {
    expect(order(dir('C', 'create', '/a/b/c/d'), dir('A', 'create', '/a'), dir('B', 'create', '/a/b'))).toEqual(['A < B', 'B < C']);
  });
  it('Windows spellings meet', () => {
    expect(order(dir('A', 'create', 'D:\\Restore'), dir('B', 'create', 'd:/RESTORE/x'))).toEqual(['A < B']);
  });
  it('what does nothing is in no order', () => {
    expect(order(reg('R', 'none'), dir('A', 'create', '/a/b'), dir('P', 'none', '/a'))).toEqual([]);
  });
  it('10,000 directories take one edge each', () => {
    const changes = [dir('p', 'create', '/p'), ...Array.from({ length: 10_000 }, (_, i) => dir(`d${i}`, 'create', `/p/d${i}`))];
    expect(impliedEdges(changes).edges).toHaveLength(10_000);
  });
});

describe('contradictions', () => {
  const cases: readonly (readonly [sentence: string, changes: LocatedChange[], expected: string[]])[] = [
    ['a directory made where the registration leaves', [reg('R', 'delete'), dir('A', 'create', '/a')], ['provider_plan_conflict']],
    ['a directory made where the registration is forgotten', [reg('R', 'forget'), dir('A', 'create', '/a')], []],
    ['a directory that stays where the registration leaves', [reg('R', 'delete'), dir('A', 'none', '/a')], []],
    ['one directory declared twice', [dir('A', 'create', '/a'), dir('B', 'none', '/a')], ['provider_declared_twice']],
    ['one registration declared twice', [reg('A', 'create'), reg('B', 'create')], ['provider_declared_twice']],
    ['two registrations of one instance', [reg('A', 'create'), reg('B', 'create', 'vm', 'r-2')], []],
    ['a directory renamed in the configuration', [dir('A', 'forget', '/a'), dir('B', 'create', '/a')], []],
    ['a registration renamed, deleted and taken over', [reg('A', 'delete'), reg('B', 'create', 'vm', 'R')], ['provider_plan_conflict']],
    ['a registration replaced by itself', [reg('A', 'delete'), reg('A', 'create')], ['provider_replace_same_instance']],
    ['a registration replaced by one that is awaited', [reg('A', 'delete'), reg('A', 'create', 'vm', null)], []],
    ['a locus of another shape', [{ address: 'x', does: 'create', locus: null }, { address: 'y', does: 'create', locus: ['a'] }], []],
  ];
  it.each(cases)('%s', (_sentence, changes, expected) => {
    expect(codes(impliedEdges(changes).diagnostics)).toEqual(expected);
  });
});
