'use strict';
/**
 * `node scripts/compile-code.js`, by the build: keeps the compiled code of dist/cli.js beside it, with all functions in
 * it that a real plan called. The plan runs against an emulator in a folder of its own; this process is the command.
 */
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const readline = require('node:readline');
const { run, scriptOf } = require('../bin/load');
const { root } = require('./lib');

const bundle = path.join(root, 'dist', 'cli.js');

const configuration = {
  terraform: { required_providers: { cloudbackup: { source: 'holdfast/cloudbackup' } } },
  provider: { cloudbackup: { folder_id: 'f' } },
  resource: {
    cloudbackup_resource: { a: { compute_instance_id: 'vm-1' } },
    cloudbackup_directory: { d: { compute_instance_id: '${cloudbackup_resource.a.compute_instance_id}', path: '/srv' }, e: { compute_instance_id: 'vm-1', path: '/new' } },
  },
};

async function main() {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-build-'));
  fs.writeFileSync(path.join(dir, 'main.tf.json'), JSON.stringify(configuration));
  fs.writeFileSync(path.join(dir, 'world.json'), JSON.stringify({ folders: { f: { generate: { count: 2, prefix: 'vm-', directories: ['/', '/srv'] } } } }));
  const emulator = spawn(process.execPath, [bundle, 'emulator', '--world', path.join(dir, 'world.json')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(readline.createInterface({ input: emulator.stdout }), 'line');
  const environment = { ...process.env, YC_ENDPOINT: JSON.parse(line).endpoint, YC_PLAINTEXT: '1', YC_TOKEN: 't1.build.token', HOLDFAST_BUILD_DIR: dir };
  // Twice, each a process of its own: first the state is written, then the plan is made that the code is kept of.
  for (const words of [['apply', '-auto-approve'], ['plan']]) {
    const child = spawn(process.execPath, [__filename, ...words], { cwd: dir, env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
    const [code] = await once(child, 'exit');
    if (code !== 0) process.exitCode = code ?? 1;
  }
  emulator.kill('SIGTERM');
  await once(emulator, 'exit');
  fs.rmSync(dir, { recursive: true, force: true });
}

function command() {
  const script = scriptOf(bundle);
  process.on('exit', () => { fs.writeFileSync(`${bundle}.code`, script.createCachedData()); });
  run(bundle, script);
}

if (process.env['HOLDFAST_BUILD_DIR'] === undefined) void main();
else command();
