/**
 * A fleet in a few lines, with the constructs of `holdfast/cdktn` (those of `holdfast/cdktf` are the same): common
 * settings, trees of directories, and something that has to wait for an instance.
 */
import { App, DataResource, TerraformOutput, TerraformStack } from 'cdktn';
import { Construct } from 'constructs';
import { CloudbackupFleet, CloudbackupProvider } from 'holdfast/cdktn';

class FleetStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new CloudbackupProvider(this, 'cloudbackup', { folderId: 'fleet' });

    const fleet = new CloudbackupFleet(this, 'fleet', {
      deletionProtection: true,
      onDestroy: 'forget',
      // On every instance: two directories. /srv is not declared, and is made where it is missing.
      directories: { '/srv/restore': { incoming: {} } },
      instances: {
        web: 'vm-web',
        app: 'vm-app',
        // Four more on the database, and a longer wait for its agent.
        db: {
          computeInstanceId: 'vm-db',
          waitForRegistration: true,
          timeouts: { create: '10m' },
          directories: { '/srv/restore': { dumps: { daily: {}, weekly: {} } }, '/var/lib/wal': {} },
        },
      },
    });

    // Everything in this construct comes after the database's registration and its directories.
    const jobs = new Construct(this, 'jobs');
    new DataResource(jobs, 'restore_test', { input: { target: fleet.instance('db').directory('/srv/restore/dumps/daily').path } });
    fleet.instance('db').before(jobs);

    new TerraformOutput(this, 'registrations', {
      value: Object.fromEntries([...fleet.instances].map(([name, { registration }]) => [name, registration.resourceId])),
    });
  }
}

const app = new App();
new FleetStack(app, 'fleet');
app.synth();
