'use strict';
/** `npm test [-- jest arguments]`: installs and builds what is missing, then runs jest. */
const { bin, ensureBuilt, ensureInstalled, run } = require('./lib');

ensureInstalled();
ensureBuilt();
process.exit(run(bin('jest'), process.argv.slice(2)));
