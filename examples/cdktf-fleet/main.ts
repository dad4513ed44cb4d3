/**
 * Twenty instances under Cloud Backup, and on each of them the directories into which backups are restored.
 * Run from here: `holdfast plan`, `holdfast apply`. Variables: see the README beside this file.
 */
import { App, TerraformOutput, TerraformStack, TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';
import { CloudbackupDirectory, CloudbackupProvider, CloudbackupResource, DataCloudbackupResource } from 'holdfast/cdktf';

/** Names of directories below a directory. */
interface Tree {
  readonly [name: string]: Tree;
}

/** By path of the topmost directory that is declared; directories above it are made where they are missing. */
type Trees = Readonly<Record<string, Tree>>;

const roles: Readonly<Record<string, Trees>> = {
  database: {
    // /srv/backup is declared, and so is everything in it: five directories on three levels.
    '/srv/backup': { base: { daily: {}, weekly: {} }, wal: {} },
    // /var and /var/restore are not declared: they are made on the way to it.
    '/var/restore/staging': {},
  },
  web: {
    '/srv/sites': { static: {}, uploads: { incoming: {} } },
    '/srv/restore': {},
  },
};

interface BackedUpInstanceConfig {
  readonly instanceId: string;
  readonly trees: Trees;
  readonly deletionProtection: TerraformVariable;
}

/** One instance, registered in Cloud Backup, with its directories. */
class BackedUpInstance extends Construct {
  readonly registration: CloudbackupResource;
  readonly directories: CloudbackupDirectory[] = [];

  constructor(scope: Construct, id: string, config: BackedUpInstanceConfig) {
    super(scope, id);
    this.registration = new CloudbackupResource(this, 'registration', {
      computeInstanceId: config.instanceId,
      // An agent that was just installed takes a while to register its instance.
      waitForRegistration: true,
      deletionProtection: config.deletionProtection.booleanValue,
      timeouts: { create: '5m' },
    });
    for (const [path, tree] of Object.entries(config.trees)) {
      this.plant(path.slice(1).replaceAll('/', '-'), path, tree);
    }
  }

  private plant(id: string, path: string, tree: Tree, parent?: CloudbackupDirectory): void {
    const directory = new CloudbackupDirectory(this, id, {
      computeInstanceId: this.registration.computeInstanceId,
      path: parent === undefined ? path : `${parent.path}/${path}`,
      // Below a declared parent nothing is missing; a typing error in the parent's path must not make a second tree.
      ...(parent === undefined ? {} : { createParents: false }),
    });
    this.directories.push(directory);
    for (const [name, below] of Object.entries(tree)) this.plant(`${id}-${name}`, name, below, directory);
  }
}

class FleetStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const folder = new TerraformVariable(this, 'folder_id', { type: 'string', default: 'fleet', description: 'Folder in which the instances are registered.' });
    const protection = new TerraformVariable(this, 'deletion_protection', { type: 'bool', default: true, description: 'While true, no registration is ever deleted.' });
    const readLag = new TerraformVariable(this, 'read_lag', { type: 'string', default: '4s', description: 'How long reads may lag behind the end of an operation.' });
    new CloudbackupProvider(this, 'cloudbackup', { folderId: folder.stringValue, readLag: readLag.stringValue });

    const instances = Array.from({ length: 20 }, (_, index) => {
      const number = String(index + 1).padStart(2, '0');
      const role = index < 8 ? 'database' : 'web';
      return new BackedUpInstance(this, `vm-${number}`, { instanceId: `fleet-vm-${number}`, trees: roles[role] ?? {}, deletionProtection: protection });
    });

    const first = new DataCloudbackupResource(this, 'first', { computeInstanceId: 'fleet-vm-01' });
    new TerraformOutput(this, 'first_instance', { value: `${first.type} instance, registered as ${first.resourceId}` });
    new TerraformOutput(this, 'registrations', {
      description: 'Registration of each instance.',
      value: Object.fromEntries(instances.map(({ registration }, index) => [`fleet-vm-${String(index + 1).padStart(2, '0')}`, registration.resourceId])),
    });
    new TerraformOutput(this, 'restore_directories', {
      description: 'Where backups of the databases can be restored to.',
      value: instances.slice(0, 8).map(({ directories }) => directories.at(-1)?.id ?? ''),
    });
  }
}

const app = new App();
new FleetStack(app, 'fleet');
app.synth();
