'use strict';
/**
 * `npm start`: the whole job on the embedded service, from an empty checkout to a destroyed fleet, and it ends by itself.
 * Each command is printed before it is run, so that everything here can be repeated by hand.
 * Exit code 0 only when every command ended as it should. Long outputs are shown from both ends; `npm start -- --whole` shows all.
 */
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const readline = require('node:readline');
const { root, ensureBuilt, ensureInstalled } = require('./lib');

const bin = path.join(root, 'bin', 'holdfast');
const tour = path.join(root, '.holdfast', 'tour');
const folder = 'fleet';
const whole = process.argv.includes('--whole');
const colour = process.stdout.isTTY && !process.env.NO_COLOR;
const bold = (text) => (colour ? `\u001b[1m${text}\u001b[0m` : text);

function say(text) {
  console.log(`\n${bold(`▌ ${text}`)}`);
}

/** Inherited settings of a real cloud must not leak into the tour, and the tour must not reach a real cloud. */
function environment(endpoint) {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(YC_|HOLDFAST_|TF_)/.test(name)));
  return { ...inherited, YC_ENDPOINT: endpoint, YC_PLAINTEXT: 'true', YC_TOKEN: 't1.tour.token', YC_FOLDER_ID: folder };
}

async function startEmulator() {
  const child = spawn(process.execPath, [
    bin, 'emulator', '--world', path.join(root, 'examples', 'cdktf-fleet', 'world.json'), '--ledger', path.join(tour, 'ledger.jsonl'),
    '--latency', '5', '--operation-time', '900',
  ], { stdio: ['ignore', 'pipe', 'inherit'] });
  const endpoint = await new Promise((resolve, reject) => {
    readline.createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line).endpoint));
    child.once('exit', (code) => reject(new Error(`the emulator ended with ${code}`)));
  });
  return { child, endpoint };
}

const HEAD = 14;
const TAIL = 26;

/** Shows where a long text begins and ends; all of it stays in a file. */
function shown(text, file) {
  const lines = text.trimEnd().split('\n');
  if (whole || lines.length <= HEAD + TAIL + 5) return lines.join('\n');
  return [...lines.slice(0, HEAD), '', bold(`  … ${lines.length - HEAD - TAIL} lines more, all in ${path.relative(root, file)}`), '', ...lines.slice(-TAIL)].join('\n');
}

function makeRunner(endpoint) {
  const env = environment(endpoint);
  let number = 0;
  const run = (args, { expect = 0, input } = {}) => new Promise((resolve, reject) => {
    console.log(bold(`\n$ ${input === undefined ? '' : `echo '${input}' | `}holdfast ${args.join(' ')}`));
    const child = spawn(process.execPath, [bin, ...args], { cwd: tour, env });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { text += chunk; });
    child.stdin.end(input === undefined ? '' : `${input}\n`);
    child.once('error', reject);
    child.once('close', (code) => {
      const file = path.join(tour, `${String(++number).padStart(2, '0')}-${args[0]}.log`);
      fs.writeFileSync(file, text);
      console.log(shown(text, file));
      console.log(bold(`exit code ${code}`));
      if (code === expect) resolve();
      else reject(new Error(`holdfast ${args.join(' ')} ended with ${code}; ${expect} was expected`));
    });
  });
  const change = (verb, fields) => run(['emulator', 'change', '--endpoint', endpoint], { input: JSON.stringify({ [verb]: { folder_id: folder, ...fields } }) });
  return { run, change };
}

async function story({ run, change }) {
  const quick = ['-var', 'read_lag=200ms'];

  say('1. Preview: twenty instances are registered already, their directories are missing');
  await run(['plan', ...quick]);

  say('2. Apply: registrations are adopted without a call, directories are made parent first, each operation is awaited');
  await run(['apply', '-auto-approve', ...quick]);

  say('3. Plan again: no changes (exit code 0 with -detailed-exitcode)');
  await run(['plan', '-detailed-exitcode', ...quick]);

  say('4. Behind our back a directory vanishes, and an instance leaves Cloud Backup');
  await change('remove_directory', { compute_instance_id: 'fleet-vm-01', path: '/srv/backup/wal' });
  await change('set_instance', { compute_instance_id: 'fleet-vm-02', init_status: 'DELETED', is_active: false });
  say('   The plan shows both (exit code 2: changes present)');
  await run(['plan', '-detailed-exitcode', ...quick], { expect: 2 });

  say('5. Apply repairs both: the directory is made again; the registration is waited for, until the agent of the instance registers it');
  await change('register_instance', { compute_instance_id: 'fleet-vm-02', after_ms: 3000 });
  await run(['apply', '-auto-approve', ...quick]);

  say('6. Destroy is refused: deletion_protection is on, and twenty deletes are more than one apply may do (exit code 6)');
  await run(['destroy', '-auto-approve', ...quick], { expect: 6 });

  say('7. A person allows it: protection off, applied; then a destroy that names its limit');
  await run(['apply', '-auto-approve', ...quick, '-var', 'deletion_protection=false']);
  await run(['destroy', '-auto-approve', ...quick, '-var', 'deletion_protection=false', '-max-deletes=20']);

  say('Done. What the service saw is in .holdfast/tour/ledger.jsonl; the five-minute tour in README.md goes on from here.');
}

function prepare() {
  fs.rmSync(tour, { recursive: true, force: true });
  fs.mkdirSync(tour, { recursive: true });
  const example = path.join(root, 'examples', 'cdktf-fleet');
  fs.copyFileSync(path.join(example, 'main.ts'), path.join(tour, 'main.ts'));
  fs.copyFileSync(path.join(example, 'cdktf.json'), path.join(tour, 'cdktf.json'));
}

async function main() {
  say('0. Install and build what is missing, start the embedded Cloud Backup service');
  ensureInstalled();
  ensureBuilt();
  prepare();
  const { child, endpoint } = await startEmulator();
  console.log(`the service listens on ${endpoint}`);
  try {
    await story(makeRunner(endpoint));
  } finally {
    child.kill('SIGTERM');
  }
}

main().catch((error) => {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
});
