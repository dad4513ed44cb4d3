'use strict';
/** `npm run check`: types, lint, the house table, unused code, the package as others will see it. All of it, then one verdict. */
const { bin, ensureBuilt, ensureInstalled, run } = require('./lib');

ensureInstalled();
ensureBuilt();
const checks = [
  ['types', bin('tsc'), ['-p', 'tsconfig.test.json', '--noEmit']],
  ['lint', bin('eslint'), ['src', 'test', '--max-warnings=0']],
  ['house', bin('depcruise'), ['--config', '.dependency-cruiser.js', 'src']],
  ['unused', bin('knip'), []],
  ['package', bin('publint'), ['--strict']],
  ['types of the package', bin('attw'), ['--pack', '.', '--profile', 'node16', '--ignore-rules', 'cjs-resolves-to-esm']],
];
const failed = [];
for (const [name, command, args] of checks) {
  console.log(`\n== ${name}`);
  if (run(command, args) !== 0) failed.push(name);
}
console.log(failed.length === 0 ? '\ncheck: all clean' : `\ncheck: failed: ${failed.join(', ')}`);
process.exit(failed.length === 0 ? 0 : 1);
