'use strict';
/** Small things that the scripts share. Plain Node: they run before anything is installed. */
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const root = path.resolve(__dirname, '..');

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (result.error) throw result.error;
  return result.status ?? 1;
}

function must(command, args, options) {
  const status = run(command, args, options);
  if (status !== 0) process.exit(status);
}

/** Installs exactly what the lockfile says, unless that was done already. */
function ensureInstalled() {
  const stamp = path.join(root, 'node_modules', '.package-lock.json');
  const lock = path.join(root, 'package-lock.json');
  if (fs.existsSync(stamp) && fs.statSync(stamp).mtimeMs >= fs.statSync(lock).mtimeMs) return;
  must('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  fs.utimesSync(stamp, new Date(), new Date());
}

function newest(dir) {
  let at = 0;
  for (const entry of fs.readdirSync(dir, { withFileTypes: true })) {
    const file = path.join(dir, entry.name);
    at = Math.max(at, entry.isDirectory() ? newest(file) : fs.statSync(file).mtimeMs);
  }
  return at;
}

/** Builds when a source is newer than what was built from it. */
function ensureBuilt() {
  const built = [path.join(root, 'dist', 'cli.js'), path.join(root, 'cdktf', 'index.js'), path.join(root, 'cdktn', 'index.js')];
  const sources = Math.max(newest(path.join(root, 'src')), newest(path.join(root, 'proto')));
  if (built.every((file) => fs.existsSync(file) && fs.statSync(file).mtimeMs >= sources)) return;
  must('node', [path.join(root, 'scripts', 'build.js')]);
}

const bin = (name) => path.join(root, 'node_modules', '.bin', name);

module.exports = { root, run, must, ensureInstalled, ensureBuilt, bin };
