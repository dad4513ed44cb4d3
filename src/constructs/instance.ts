import {
  Aspects, DefaultTokenResolver, dependable, StringConcat, TerraformDataSource, TerraformModule, TerraformResource, Tokenization, type ITerraformDependable, type TerraformMetaArguments,
} from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { CloudbackupDirectoryTree, type CloudbackupDirectoryTreeConfig } from './directory-tree';
import type { Directory } from './generated/cdktf/directory';
import { Resource, type ResourceConfig } from './generated/cdktf/resource';
import { defined } from './names';
import type { DirectoryTrees } from './tree';

/** What instances can share: all arguments of a registration but those that name one, and directories. */
export interface CloudbackupInstanceSettings
  extends Pick<ResourceConfig, 'deletionProtection' | 'folderId' | 'onDestroy' | 'waitForRegistration' | 'timeouts'>,
  Pick<TerraformMetaArguments, 'provider' | 'dependsOn' | 'lifecycle'> {
  /** Directories on the instance, by absolute path of the topmost ones. A list is taken together. */
  readonly directories?: DirectoryTrees | readonly DirectoryTrees[];
  /** For the directories: whether missing ones above them are made as well (default true), and their timeouts. */
  readonly directorySettings?: Pick<CloudbackupDirectoryTreeConfig, 'createParents' | 'timeouts' | 'lifecycle'>;
}

export interface CloudbackupInstanceConfig extends CloudbackupInstanceSettings {
  /** Id of the instance, at most 50 characters. */
  readonly computeInstanceId: string;
  /** Id of the registration, to pin one where the instance has several. */
  readonly resourceId?: string;
}

/**
 * One instance under Cloud Backup: its registration, the directories on it, and what must come after them. Others depend
 * on it as on a resource: `dependsOn: [instance]`, or a whole construct at once by `before`.
 */
export class CloudbackupInstance extends Construct implements ITerraformDependable {
  readonly registration: Resource;
  /** Undefined when no directories are declared. */
  readonly tree: CloudbackupDirectoryTree | undefined;

  constructor(scope: Construct, id: string, config: CloudbackupInstanceConfig) {
    super(scope, id);
    const { directories, directorySettings, ...registration } = config;
    this.registration = new Resource(this, 'Default', { computeInstanceId: config.computeInstanceId, ...defined(registration) });
    this.tree = directories === undefined ? undefined : new CloudbackupDirectoryTree(this, 'directories', {
      computeInstanceId: this.registration.computeInstanceId,
      directories,
      ...defined({ folderId: config.folderId, provider: config.provider }),
      ...directorySettings,
    });
  }

  /** Address of the registration: what depends on this instance comes after it. */
  get fqn(): string {
    return this.registration.fqn;
  }

  /**
   * The directory that was declared as `path`.
   * @throws Error when none was.
   */
  directory(path: string): Directory {
    if (this.tree === undefined) throw new Error(`No directories are declared on the instance "${this.node.path}".`);
    return this.tree.directory(path);
  }

  /**
   * Everything in these constructs comes after the registration and all directories of this instance, what is added to
   * them later too. (A dependency of constructs alone, `node.addDependency`, is not written to the configuration.)
   * Providers and outputs are left as they are.
   */
  before(...constructs: readonly IConstruct[]): this {
    const all = [this.registration, ...this.tree?.directories.values() ?? []].map((each) => dependable(each));
    for (const construct of constructs) {
      Aspects.of(construct).add({
        visit: (node) => {
          if (!isDependent(node) || this.node.findAll().includes(node)) return;
          node.dependsOn = [...new Set([...node.dependsOn ?? [], ...all].map((address) => asWritten(node, address)))];
        },
      });
    }
    return this;
  }
}

/** Two tokens of one address differ until they are resolved. */
function asWritten(scope: IConstruct, address: string): string {
  return Tokenization.resolve(address, { scope, resolver: new DefaultTokenResolver(new StringConcat()), preparing: false });
}

function isDependent(node: IConstruct): node is TerraformResource | TerraformDataSource | TerraformModule {
  return TerraformResource.isTerraformResource(node) || TerraformDataSource.isTerraformDataSource(node) || node instanceof TerraformModule;
}
