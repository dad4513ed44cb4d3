'use strict';
/**
 * Compiles src/constructs into the folders `cdktf/` and `cdktn/`. The sources are written for cdktf; those for cdktn are the
 * same with the other library's name and the bindings of its own generator. The two libraries are one in what is used here.
 */
const fs = require('node:fs');
const path = require('node:path');
const { bin, must, root } = require('./lib');

const source = path.join(root, 'src', 'constructs');
// In dist: compilers take what lies in a folder of packages for somebody else's.
const work = path.join(root, 'dist', 'constructs');

function assemble(library) {
  const target = path.join(work, library);
  fs.mkdirSync(target, { recursive: true });
  for (const entry of fs.readdirSync(source)) {
    if (!entry.endsWith('.ts') && entry !== 'tsconfig.json') continue;
    if (library !== 'cdktf' && entry === 'cdktf-lacks.ts') continue;
    const text = fs.readFileSync(path.join(source, entry), 'utf8');
    fs.writeFileSync(path.join(target, entry), text.replace(/\bcdktf\b/g, library).replace('"../../', '"../../../'));
  }
  fs.cpSync(path.join(source, 'generated', library), path.join(target, 'generated', library), { recursive: true });
  return target;
}

for (const library of ['cdktf', 'cdktn']) {
  fs.rmSync(path.join(root, library), { recursive: true, force: true });
  must(bin('tsc'), ['-p', path.join(assemble(library), 'tsconfig.json')]);
}
fs.rmSync(work, { recursive: true, force: true });
