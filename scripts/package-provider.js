'use strict';
/**
 * `npm run package:provider`: everything that Terraform and OpenTofu can install the provider from, into dist/provider/.
 * mirror/ is a file system mirror of both registries; the zips with their sums and manifest are a release as registries take it;
 * single/ has one executable for this platform that needs no Node. --no-single leaves that out, --out=DIR writes elsewhere.
 */
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { crc32, deflateRawSync } = require('node:zlib');
const { bin, ensureBuilt, ensureInstalled, must, root } = require('./lib');

const { version } = require('../package.json');
const name = 'terraform-provider-cloudbackup';
const program = `${name}_v${version}`;
const out = path.resolve(process.argv.find((word) => word.startsWith('--out='))?.slice(6) ?? path.join(root, 'dist', 'provider'));
/** Where a script with a first line that names node can be executed. */
const SCRIPTED = ['linux_amd64', 'linux_arm64', 'darwin_amd64', 'darwin_arm64'];
const REGISTRIES = ['registry.terraform.io', 'registry.opentofu.org'];
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

ensureInstalled();
ensureBuilt();
fs.rmSync(out, { recursive: true, force: true });
const script = fs.readFileSync(path.join(root, 'dist', name));
put(path.join(out, name), script, 0o755);

for (const registry of REGISTRIES) for (const platform of SCRIPTED) {
  put(path.join(out, 'mirror', registry, 'holdfast', 'cloudbackup', version, platform, program), script, 0o755);
}

const sums = [];
for (const platform of SCRIPTED) release(`${name}_${version}_${platform}.zip`, zip(program, script));
release(`${name}_${version}_manifest.json`, Buffer.from(`${JSON.stringify({ version: 1, metadata: { protocol_versions: ['5.0', '6.0'] } }, undefined, 2)}\n`));
if (!process.argv.includes('--no-single')) single();
fs.writeFileSync(path.join(out, `${name}_${version}_SHA256SUMS`), `${sums.sort().join('\n')}\n`);
process.stdout.write(`${path.relative(root, out)}: ${fs.readdirSync(out).sort().join(' ')}\n`);

function put(file, bytes, mode = 0o644) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, bytes, { mode });
}

function release(file, bytes) {
  put(path.join(out, file), bytes);
  sums.push(`${createHash('sha256').update(bytes).digest('hex')}  ${file}`);
}

/** An archive of one file that can be executed; the same bytes for the same content, whenever it is made. */
function zip(entry, content) {
  const packed = deflateRawSync(content, { level: 9 });
  const nameBytes = Buffer.from(entry);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(8, 4);
  // 1980-01-01, the first day that the format knows.
  common.writeUInt16LE(0x21, 8);
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(nameBytes.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, nameBytes, packed]);
  const rest = Buffer.alloc(14);
  // A regular file of mode 755: without it Terraform could not start what it unpacks.
  rest.writeUInt32LE((0o100755 << 16) >>> 0, 6);
  const central = Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 3]), common, rest, nameBytes]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, Buffer.from('PK\x05\x06'), end]);
}

/** One executable of this platform's Node with the program in it. */
function single() {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-single-'));
  try {
    const file = path.join(out, 'single', platform, process.platform === 'win32' ? `${program}.exe` : program);
    fs.writeFileSync(path.join(dir, 'main.js'), script.toString('utf8').replace(/^#!.*\n/, ''));
    fs.writeFileSync(path.join(dir, 'sea.json'), JSON.stringify({ main: path.join(dir, 'main.js'), output: path.join(dir, 'blob'), disableExperimentalSEAWarning: true, useCodeCache: true }));
    must(process.execPath, ['--experimental-sea-config', path.join(dir, 'sea.json')], { stdio: ['ignore', 'ignore', 'inherit'] });
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.copyFileSync(process.execPath, file);
    fs.chmodSync(file, 0o755);
    must(bin('postject'), [file, 'NODE_SEA_BLOB', path.join(dir, 'blob'), '--sentinel-fuse', FUSE], { stdio: ['ignore', 'ignore', 'inherit'] });
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}
