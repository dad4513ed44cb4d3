'use strict';
// Runs the bundle from the compiled code that the build kept beside it: parsing and compiling were a tenth of a second of
// every command. Node decides whether the code fits (its own version, flags and processor, the length of the text); where it does not, or
// there is none, the bundle is compiled as always.
const { readFileSync, statSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname } = require('node:path');
const { Script, constants } = require('node:vm');

/** The bundle wrapped as node wraps a module, compiled or taken from `compiled`. */
function scriptOf(bundle, compiled) {
  const text = `(function (exports, require, module, __filename, __dirname) { ${readFileSync(bundle, 'utf8')}\n})`;
  return new Script(text, { filename: bundle, importModuleDynamically: constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER, ...(compiled === undefined ? {} : { cachedData: compiled }) });
}

function run(bundle, script) {
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(bundle), module, bundle, dirname(bundle));
}

/** Compiled code that is not older than the bundle: Node compares no more of the text than its length. */
function compiledFor(bundle) {
  const file = `${bundle}.code`;
  try {
    return statSync(file).mtimeMs >= statSync(bundle).mtimeMs ? readFileSync(file) : undefined;
  } catch {
    return undefined;
  }
}

function load(bundle) {
  const compiled = compiledFor(bundle);
  if (compiled === undefined) require(bundle);
  else run(bundle, scriptOf(bundle, compiled));
}

module.exports = { load, run, scriptOf };
