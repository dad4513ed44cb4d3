'use strict';
/** `npm run build`: the library with its types by tsc, the command as one file by esbuild, the constructs. */
const fs = require('node:fs');
const path = require('node:path');
const { bin, must, root } = require('./lib');

const dist = path.join(root, 'dist');
fs.rmSync(dist, { recursive: true, force: true });
must(bin('tsc'), ['-p', 'tsconfig.json']);

// The command and the provider are one file each; their parts need not be shipped twice.
for (const room of ['cli', 'plugin']) fs.rmSync(path.join(dist, room), { recursive: true, force: true });

const esbuild = require('esbuild');
const built = esbuild.buildSync({
  absWorkingDir: root,
  entryPoints: ['src/cli/main.ts'],
  outfile: 'dist/cli.js',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // Names stay readable in a bug report; the rest of minifying halves what has to be parsed at each start.
  minifyWhitespace: true,
  minifySyntax: true,
  keepNames: false,
  legalComments: 'none',
  mainFields: ['module', 'main'],
  // Carries a native part beside its code, so it stays where npm put it. All else is one file: half the start-up time was finding files.
  external: ['fs-native-extensions'],
  logLevel: 'warning',
});
if (built.errors.length > 0) process.exit(1);

must(process.execPath, [path.join(__dirname, 'bundle-provider.js')]);
must(process.execPath, [path.join(__dirname, 'compile-code.js')]);
must(process.execPath, [path.join(__dirname, 'build-constructs.js')]);
