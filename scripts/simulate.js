'use strict';
/** `npm run simulate -- --runs N --seed S [--profile default|hot]`: whole applies in a simulated world; see docs/reliability.md. */
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { ensureInstalled, root, run } = require('./lib');

ensureInstalled();
const { buildSync } = require('esbuild');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-simulate-'));
const outfile = path.join(folder, 'simulate.js');
try {
  // One file starts at once, in each of the processes that share the work.
  buildSync({ entryPoints: [path.join(root, 'test', 'simulation', 'world', 'command.ts')], bundle: true, platform: 'node', target: 'node20', packages: 'external', outfile, logLevel: 'error', sourcemap: 'inline' });
  const env = { ...process.env, NODE_PATH: path.join(root, 'node_modules') };
  process.exitCode = run(process.execPath, ['--enable-source-maps', outfile, ...process.argv.slice(2)], { env });
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
