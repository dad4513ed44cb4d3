'use strict';
/**
 * Turns proto/ into the JSON descriptors that the programs load: parsing the texts at each start would cost more than
 * the rest of a start. With --check nothing is written; exit 1 tells that a descriptor is not that of proto/.
 */
const fs = require('node:fs');
const path = require('node:path');
const { root } = require('./lib');

// The very protobufjs that proto-loader will read the descriptor with.
const protobuf = require(require.resolve('protobufjs', { paths: [path.dirname(require.resolve('@grpc/proto-loader'))] }));

const protoDir = path.join(root, 'proto');
/** The service's wire, and that of the door through which Terraform comes. */
const parts = [
  { dirs: ['google', 'yandex'], target: path.join(root, 'src', 'api', 'generated', 'descriptors.json') },
  { dirs: ['terraform'], target: path.join(root, 'src', 'plugin', 'generated', 'descriptors.json') },
];

function protoFiles(dir) {
  return fs.readdirSync(dir, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const file = path.join(dir, entry.name);
      if (entry.isDirectory()) return protoFiles(file);
      return entry.name.endsWith('.proto') ? [file] : [];
    });
}

function descriptors(dirs) {
  const parsed = new protobuf.Root();
  const own = parsed.resolvePath.bind(parsed);
  parsed.resolvePath = (origin, wanted) => {
    const inDir = path.join(protoDir, wanted);
    return fs.existsSync(inDir) ? inDir : own(origin, wanted);
  };
  parsed.loadSync(dirs.flatMap((dir) => protoFiles(path.join(protoDir, dir))), { keepCase: false });
  return `${JSON.stringify(parsed.toJSON({ keepComments: false }), null, 1)}\n`;
}

for (const { dirs, target } of parts) {
  const text = descriptors(dirs);
  if (process.argv.includes('--check')) {
    const present = fs.existsSync(target) ? fs.readFileSync(target, 'utf8') : '';
    if (present !== text) {
      process.stderr.write(`${path.relative(root, target)} is not what proto/ says: run node scripts/generate-descriptors.js\n`);
      process.exitCode = 1;
    }
  } else {
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, text);
  }
}
