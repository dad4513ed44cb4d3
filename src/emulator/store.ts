import type { Registration } from './model';
import { isWindowsPath, parsePath } from './paths';
import { makeDirectory, makeFile, newTree, type Tree } from './tree';
import type { FileEntry } from './model';

/** A place in the list of registrations. What it truly holds, and what reads still show of it until `shownUntil`. */
export interface Slot {
  readonly seq: number;
  /** undefined = gone. */
  current: Registration | undefined;
  stale: Registration | undefined;
  /** Monotonic ms. */
  shownUntil: number;
}

interface Folder {
  /** Ascending by seq; gone ones are swept out when they are many. */
  slots: Slot[];
  gone: number;
}

/** The world as it is: registrations by folder and instance, and a directory tree per folder and instance. Knows no rules of the service. */
export interface Store {
  readonly folders: Map<string, Folder>;
  readonly byInstance: Map<string, Slot[]>;
  readonly trees: Map<string, Tree>;
  nextSeq: number;
}

export function newStore(): Store {
  return { folders: new Map(), byInstance: new Map(), trees: new Map(), nextSeq: 1 };
}

export function addFolder(store: Store, folderId: string): Folder {
  let folder = store.folders.get(folderId);
  if (folder === undefined) {
    folder = { slots: [], gone: 0 };
    store.folders.set(folderId, folder);
  }
  return folder;
}

export function addRegistration(store: Store, registration: Registration): Slot {
  const slot: Slot = { seq: store.nextSeq++, current: registration, stale: undefined, shownUntil: 0 };
  addFolder(store, registration.folderId).slots.push(slot);
  const slots = store.byInstance.get(registration.computeInstanceId);
  if (slots === undefined) store.byInstance.set(registration.computeInstanceId, [slot]);
  else slots.push(slot);
  return slot;
}

/** Changes or (undefined) removes a registration; reads show the old one until `shownUntil`. */
export function replaceRegistration(store: Store, slot: Slot, next: Registration | undefined, shownUntil: number): void {
  const old = slot.current;
  slot.stale = old;
  slot.shownUntil = shownUntil;
  slot.current = next;
  if (old === undefined || next !== undefined) return;
  const folder = store.folders.get(old.folderId);
  if (folder !== undefined) folder.gone += 1;
}

/** What a read at `time` shows of a slot. */
export function shown(slot: Slot, time: number): Registration | undefined {
  return time < slot.shownUntil ? slot.stale : slot.current;
}

/** The slots of a folder with a seq above `after`, in order. */
export function* slotsAfter(store: Store, folderId: string, after: number, time: number): Generator<Slot> {
  const folder = store.folders.get(folderId);
  if (folder === undefined) return;
  if (folder.gone > 64 && folder.gone > folder.slots.length / 2) {
    folder.slots = folder.slots.filter((slot) => slot.current !== undefined || time < slot.shownUntil);
    folder.gone = 0;
  }
  let low = 0;
  let high = folder.slots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((folder.slots[middle]?.seq ?? Infinity) <= after) low = middle + 1;
    else high = middle;
  }
  for (let at = low; at < folder.slots.length; at += 1) {
    const slot = folder.slots[at];
    if (slot !== undefined) yield slot;
  }
}

/** All slots of an instance in any folder, oldest first, gone ones too. */
export function slotsOf(store: Store, computeInstanceId: string): readonly Slot[] {
  return store.byInstance.get(computeInstanceId) ?? [];
}

export function sameId(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function treeKey(folderId: string, computeInstanceId: string): string {
  return `${folderId}\u0000${computeInstanceId}`;
}

/** The tree of an instance; a new one is POSIX. */
export function treeOf(store: Store, folderId: string, computeInstanceId: string): Tree {
  const key = treeKey(folderId, computeInstanceId);
  let tree = store.trees.get(key);
  if (tree === undefined) {
    tree = newTree(false);
    makeDirectory(tree, { drive: '', segments: [] }, 0);
    store.trees.set(key, tree);
  }
  return tree;
}

export function hasTree(store: Store, folderId: string, computeInstanceId: string): boolean {
  return store.trees.has(treeKey(folderId, computeInstanceId));
}

/** Gives an instance a tree of its own: Windows where a path starts with a drive. A text names what does not fit. */
export function setTree(
  store: Store, folderId: string, computeInstanceId: string, directories: readonly string[], files: readonly FileEntry[],
): { readonly list: 'directories' | 'files'; readonly index: number; readonly problem: string } | undefined {
  const first = directories[0] ?? files[0]?.path;
  const tree = newTree(first !== undefined && isWindowsPath(first));
  for (const [index, text] of directories.entries()) {
    const path = parsePath(text);
    const made = typeof path === 'string' ? path : makeDirectory(tree, path, 0);
    if (typeof made === 'string') return { list: 'directories', index, problem: made };
  }
  for (const [index, file] of files.entries()) {
    const path = parsePath(file.path);
    const made = typeof path === 'string' ? path : makeFile(tree, path, file.size);
    if (typeof made === 'string') return { list: 'files', index, problem: made };
  }
  store.trees.set(treeKey(folderId, computeInstanceId), tree);
  return undefined;
}
