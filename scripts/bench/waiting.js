'use strict';
/**
 * What waiting for operations costs: whole `holdfast apply` commands against a real emulator process, which counts the calls.
 * `node scripts/bench/waiting.js [NAME...]` measures the rows by name; scripts/bench.js takes them all.
 */
const { spawn, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const readline = require('node:readline');
const { root, ensureBuilt, ensureInstalled } = require('../lib');

const bin = path.join(root, 'bin', 'holdfast');
const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(YC_|HOLDFAST_|TF_)/.test(name)));

/** Starts an emulator process and ends it when `fn` has. */
async function withEmulator(world, args, fn) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-waiting-'));
  fs.writeFileSync(path.join(dir, 'world.json'), JSON.stringify(world));
  const child = spawn(process.execPath, [bin, 'emulator', '--world', path.join(dir, 'world.json'), ...args], { stdio: ['ignore', 'pipe', 'inherit'], env: clean });
  try {
    const line = await new Promise((resolve, reject) => {
      readline.createInterface({ input: child.stdout }).once('line', resolve);
      child.once('exit', (code) => reject(new Error(`the emulator ended with ${code}`)));
    });
    const { endpoint } = JSON.parse(line);
    const stats = () => JSON.parse(spawnSync(process.execPath, [bin, 'emulator', 'stats', '--endpoint', endpoint], { encoding: 'utf8', env: clean }).stdout);
    return await fn({ dir, env: { ...clean, YC_ENDPOINT: endpoint, YC_PLAINTEXT: '1', YC_TOKEN: 't1.bench.token' }, stats });
  } finally {
    child.kill('SIGTERM');
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

/** One apply of `operations` new directories, spread evenly over `instances`. Milliseconds, and what the emulator counted. */
function applyOnce({ operations, instances, operationMs, settings, switches = [] }) {
  const world = { folders: { f: { generate: { count: instances, prefix: 'vm-', directories: ['/', '/srv'] } } } };
  const ledger = path.join(os.tmpdir(), `holdfast-waiting-${process.pid}.ndjson`);
  fs.rmSync(ledger, { force: true });
  const args = ['--operation-time', String(operationMs), '--ledger', ledger, ...switches.flatMap((s) => ['--switch', s])];
  return withEmulator(world, args, async ({ dir, env, stats }) => {
    fs.writeFileSync(path.join(dir, 'main.tf.json'), JSON.stringify({
      terraform: { required_providers: { cloudbackup: { source: 'holdfast/cloudbackup' } } },
      provider: { cloudbackup: { folder_id: 'f', ...settings } },
      resource: { cloudbackup_directory: Object.fromEntries(Array.from({ length: operations }, (_, i) =>
        [`d${i}`, { compute_instance_id: `vm-${(i % instances) + 1}`, path: `/srv/d${Math.floor(i / instances)}` }])) },
    }));
    const started = process.hrtime.bigint();
    const child = spawn(process.execPath, [bin, 'apply', '-auto-approve'], { cwd: dir, env, stdio: ['ignore', 'ignore', 'pipe'] });
    let told = '';
    child.stderr.on('data', (chunk) => (told = (told + chunk).slice(-4000)));
    let journalBytes = 0;
    const watching = setInterval(() => (journalBytes = Math.max(journalBytes, journalSize(dir))), 100);
    const code = await new Promise((resolve) => child.once('close', resolve));
    clearInterval(watching);
    const ms = Number(process.hrtime.bigint() - started) / 1e6;
    const first = fs.readFileSync(ledger, 'utf8').split('\n', 1)[0] ?? '';
    fs.rmSync(ledger, { force: true });
    // From the first call that the service received until the command ended: without starting, reading and planning.
    const workingMs = Date.now() - Date.parse(JSON.parse(first).at);
    if (code !== 0) throw new Error(`apply ended with ${code}\n${told}`);
    const { calls } = stats();
    return { ms, workingMs, calls, journalBytes };
  });
}

/** Bytes of all runs' journals beside the state. */
function journalSize(dir) {
  let bytes = 0;
  const visit = (folder) => {
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
      const at = path.join(folder, entry.name);
      try {
        if (entry.isDirectory()) visit(at);
        else if (/\.(journal|run)/.test(entry.name) || /runs?[/\\]/.test(at)) bytes += fs.statSync(at).size;
      } catch {
        // It went while we looked.
      }
    }
  };
  visit(dir);
  return bytes;
}

const told = (calls) => Object.entries(calls).filter(([k, v]) => v > 0 && !/Endpoint/.test(k)).map(([k, v]) => `${k.replace('OperationService.', 'Operation.')} ${v}`).join(', ');

const OPERATION_MS = 5000;

/** Time from the first call to the command's end against operations / limit x their time, and polling calls for each operation and second. */
async function inFlight({ operations, instances, limit, perInstance }) {
  const { ms, workingMs, calls } = await applyOnce({
    operations, instances, operationMs: OPERATION_MS, settings: { max_operations: limit, max_operations_per_instance: perInstance },
  });
  // One ListOperations of each instance comes before its first operation and polls nothing.
  const polls = (calls['OperationService.Get'] ?? 0) + (calls.ListOperations ?? 0) - instances;
  const ideal = (Math.ceil(operations / limit) * OPERATION_MS);
  return { ratio: workingMs / ideal, whole: ms / ideal, polls: polls / (operations * OPERATION_MS / 1000), ideal, calls };
}

/**
 * At a fixed rate the calls themselves take the time. What nobody can do without who keeps to the step protocol: for each operation
 * its call; for each instance five listings of directories (plan; check before the first step; after the operations were listed;
 * once more, as an instance's operations of 5 s, eight at a time, begin over 15 s and nothing is decided on what is 10 s old; proof
 * at the end), one of its operations, one look that shows the last of them done; discovery; one Get that tells the service's wish;
 * and the last operation's own time. The yardstick stays what it was when the goal was set, although -auto-approve now does without
 * the check's own listing.
 */
async function atRate({ operations, instances, rate }) {
  const { ms, calls } = await applyOnce({
    operations, instances, operationMs: OPERATION_MS, settings: { requests_per_second: rate },
    switches: [`rate_limit=${rate}`],
  });
  const needed = operations + 7 * instances + 2;
  const made = Object.values(calls).reduce((a, b) => a + b, 0);
  // The first second's allowance is there at once.
  const ideal = ((needed - rate) / rate) * 1000 + OPERATION_MS;
  return { ratio: ms / ideal, ms, needed, made, calls };
}

/** Steps on one instance, below one parent: whole command and journal for ten times as many steps. */
async function oneInstance(steps) {
  const measure = (operations) => applyOnce({
    operations, instances: 1, operationMs: 100, settings: { max_operations: 64, max_operations_per_instance: 64, requests_per_second: 1000 },
  });
  const few = await measure(steps / 10);
  const all = await measure(steps);
  return { time: all.ms / few.ms, bytes: [few.journalBytes / (steps / 10), all.journalBytes / steps], few, all };
}

const rows = {
  'ten-instances': async (quick) => {
    const r = await inFlight({ operations: quick ? 200 : 1000, instances: 10, limit: 100, perInstance: 10 });
    return row(`Apply of ${quick ? 200 : '1,000'} directories on 10 instances, operations of 5 s, 100 in flight: from the first call to the command's end against the ideal ${r.ideal / 1000} s; polling calls for each operation and second`,
      r, quick ? '' : 'at most 1.05 x and 1.5');
  },
  'thousand-instances': async (quick) => {
    const r = await inFlight({ operations: quick ? 200 : 1000, instances: quick ? 200 : 1000, limit: 100, perInstance: 10 });
    return row(`The same on ${quick ? 200 : '1,000'} instances`, r, quick ? '' : 'at most 1.15 x and 2');
  },
  'ten-calls': async (quick) => {
    const r = await atRate({ operations: quick ? 50 : 300, instances: 10, rate: 10 });
    return [`Apply of ${quick ? 50 : 300} directories on 10 instances at 10 calls a second (\`requests_per_second\` and the emulator's quota): whole command against its ideal of ${r.needed} calls that nobody can do without`,
      `${r.ratio.toFixed(3)} x (${r.made} calls made in ${(r.ms / 1000).toFixed(1)} s: ${told(r.calls)})`, quick ? '' : 'at most 1.25 x'];
  },
  'one-instance': async (quick) => {
    const steps = quick ? 2000 : 10000;
    const r = await oneInstance(steps);
    return [`Apply of ${steps.toLocaleString('en')} directories below one parent of one instance against ${(steps / 10).toLocaleString('en')}: whole command; journal bytes a step`,
      `${r.time.toFixed(1)} x (${(r.all.ms / 1000).toFixed(1)} s; ${told(r.all.calls)}); ${r.bytes.map((b) => b.toFixed(0)).join(' and ')}`, 'at most 12 x; flat'];
  },
};

function row(what, r, wanted) {
  return [what, `${r.ratio.toFixed(3)} x, ${r.polls.toFixed(2)} (with start and plan ${r.whole.toFixed(3)} x; ${told(r.calls)})`, wanted];
}

/** Appends the rows of this page to `into`. */
async function waiting(into, quick) {
  for (const measure of Object.values(rows)) into.push(await measure(quick));
}

module.exports = { waiting, withEmulator, clean, bin };

if (require.main === module) {
  ensureInstalled();
  ensureBuilt();
  const words = process.argv.slice(2);
  const names = words.filter((w) => !w.startsWith('--'));
  (async () => {
    for (const name of names.length > 0 ? names : Object.keys(rows)) {
      if (rows[name] === undefined) throw new Error(`no row ${name}; there are ${Object.keys(rows).join(', ')}`);
      console.log(`| ${(await rows[name](words.includes('--quick'))).join(' | ')} |`);
    }
  })().catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
}
