import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Marker } from '../../../forge';
import { actionsDigest, type PlannedAction } from '../../../plan';
import { printableLine } from '../../../render';
import { differenceText } from '../compare';

/** What of the actions a comment carries, so that they can be told later without the plan. */
export type Listing = Pick<Marker, 'listing' | 'list'>;

/** Characters that a plain list, or one of groups, has at most. */
const PLAIN_MOST = 3000;
/** Bytes of a packed list when it is unpacked: 100,000 actions have less. */
const UNPACKED_MOST = 64 * 1024 * 1024;
/** Groups that a sentence names at most. */
const SHOWN = 20;

/**
 * The fullest list that fits: every action as it is, every action packed, or groups of them with their numbers and digests.
 * @param room characters that the list may take of the comment.
 */
export function listingOf(actions: readonly PlannedAction[], room: number): Listing {
  const lines = actions.map(({ what, content }) => `${content} ${what}`);
  if (lines.join('\n').length <= Math.min(room, PLAIN_MOST)) return { listing: 'all', list: lines };
  const packed = deflateRawSync(Buffer.from(lines.join('\n'), 'utf8'), { level: 9 }).toString('base64');
  if (packed.length <= room) return { listing: 'packed', list: [packed] };
  for (const [listing, key] of KEYS) {
    const groups = groupsOf(actions, key).map(({ what, count, content }) => `${content} ${count} ${what}`);
    if (groups.join('\n').length <= Math.min(room, PLAIN_MOST)) return { listing, list: groups };
  }
  return { listing: 'none', list: [] };
}

export interface Difference {
  readonly text: string;
  /** A part of what was approved is done, and nothing else: told only where every action is known. */
  readonly onlyLess: boolean;
}

/** How what would be done differs from what a signed marker says was approved, as far as that can be told. */
export function differenceFrom(approved: Pick<Marker, 'actions' | 'listing' | 'list'>, now: readonly PlannedAction[]): Difference {
  const known = approvedActions(approved);
  if (known !== undefined) return differenceText(known, now);
  const key = KEYS.find(([name]) => name === approved.listing)?.[1];
  if (key === undefined) return { text: `More was approved than the comment has room for. Would be done now: ${shown(now.map(({ what }) => what))}.`, onlyLess: false };
  const before = new Map(approved.list.map((line): readonly [string, Group] => {
    const [content = '', count = '', ...what] = line.split(' ');
    return [what.join(' '), { what: what.join(' '), count: Number(count), content }];
  }));
  const after = groupsOf(now, key);
  const told = [
    ...after.flatMap(({ what, count, content }) => {
      const was = before.get(what);
      if (was === undefined) return [`${what}: none approved, ${count} now`];
      if (was.count !== count) return [`${what}: ${was.count} approved, ${count} now`];
      return was.content === content ? [] : [`${what}: ${count} as approved, and not the same ones or not with the same values`];
    }),
    ...[...before.values()].flatMap(({ what, count }) => (after.some((group) => group.what === what) ? [] : [`${what}: ${count} approved, none now`])),
  ];
  return { text: `${shown(told, '; ')}. The comment has room for groups of actions only: plan -compare=PLAN tells each, where a copy of the approved plan is left.`, onlyLess: false };
}

/** Every action that was approved; undefined where the marker does not hold them all. */
function approvedActions({ actions, listing, list }: Pick<Marker, 'actions' | 'listing' | 'list'>): readonly PlannedAction[] | undefined {
  const lines = listing === 'all' ? list : listing === 'packed' ? unpacked(list[0] ?? '') : undefined;
  const read = lines?.map((line) => ({ content: line.slice(0, 16), what: line.slice(17) }));
  return read !== undefined && actionsDigest(read) === actions ? read : undefined;
}

function unpacked(text: string): readonly string[] | undefined {
  try {
    return inflateRawSync(Buffer.from(text, 'base64'), { maxOutputLength: UNPACKED_MOST }).toString('utf8').split('\n');
  } catch {
    return undefined;
  }
}

interface Group {
  readonly what: string;
  readonly count: number;
  readonly content: string;
}

function groupsOf(actions: readonly PlannedAction[], key: (what: string) => string): readonly Group[] {
  const groups = new Map<string, PlannedAction[]>();
  for (const action of actions) {
    const name = key(action.what);
    const own = groups.get(name);
    if (own === undefined) groups.set(name, [action]);
    else own.push(action);
  }
  return [...groups].map(([what, own]) => ({ what, count: own.length, content: actionsDigest(own).slice('sha256:'.length, 'sha256:'.length + 16) }));
}

/** `create a.b["x"]` as `create a.b[*]`: one group for each block of the configuration. */
function withoutKeys(what: string): string {
  return what.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, '[*]').replace(/ \(deposed [^)]*\)$/, ' (deposed)');
}

/** `create a.*`: one for each verb and type. */
function kindOf(what: string): string {
  const [verb = '', address = ''] = withoutKeys(what).split(' ');
  const parts = address.replace(/^(?:module\.[^.]+\.)+/, '').split('.');
  return `${verb} ${parts.slice(0, parts[0] === 'data' ? 2 : 1).join('.')}.*`;
}

function verbOf(what: string): string {
  return what.split(' ')[0] ?? '';
}

/** By what actions are put together, the finest first. */
const KEYS: readonly (readonly [listing: string, key: (what: string) => string])[] = [['blocks', withoutKeys], ['types', kindOf], ['verbs', verbOf]];

const shown = (all: readonly string[], by = ', '): string => `${all.slice(0, SHOWN).map(printableLine).join(by)}${all.length > SHOWN ? ` and ${all.length - SHOWN} more` : ''}`;
