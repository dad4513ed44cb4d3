'use strict';
/** `npm run build:test-providers`: providers of the tests as modules that HOLDFAST_PROVIDERS can name, in dist/test-providers. */
const path = require('node:path');
const { root } = require('./lib');

const built = require('esbuild').buildSync({
  absWorkingDir: root,
  entryPoints: { tfcoremock: 'test/providers/tfcoremock/index.ts' },
  outdir: path.join('dist', 'test-providers'),
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  legalComments: 'none',
  logLevel: 'warning',
});
if (built.errors.length > 0) process.exit(1);
