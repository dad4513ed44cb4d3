import type { TerraformMetaArguments } from 'cdktf';
import { Construct } from 'constructs';
import { Directory, type DirectoryTimeouts } from './generated/cdktf/directory';
import { constructId, defined, literal } from './names';
import { mergeTrees, type DirectoryTrees, type TreeNode } from './tree';

/** What all directories of a tree share. */
export interface CloudbackupDirectoryTreeConfig extends Pick<TerraformMetaArguments, 'provider' | 'dependsOn' | 'lifecycle'> {
  /** Id of the instance on which the directories are. Best a registration's `computeInstanceId`: they come after it then. */
  readonly computeInstanceId: string;
  /** Folder in which the instance is registered. Default: the provider's. */
  readonly folderId?: string;
  /** The directories, by absolute path of the topmost ones: `{ '/srv/backup': { base: { daily: {} }, wal: {} } }`. A list is taken together. */
  readonly directories: DirectoryTrees | readonly DirectoryTrees[];
  /** Whether missing directories above the topmost ones are made as well. Default true. */
  readonly createParents?: boolean;
  readonly timeouts?: DirectoryTimeouts;
}

/**
 * Nested names as directories, each after the one that it is in. Every directory names its parent by a reference, so
 * the order holds in any engine; below a declared parent nothing else is made on the way.
 *
 * @throws Error where a path or a name cannot be one, or is a value known only later.
 */
export class CloudbackupDirectoryTree extends Construct {
  /** The declared directories by path; each after the one that it is in. Windows paths have backslashes. */
  readonly directories: ReadonlyMap<string, Directory>;

  constructor(scope: Construct, id: string, config: CloudbackupDirectoryTreeConfig) {
    super(scope, id);
    const made = new Map<string, Directory>();
    const trees = [config.directories].flat();
    for (const path of trees.flatMap((tree) => Object.keys(tree))) literal(path, 'A path in a tree of directories');
    for (const root of mergeTrees(trees)) {
      const windows = root.name !== '';
      grow({ scope: windows ? new Construct(this, root.name) : this, config, made, separator: windows ? '\\' : '/' }, root, root.name, undefined);
    }
    this.directories = made;
  }

  /**
   * The directory that was declared as `path`.
   * @throws Error when the tree declares no such directory.
   */
  directory(path: string): Directory {
    const found = this.directories.get(path);
    if (found === undefined) throw new Error(`No directory "${path}" is declared in this tree. There are: ${[...this.directories.keys()].join(', ')}.`);
    return found;
  }
}

interface Ground {
  readonly scope: Construct;
  readonly config: CloudbackupDirectoryTreeConfig;
  readonly made: Map<string, Directory>;
  readonly separator: string;
}

/** A declared directory above, with its path; that of a root has no separator at its end: empty for `/`, `D:` for a drive. */
interface Above {
  readonly directory: Directory;
  readonly path: string;
  readonly isRoot: boolean;
}

function grow(ground: Ground, node: TreeNode, path: string, above: Above | undefined, isRoot = true): void {
  const directory = node.declared ? declare(ground, isRoot ? path + ground.separator : path, above) : undefined;
  for (const below of node.below.values()) {
    const scope = new Construct(ground.scope, constructId(below.name));
    grow({ ...ground, scope }, below, `${path}${ground.separator}${below.name}`, directory === undefined ? above : { directory, path, isRoot }, false);
  }
}

function declare({ scope, config, made, separator }: Ground, path: string, above: Above | undefined): Directory {
  const { computeInstanceId, folderId, provider, dependsOn, lifecycle, timeouts, createParents } = config;
  // A root's own path ends with the separator.
  const rest = above === undefined ? path : path.slice(above.path.length + (above.isRoot ? separator.length : 0));
  const parentIsDeclared = above !== undefined && rest.lastIndexOf(separator) <= 0;
  const directory = new Directory(scope, 'Default', {
    computeInstanceId,
    path: above === undefined ? path : `${above.directory.path}${rest}`,
    ...defined({ createParents: parentIsDeclared ? false : createParents, folderId, provider, dependsOn, lifecycle, timeouts }),
  });
  made.set(path, directory);
  return directory;
}

