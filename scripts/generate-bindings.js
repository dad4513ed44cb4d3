'use strict';
/**
 * Writes the bindings of our provider from its schema, for cdktf and for cdktn each with its own generator (what only cdktn's
 * knows, functions and what is ephemeral, is made for cdktf from cdktn's, on src/constructs/cdktf-lacks.ts):
 * `node scripts/generate-bindings.js [FOLDER]`, by default src/constructs/generated, whose two parts are replaced whole.
 * Needs no terraform and no network.
 */
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { must, root } = require('./lib');

// Both before the generator is loaded: without them it runs terraform, and reports its start over the network.
process.env.CHECKPOINT_DISABLE = '1';
process.env.TERRAFORM_BINARY_NAME = `"${process.execPath}" -e ""`;
// Not the packages' main entries: those load a compiler, and cdktf's wants a package which it does not declare.
const generators = {
  cdktf: () => require('@cdktf/provider-generator/lib/get/generator/provider-generator'),
  cdktn: () => require('@cdktn/provider-generator/build/get/generator/provider-generator'),
};
const { CodeMaker } = require('codemaker');
require('tsx/cjs');
const { schemaJson } = require('../src/schema');
const { functions } = require('../src/provider/cloudbackup/functions');
const { cloudbackupSchema } = require('../src/provider/cloudbackup/schema');
const { ephemeralSchemas: ephemeral } = require('../src/provider/cloudbackup/token');
const { version } = require('../package.json');

const SOURCE = 'holdfast/cloudbackup';
/** The generator completes sources with this host, and wants it in its input. */
const FULL_SOURCE = `registry.terraform.io/${SOURCE}`;

/** What `terraform providers schema -json` would print. A copy: the generator writes into the schema that it is given. */
function generatorInput() {
  const schemas = schemaJson(new Map([[FULL_SOURCE, { ...cloudbackupSchema, functions, ephemeral }]]));
  return JSON.parse(JSON.stringify({ ...schemas, provider_versions: { [FULL_SOURCE]: version } }));
}

/** Takes out links to pages that do not exist: our reference pages come from the schema itself. */
function withoutLinks(text) {
  return text
    .replace(/^\/\/ https:\/\/registry\.terraform\.io\/.*\n/gm, '')
    .replace(/^ *\* *\n *\* Docs at Terraform Registry: .*\n/gm, '')
    .replace(/^ *\* @see \{@link https:\/\/registry\.terraform\.io\/.*\n/gm, '')
    .replace(/ \{@link https:\/\/registry\.terraform\.io\/[^ }]* ([^}]*)\}/g, ' $1')
    .trimStart();
}

function copy(from, to) {
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    const source = path.join(from, entry.name);
    const target = path.join(to, entry.name);
    if (entry.isDirectory()) copy(source, target);
    else if (entry.name.endsWith('.ts')) {
      fs.mkdirSync(to, { recursive: true });
      fs.writeFileSync(target, withoutLinks(fs.readFileSync(source, 'utf8')));
    }
  }
}

async function generate(library, target) {
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-bindings-'));
  try {
    const code = new CodeMaker();
    const { TerraformProviderGenerator } = generators[library]();
    const generator = new TerraformProviderGenerator(code, generatorInput());
    generator.generate({ isModule: false, isProvider: true, name: 'cloudbackup', source: SOURCE, version: `~> ${version}`, fqn: SOURCE });
    await code.save(temporary);
    fs.rmSync(target, { recursive: true, force: true });
    copy(path.join(temporary, 'providers', 'cloudbackup'), target);
    fs.rmSync(path.join(target, 'lazy-index.ts'), { force: true });
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}

/** What the generator of cdktf leaves out, from what the other one wrote. */
function adapt(from, to) {
  const exported = [];
  for (const name of fs.readdirSync(from).filter((entry) => entry === 'provider-functions' || entry.startsWith('ephemeral-'))) {
    const text = fs.readFileSync(path.join(from, name, 'index.ts'), 'utf8')
      .replace("import * as cdktn from 'cdktn';", "import * as cdktf from 'cdktf';\nimport * as lacking from '../../../cdktf-lacks';")
      .replace(/\bcdktn\.(TerraformProviderFunction|TerraformEphemeral\w+)/g, 'lacking.$1')
      .replace(/\bcdktn\./g, 'cdktf.');
    fs.mkdirSync(path.join(to, name), { recursive: true });
    fs.writeFileSync(path.join(to, name, 'index.ts'), text);
    exported.push(...fs.readFileSync(path.join(from, 'index.ts'), 'utf8').split('\n').filter((line) => line.includes(`'./${name}/index'`)));
  }
  fs.appendFileSync(path.join(to, 'index.ts'), `${exported.join('\n')}\n`);
}

const folder = path.resolve(process.argv[2] ?? path.join(root, 'src', 'constructs', 'generated'));
const library = process.argv[3];
if (library === undefined) {
  // Each in a process of its own: both load a program for WebAssembly that claims the same global name.
  for (const name of Object.keys(generators)) must(process.execPath, [__filename, folder, name]);
  adapt(path.join(folder, 'cdktn'), path.join(folder, 'cdktf'));
} else {
  generate(library, path.join(folder, library)).catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
}
