import type { ObjectFate, ObjectView } from '../plan-view';

/** Kinds of change as previews group them, what cannot be taken back first. */
export const GROUPS = ['destroy', 'replace', 'forget', 'update', 'create', 'adopt', 'import', 'move', 'read'] as const;
export type GroupName = (typeof GROUPS)[number];

/** Headings. */
export const GROUP_TITLES: Readonly<Record<GroupName, string>> = {
  destroy: 'Destroy', replace: 'Replace', forget: 'Forget', update: 'Update in place', create: 'Create', adopt: 'Adopt', import: 'Import', move: 'Move', read: 'Read during apply',
};

/** One line on what the word means, where that is not plain. */
export const GROUP_REMARKS: Readonly<Partial<Record<GroupName, string>>> = {
  forget: 'Taken out of the state only: nothing is called, and what is there stays.',
  adopt: 'Exists already and is taken over: no call is made.',
};

const OF_FATE: Readonly<Record<Exclude<ObjectFate['kind'], 'drifted' | 'vanished'>, GroupName>> = {
  create: 'create', adopt: 'adopt', update: 'update', moved: 'move', imported: 'import', read: 'read', delete: 'destroy', forget: 'forget', replace: 'replace',
};

/** Which group an object of a plan is in; drift is in none. */
export function groupOf({ fate }: Pick<ObjectView, 'fate'>): GroupName | undefined {
  return fate.kind === 'drifted' || fate.kind === 'vanished' ? undefined : OF_FATE[fate.kind];
}

/** Objects by group, in the order of groups, empty ones left out. */
export function grouped<T extends ObjectView>(objects: readonly T[]): readonly { readonly name: GroupName; readonly objects: readonly T[] }[] {
  const lists = new Map<GroupName, T[]>(GROUPS.map((name) => [name, []]));
  for (const object of objects) {
    const name = groupOf(object);
    if (name !== undefined) lists.get(name)?.push(object);
  }
  return GROUPS.flatMap((name) => {
    const list = lists.get(name) ?? [];
    return list.length === 0 ? [] : [{ name, objects: list }];
  });
}
