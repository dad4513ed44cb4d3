'use strict';
/** `node scripts/bundle-provider.js [OUTFILE]`, by the build: the provider as one file that Terraform can start, `dist/terraform-provider-cloudbackup`. */
const fs = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');
const { root } = require('./lib');

/** Rooms whose problems the provider can tell; of each problem it needs what it says, not what the page about it says. */
const TELLS = new Set(['api', 'operations', 'plugin', 'provider']);

const lean = {
  name: 'lean',
  setup(build) {
    build.onLoad({ filter: /src\/diagnostics\/codes\/[^/]+\.ts$/ }, ({ path: file }) => {
      const source = fs.readFileSync(file, 'utf8');
      const contents = TELLS.has(path.basename(file, '.ts')) ? source.replace(/\b(?:why|fix): '(?:[^'\\]|\\.)*',?/g, '').replace(/ as const satisfies CodeTable/, '')
        : source.match(/export const \w+/g).map((head) => `${head} = {};`).join('\n');
      return { contents, loader: 'ts' };
    });
  },
};

/** One text in one file for another: builds that something is measured against. */
const changed = ({ file, from, to }) => ({
  name: 'changed',
  setup(build) {
    build.onLoad({ filter: new RegExp(`${file.replace(/\W/g, '\\$&')}$`) }, ({ path: own }) => {
      const source = fs.readFileSync(own, 'utf8');
      if (!source.includes(from)) throw new Error(`${file} has no ${JSON.stringify(from)} any more`);
      return { contents: source.replace(from, to), loader: 'ts' };
    });
  },
});

/** Terraform starts the program several times in each command: its size is time. */
function bundleProvider(outfile, { change } = {}) {
  return esbuild.build({
    absWorkingDir: root, entryPoints: ['src/plugin/main.ts'], outfile, bundle: true, platform: 'node', target: 'node20', format: 'cjs',
    minify: true, legalComments: 'none', mainFields: ['module', 'main'], banner: { js: '#!/usr/bin/env node' }, logLevel: 'warning',
    alias: { '@grpc/proto-loader': path.join(root, 'src', 'plugin', 'grpc-proto-loader.ts') }, plugins: [lean, ...(change === undefined ? [] : [changed(change)])],
  }).then(() => fs.chmodSync(outfile, 0o755));
}

module.exports = { bundleProvider };

if (require.main === module) {
  bundleProvider(process.argv[2] ?? path.join(root, 'dist', 'terraform-provider-cloudbackup')).catch(() => process.exit(1));
}
