'use strict';
/**
 * `node scripts/complete-lockfile.js [FOLDER]`
 *
 * Completes package-lock.json after `npm install`: a registry mirror may hold the native parts of this platform only, and
 * npm then leaves the others out of the lockfile, which `npm ci` refuses. They are named here with their exact versions;
 * npm installs none of them where its platform does not match.
 */
const fs = require('node:fs');
const path = require('node:path');

const file = path.resolve(__dirname, '..', process.argv[2] ?? '.', 'package-lock.json');
const lock = JSON.parse(fs.readFileSync(file, 'utf8'));
const SYSTEMS = ['darwin', 'linux', 'win32', 'android', 'freebsd', 'openbsd', 'netbsd', 'sunos', 'aix', 'openharmony'];
const PROCESSORS = { x64: 'x64', arm64: 'arm64', ia32: 'ia32', arm: 'arm', 'arm-gnueabihf': 'arm', 'arm-musleabihf': 'arm', 'arm-eabi': 'arm', ppc64: 'ppc64', riscv64: 'riscv64', s390x: 's390x', loong64: 'loong64', mips64el: 'mips64el' };

function platformOf(name) {
  const words = name.split('/').at(-1).split('-');
  const system = words.findIndex((word) => SYSTEMS.includes(word));
  const rest = words.slice(system + 1);
  const processor = system === -1 ? undefined : PROCESSORS[rest.slice(0, 2).join('-')] ?? PROCESSORS[rest[0]];
  return processor === undefined ? undefined : { cpu: [processor], os: [words[system]] };
}

let added = 0;
for (const [at, about] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(about.optionalDependencies ?? {})) {
    const place = `node_modules/${name}`;
    const platform = platformOf(name);
    if (lock.packages[place] !== undefined || lock.packages[`${at}/${place}`] !== undefined || platform === undefined || !/^\d/.test(version)) continue;
    lock.packages[place] = { version, ...platform, ...(about.dev ? { dev: true } : {}), license: about.license, optional: true };
    added++;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} parts of other platforms added`);
