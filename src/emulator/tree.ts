import type { Int64 } from './model';
import type { RemotePath } from './paths';

export interface TreeNode {
  readonly name: string;
  readonly kind: 'directory' | 'file';
  readonly size: Int64 | undefined;
  readonly children: Map<string, TreeNode>;
  /** Monotonic ms from which reads show it. */
  readonly shownFrom: number;
  /** Place in the order of explicit making; undefined = only there because something is below it. */
  order: number | undefined;
}

/** The files and directories of one instance. Drives compare without case, as do names below them. */
export interface Tree {
  readonly windows: boolean;
  readonly volumes: Map<string, TreeNode>;
  nextOrder: number;
}

export type Found = { readonly node: TreeNode } | { readonly missing: 'parent' | 'last' } | { readonly blocked: 'file' };

export function newTree(windows: boolean): Tree {
  const tree: Tree = { windows, volumes: new Map(), nextOrder: 0 };
  if (!windows) tree.volumes.set('', newNode('', 'directory', undefined, 0));
  return tree;
}

function newNode(name: string, kind: TreeNode['kind'], size: Int64 | undefined, shownFrom: number): TreeNode {
  return { name, kind, size, children: new Map(), shownFrom, order: undefined };
}

function fold(tree: Tree, name: string): string {
  return tree.windows ? name.toLowerCase() : name;
}

/** Looks a path up as it is shown at `time`; `Infinity` looks at what is true, not what reads show yet. */
export function find(tree: Tree, path: RemotePath, time: number): Found {
  let node = tree.volumes.get(path.drive);
  if (node === undefined) return { missing: path.segments.length === 0 ? 'last' : 'parent' };
  for (const [index, segment] of path.segments.entries()) {
    if (node.kind === 'file') return { blocked: 'file' };
    const child: TreeNode | undefined = node.children.get(fold(tree, segment));
    if (child === undefined || child.shownFrom > time) return { missing: index === path.segments.length - 1 ? 'last' : 'parent' };
    node = child;
  }
  return { node };
}

/**
 * Makes a directory and its missing parents; reads show them from `shownFrom` on.
 * Answers the paths that were made, parents first; a text says why it cannot be.
 */
export function makeDirectory(tree: Tree, path: RemotePath, shownFrom: number): readonly RemotePath[] | string {
  return place(tree, path, 'directory', undefined, shownFrom);
}

export function makeFile(tree: Tree, path: RemotePath, size: Int64 | undefined): readonly RemotePath[] | string {
  return path.segments.length === 0 ? 'a volume cannot be a file' : place(tree, path, 'file', size, 0);
}

function place(tree: Tree, path: RemotePath, kind: TreeNode['kind'], size: Int64 | undefined, shownFrom: number): readonly RemotePath[] | string {
  if (tree.windows !== (path.drive !== '')) return tree.windows ? 'the instance runs Windows: its paths start with a drive' : 'the instance has no drives';
  const made: RemotePath[] = [];
  let node = tree.volumes.get(path.drive);
  if (node === undefined) {
    node = newNode(path.drive, 'directory', undefined, shownFrom);
    tree.volumes.set(path.drive, node);
    made.push({ drive: path.drive, segments: [] });
  }
  for (const [index, segment] of path.segments.entries()) {
    const key = fold(tree, segment);
    const last = index === path.segments.length - 1;
    let child: TreeNode | undefined = node.children.get(key);
    if (child === undefined) {
      child = newNode(segment, last ? kind : 'directory', last ? size : undefined, shownFrom);
      node.children.set(key, child);
      made.push({ drive: path.drive, segments: path.segments.slice(0, index + 1) });
    } else if (child.kind !== (last ? kind : 'directory')) {
      return `${child.kind === 'file' ? 'a file' : 'a directory'} of that name is there`;
    }
    node = child;
  }
  node.order ??= tree.nextOrder++;
  return made;
}

/** Takes a directory or file away with all below it. False when it is not there. */
export function remove(tree: Tree, path: RemotePath): boolean {
  const name = path.segments.at(-1);
  if (name === undefined) return tree.windows && tree.volumes.delete(path.drive);
  const parent = find(tree, { drive: path.drive, segments: path.segments.slice(0, -1) }, Infinity);
  return 'node' in parent && parent.node.children.delete(fold(tree, name));
}

/** Every entry that must be written down to make the same tree again, in the order in which they were made. */
export function entries(tree: Tree): readonly { readonly path: RemotePath; readonly node: TreeNode }[] {
  const found: { path: RemotePath; node: TreeNode; order: number }[] = [];
  const stack: { path: RemotePath; node: TreeNode }[] = [...tree.volumes].map(([drive, node]) => ({ path: { drive, segments: [] }, node }));
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const { path, node } = at;
    const posixRoot = path.drive === '' && path.segments.length === 0;
    const implied = node.order === undefined && (node.children.size > 0 || posixRoot);
    if (!implied) found.push({ path, node, order: node.order ?? tree.nextOrder });
    for (const child of node.children.values()) stack.push({ path: { drive: path.drive, segments: [...path.segments, child.name] }, node: child });
  }
  return found.sort((a, b) => a.order - b.order);
}
