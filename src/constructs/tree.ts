/**
 * Names of directories below a directory: `{ base: { daily: {}, weekly: {} }, wal: {} }`. Every directory named is
 * declared.
 */
export interface DirectoryTree {
  readonly [name: string]: DirectoryTree;
}

/**
 * Trees by the absolute path of their topmost directory, such as `/srv/backup` or `D:\Restore`. What is above it is not
 * declared, and is made where it is missing.
 */
export type DirectoryTrees = Readonly<Record<string, DirectoryTree>>;

/** A directory on the way to a declared one, or declared itself. */
export interface TreeNode {
  /** Its name, as it was first written; the drive for the root of a Windows tree, empty for `/`. */
  readonly name: string;
  /** Set when it is declared. */
  declared: boolean;
  readonly below: Map<string, TreeNode>;
}

/** The trees merged into one for each root: a directory that is written twice is declared once. */
export function mergeTrees(trees: readonly DirectoryTrees[]): TreeNode[] {
  const roots = new Map<string, TreeNode>();
  for (const [path, tree] of trees.flatMap((several) => Object.entries(several))) {
    const { root, names } = splitPath(path);
    let at = enter(roots, root, root !== '');
    for (const name of names) at = enter(at.below, name, root !== '');
    plant(at, tree, root !== '', path);
  }
  return [...roots.values()];
}

/** Only what must hold for a path to be taken apart; which names a system takes is judged with the whole configuration. */
function splitPath(path: string): { root: string; names: string[] } {
  const drive = /^[A-Za-z]:(?=[\\/]|$)/u.exec(path)?.[0];
  if (drive === undefined && !path.startsWith('/')) {
    throw new Error(`"${path}" is no absolute path. The topmost names of a tree are paths such as "/srv/restore" or "D:\\Restore"; names of single directories stand below them.`);
  }
  const names = path.slice(drive?.length ?? 0).split(drive === undefined ? '/' : /[\\/]/u).slice(1);
  if (names.at(-1) === '') names.pop();
  for (const name of names) checkName(name, path);
  return { root: drive?.toUpperCase() ?? '', names };
}

function plant(node: TreeNode, tree: DirectoryTree, windows: boolean, path: string): void {
  node.declared = true;
  for (const [name, below] of Object.entries(tree)) {
    checkName(name, path);
    plant(enter(node.below, name, windows), below, windows, `${path}/${name}`);
  }
}

function checkName(name: string, path: string): void {
  if (/[\\/]/u.test(name) || name === '' || name === '.' || name === '..') {
    throw new Error(`"${name}", in the tree of "${path}", is no name of one directory. Write one level of the tree for each directory.`);
  }
}

function enter(siblings: Map<string, TreeNode>, name: string, windows: boolean): TreeNode {
  const key = windows ? name.toLowerCase() : name;
  const known = siblings.get(key);
  if (known !== undefined) return known;
  const made: TreeNode = { name, declared: false, below: new Map() };
  siblings.set(key, made);
  return made;
}
