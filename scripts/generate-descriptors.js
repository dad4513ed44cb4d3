'use strict';
/**
 * Turns proto/ into the JSON descriptor that the program loads: parsing the texts at each start would cost more than
 * the rest of a start. With --check nothing is written; exit 1 tells that the descriptor is not that of proto/.
 */
const fs = require('node:fs');
const path = require('node:path');
const { root } = require('./lib');

// The very protobufjs that proto-loader will read the descriptor with.
const protobuf = require(require.resolve('protobufjs', { paths: [path.dirname(require.resolve('@grpc/proto-loader'))] }));

const protoDir = path.join(root, 'proto');
const target = path.join(root, 'src', 'api', 'generated', 'descriptors.json');

function protoFiles(dir) {
  return fs.readdirSync(dir, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const file = path.join(dir, entry.name);
      if (entry.isDirectory()) return protoFiles(file);
      return entry.name.endsWith('.proto') ? [file] : [];
    });
}

function descriptors() {
  const parsed = new protobuf.Root();
  const own = parsed.resolvePath.bind(parsed);
  parsed.resolvePath = (origin, wanted) => {
    const inDir = path.join(protoDir, wanted);
    return fs.existsSync(inDir) ? inDir : own(origin, wanted);
  };
  parsed.loadSync(protoFiles(protoDir), { keepCase: false });
  return `${JSON.stringify(parsed.toJSON({ keepComments: false }), null, 1)}\n`;
}

const text = descriptors();
if (process.argv.includes('--check')) {
  const present = fs.existsSync(target) ? fs.readFileSync(target, 'utf8') : '';
  if (present !== text) {
    process.stderr.write('src/api/generated/descriptors.json is not what proto/ says: run node scripts/generate-descriptors.js\n');
    process.exitCode = 1;
  }
} else {
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, text);
}
