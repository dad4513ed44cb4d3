import { differenceFrom, listingOf } from '../../src/cli/commands/ci/listing';
import { markerLine, readMarker } from '../../src/forge';
import { actionsDigest, type PlannedAction } from '../../src/plan';
import { markerOf } from '../forge/ground';

const hex = (n: number): string => (n * 2654435761 % 2 ** 32).toString(16).padStart(8, '0').repeat(2);
const some = (count: number, name = 'd'): readonly PlannedAction[] => Array.from({ length: count }, (_one, at) => ({ what: `create cloudbackup_directory.${name}["epd${hex(at).slice(0, 13)}"]`, content: hex(at + 1) }));
const sorted = (actions: readonly PlannedAction[]): readonly PlannedAction[] => [...actions].sort((a, b) => (a.what < b.what ? -1 : 1));
const approved = (actions: readonly PlannedAction[], room: number) => {
  const marker = markerOf({ actions: actionsDigest(actions), ...listingOf(actions, room) });
  // As it comes back from a comment.
  const read = readMarker(`${markerLine(marker)}\nbody`);
  if (read === undefined) throw new Error('no marker');
  return read;
};
/** A quarter of what each forge takes. */
const ROOMS = { bitbucket: 8000, github: 15_000, azure: 35_000, gitlab: 200_000 } as const;

describe('what a comment carries of the actions', () => {
  it.each([
    ['a few, as they are', 10, ROOMS.github, 'all'],
    ['some hundred, packed', 400, ROOMS.github, 'packed'],
    ['6,000 on GitLab, packed', 6000, ROOMS.gitlab, 'packed'],
    ['10,000 on GitHub, in groups', 10_000, ROOMS.github, 'blocks'],
    ['10,000 on Bitbucket, in groups', 10_000, ROOMS.bitbucket, 'blocks'],
  ] as const)('%s', (_what, count, room, listing) => {
    const marker = approved(sorted(some(count)), room);
    expect(marker.listing).toBe(listing);
    expect(marker.list.join('\n').length).toBeLessThanOrEqual(room);
  });

  it('10,000 blocks of their own are grouped by their type', () => {
    const actions = sorted(Array.from({ length: 10_000 }, (_one, at) => ({ what: `create module.m[0].cloudbackup_directory.d${at}`, content: hex(at) })));
    expect(approved(actions, ROOMS.github)).toMatchObject({ listing: 'types', list: [expect.stringMatching(/^[0-9a-f]{16} 10000 create cloudbackup_directory\.\*$/)] });
  });
});

describe.each([['as they are', 10, ROOMS.github], ['packed', 400, ROOMS.github]] as const)('actions that are listed %s', (_what, count, room) => {
  const actions = sorted(some(count));
  const marker = approved(actions, room);
  it('one more is told', () => expect(differenceFrom(marker, sorted([...actions, ...some(1, 'more')]))).toMatchObject({ onlyLess: false, text: expect.stringContaining('Only now: create cloudbackup_directory.more') }));
  it('one less is told, and that it is only less', () => expect(differenceFrom(marker, actions.slice(1))).toMatchObject({ onlyLess: true, text: expect.stringContaining('No longer: ') }));
  it('another value is told', () => expect(differenceFrom(marker, actions.map((one, at) => (at === 3 ? { ...one, content: '0'.repeat(16) } : one)))).toMatchObject({ onlyLess: false, text: expect.stringContaining(`With other values: ${actions[3]?.what ?? ''}`) }));
});

describe('10,000 actions in groups', () => {
  const actions = sorted([...some(10_000), { what: 'delete cloudbackup_resource.old', content: hex(7) }]);
  const marker = approved(actions, ROOMS.github);
  it.each<readonly [string, readonly PlannedAction[], RegExp]>([
    ['one more', [...actions, { what: 'create cloudbackup_directory.d["new"]', content: hex(1) }], /^create cloudbackup_directory\.d\[\*\]: 10000 approved, 10001 now\./],
    ['one less', actions.slice(1), /10000 approved, 9999 now/],
    ['another in the place of one', [...actions.slice(1), { what: 'create cloudbackup_directory.d["new"]', content: hex(1) }], /10000 as approved, and not the same ones or not with the same values/],
    ['another value', actions.map((one, at) => (at === 5 ? { ...one, content: '0'.repeat(16) } : one)), /10000 as approved, and not/],
    ['a delete that nobody saw', [...actions, { what: 'delete cloudbackup_resource.other', content: hex(9) }], /^delete cloudbackup_resource\.other: none approved, 1 now\./],
    ['a delete that is no longer there', actions.filter(({ what }) => !what.startsWith('delete')), /delete cloudbackup_resource\.old: 1 approved, none now/],
  ])('%s is told by its group, and never taken for a part of what was approved', (_what, now, text) => {
    const difference = differenceFrom(marker, sorted(now));
    expect(difference.text).toMatch(text);
    expect(difference.onlyLess).toBe(false);
  });
});

it('a packed list that was altered, or is too large, is none', () => {
  const actions = sorted(some(400));
  const marker = approved(actions, ROOMS.github);
  for (const list of [['AAAA'], ['%%%'], [''], [], [marker.list[0]?.slice(0, -40) ?? '']]) {
    expect(differenceFrom({ ...marker, list }, actions.slice(1))).toMatchObject({ onlyLess: false, text: expect.stringContaining('More was approved than the comment has room for') });
  }
});
