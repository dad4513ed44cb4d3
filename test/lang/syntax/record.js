'use strict';
/**
 * Records anew what Terraform says: `node test/lang/syntax/record.js`, with terraform on the PATH. The texts stay, the answers are made new.
 * terraform-errors.json: files with the problems that `terraform validate -json` tells of them (summary, and line:column@byte of both ends).
 * terraform-texts.json: expressions (`native`) and contents of JSON strings (`json`) with the values that `terraform apply` gives them.
 */
const { spawnSync } = require('node:child_process');
const { mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/** Problems that are no problems of syntax: what the schema of a module or a second declaration says of the same files. */
const OTHERS = /^(?:Unsupported (?:block type|argument)|Duplicate |Missing (?:required argument|name for)|Extraneous label|Unexpected "|Unsuitable value type|Invalid (?:type specification|version constraint|required_providers|module|provider|reference|attribute in)|Variables not allowed)/;

function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'record-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function terraform(folder, ...args) {
  const run = spawnSync('terraform', args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (run.error) throw run.error;
  return run.stdout;
}

const place = ({ line, column, byte }) => `${line}:${column}@${byte}`;

function recordErrors(path) {
  const rows = JSON.parse(readFileSync(path, 'utf8'));
  const said = inFolder((folder) => {
    rows.forEach((row, i) => writeFileSync(join(folder, `${String(i).padStart(4, '0')}.tf`), row.text));
    return JSON.parse(terraform(folder, 'validate', '-json')).diagnostics;
  });
  const problems = rows.map(() => []);
  for (const { summary, detail, range } of said) {
    if (range === undefined || OTHERS.test(summary) || (summary === 'Invalid expression' && !detail.startsWith('Expected the start'))) continue;
    problems[Number.parseInt(range.filename, 10)].push(`${summary} ${place(range.start)}-${place(range.end)}`);
  }
  write(path, rows.map(({ text }, i) => ({ text, problems: problems[i] })));
}

function recordTexts(path) {
  const rows = JSON.parse(readFileSync(path, 'utf8'));
  const outputs = inFolder((folder) => {
    writeFileSync(join(folder, 'a.tf'), rows.map(({ native }, i) => (native === undefined ? '' : `output "o${i}" {\n  value = ${native}${native.endsWith('\n') ? '' : '\n'}}\n`)).join(''));
    writeFileSync(join(folder, 'b.tf.json'), JSON.stringify({ output: Object.fromEntries(rows.flatMap(({ json }, i) => (json === undefined ? [] : [[`o${i}`, { value: json }]]))) }));
    terraform(folder, 'apply', '-auto-approve');
    return JSON.parse(terraform(folder, 'output', '-json'));
  });
  write(path, rows.map((row, i) => ({ ...(row.native === undefined ? { json: row.json } : { native: row.native }), value: outputs[`o${i}`].value })));
}

function write(path, rows) {
  writeFileSync(path, `[\n${rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]\n`);
}

recordErrors(join(__dirname, 'terraform-errors.json'));
recordTexts(join(__dirname, 'terraform-texts.json'));
