'use strict';
/**
 * Writes fleet.tf.json (resources) and world.json (what the emulator starts with) beside this file. JSON has no loops:
 * a fleet of twenty is written out. `node generate.js --check` writes nothing and tells by its exit code whether the
 * files are what it would write.
 */
const fs = require('node:fs');
const path = require('node:path');

const roles = {
  database: { '/srv/backup': { base: { daily: {}, weekly: {} }, wal: {} }, '/var/restore/staging': {} },
  web: { '/srv/sites': { static: {}, uploads: { incoming: {} } }, '/srv/restore': {} },
};
const fleet = Array.from({ length: 20 }, (_, index) => {
  const number = String(index + 1).padStart(2, '0');
  return { name: `vm_${number}`, id: `fleet-vm-${number}`, role: index < 8 ? 'database' : 'web' };
});

const registrations = {};
const directories = {};
const staging = [];

function plant(instance, key, location, tree, parent) {
  const name = `${instance.name}_${key.replaceAll(/[/-]/g, '_')}`;
  directories[name] = {
    compute_instance_id: `\${cloudbackup_resource.${instance.name}.compute_instance_id}`,
    path: parent === undefined ? location : `\${cloudbackup_directory.${parent}.path}/${location}`,
    ...(parent === undefined ? {} : { create_parents: false }),
  };
  for (const [below, subtree] of Object.entries(tree)) plant(instance, `${key}_${below}`, below, subtree, name);
  return name;
}

for (const instance of fleet) {
  registrations[instance.name] = {
    compute_instance_id: instance.id,
    wait_for_registration: true,
    deletion_protection: '${var.deletion_protection}',
    timeouts: { create: '5m' },
  };
  for (const [location, tree] of Object.entries(roles[instance.role])) {
    const name = plant(instance, location.slice(1), location, tree);
    if (location === '/var/restore/staging') staging.push(`\${cloudbackup_directory.${name}.id}`);
  }
}

const files = {
  'fleet.tf.json': {
    '//': 'Written by generate.js.',
    resource: { cloudbackup_resource: registrations, cloudbackup_directory: directories },
    output: {
      registrations: {
        description: 'Registration of each instance.',
        value: Object.fromEntries(fleet.map(({ name, id }) => [id, `\${cloudbackup_resource.${name}.resource_id}`])),
      },
      restore_directories: { description: 'Where backups of the databases can be restored to.', value: staging },
    },
  },
  'world.json': {
    folders: {
      fleet: {
        instances: fleet.map(({ id, role }) => ({ compute_instance_id: id, type: 'COMPUTE', directories: role === 'web' ? ['/', '/srv', '/var'] : ['/', '/srv', '/etc'] })),
      },
    },
  },
};

let same = true;
for (const [name, content] of Object.entries(files)) {
  const file = path.join(__dirname, name);
  const text = `${JSON.stringify(content, null, 2)}\n`;
  if (process.argv.includes('--check')) same &&= fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text;
  else fs.writeFileSync(file, text);
}
process.exitCode = same ? 0 : 1;
