'use strict';
/**
 * `npm run soak -- [--hours H | --minutes M] [--targets N] [--faults PERCENT] [--seed S]`: one long-lived process goes round and
 * round change, plan, apply and drift by the library, against a real emulator process with faults. The emulator's ledger judges;
 * RSS and open files are sampled. What is stated at the end, and its criteria, are those of docs/reliability.md.
 */
const { spawn, execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const readline = require('node:readline');
const { root, ensureBuilt, ensureInstalled } = require('./lib');

const flag = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const lastsMs = flag('minutes', flag('hours', 2) * 60) * 60_000;
const targets = flag('targets', 10_000);
const faults = flag('faults', 5) / 100;
const seed = flag('seed', 1);
const PER_INSTANCE = 100;
/** Of the directories this share vanishes in each round. */
const VANISHING = 0.02;

/** mulberry32: the same seed, the same changes. */
function dice(from) {
  let state = from >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

async function startEmulator(dir, instances) {
  const world = { folders: { f: { generate: { count: instances, prefix: 'vm-', directories: ['/', '/srv'] } } } };
  fs.writeFileSync(path.join(dir, 'world.json'), JSON.stringify(world));
  const share = (kind, part) => ['--fault', `${kind}=${(faults * part).toFixed(4)}`];
  // In all, the given share of calls meets one.
  const kinds = [['unavailable-before-effect', 0.25], ['unavailable-after-effect', 0.2], ['internal', 0.2], ['reset', 0.02], ['aborted@mutations', 0.1], ['deadline-after-effect@mutations', 0.08], ['operation-fails-partial', 0.1], ['operation-fails', 0.05]];
  const child = spawn(process.execPath, [path.join(root, 'bin', 'holdfast'), 'emulator', '--world', path.join(dir, 'world.json'), '--ledger', path.join(dir, 'ledger.ndjson'),
    '--operation-time', '100', '--seed', String(seed), ...kinds.flatMap(([kind, part]) => share(kind, part))], { stdio: ['ignore', 'pipe', 'inherit'] });
  const endpoint = await new Promise((resolve, reject) => {
    readline.createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line).endpoint));
    child.once('exit', (code) => reject(new Error(`the emulator ended with ${code}`)));
  });
  return { child, endpoint };
}

const change = (endpoint, verbs) => execFileSync(process.execPath, [path.join(root, 'bin', 'holdfast'), 'emulator', 'change', '--endpoint', endpoint],
  { input: verbs.map((v) => JSON.stringify(v)).join('\n'), stdio: ['pipe', 'ignore', 'inherit'] });
const worldOf = (endpoint) => JSON.parse(execFileSync(process.execPath, [path.join(root, 'bin', 'holdfast'), 'emulator', 'world', '--endpoint', endpoint], { maxBuffer: 1 << 29 }));

/** Reads on where it stopped, so that hours of ledger cost no memory. */
function ledgerReader(file) {
  let at = 0;
  return () => {
    const fd = fs.openSync(file, 'r');
    const bytes = Buffer.alloc(fs.fstatSync(fd).size - at);
    fs.readSync(fd, bytes, 0, bytes.length, at);
    fs.closeSync(fd);
    const end = bytes.lastIndexOf(10) + 1;
    at += end;
    return bytes.subarray(0, end).toString().split('\n').filter(Boolean).map((line) => JSON.parse(line));
  };
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
/** Memory is flat when the median of the last third of the rounds is at most a tenth, or 20 MB, above that of the second third; the first warms up. */
const MAY_GROW = { share: 0.1, mb: 20 };

async function main() {
  ensureInstalled();
  ensureBuilt();
  const { plan, apply, drift } = require(root);
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-soak-'));
  const instances = Math.max(1, Math.ceil(targets / PER_INSTANCE));
  const { child, endpoint } = await startEmulator(dir, instances);
  const wanted = Array.from({ length: targets }, (_, i) => ({ compute_instance_id: `vm-${(i % instances) + 1}`, path: `/srv/d${Math.floor(i / instances)}` }));
  const work = path.join(dir, 'work');
  fs.mkdirSync(work);
  fs.writeFileSync(path.join(work, 'main.tf.json'), JSON.stringify({
    terraform: { required_providers: { cloudbackup: { source: 'holdfast/cloudbackup' } } },
    provider: { cloudbackup: { folder_id: 'f', requests_per_second: 2000, mutation_deadline: '1s', settle_time: '2s', read_lag: '200ms' } },
    resource: { cloudbackup_directory: Object.fromEntries(wanted.map((w, i) => [`d${i}`, w])) },
  }));
  const session = { dir: work, env: { YC_ENDPOINT: endpoint, YC_PLAINTEXT: '1', YC_TOKEN: 't1.soak.token' } };
  const random = dice(seed);
  const readLedger = ledgerReader(path.join(dir, 'ledger.ndjson'));
  /** What stands, by the ledger and our own changes: an effect on what stands is one made twice. */
  const standing = new Set();
  const problems = [];
  const samples = [];
  const startedAt = Date.now();
  let [rounds, effects, applies, unfinished] = [0, 0, 0, 0];
  const say = (o) => (o.ok ? '' : o.diagnostics.filter((d) => d.severity === 'error').map((d) => `${d.code}: ${d.detail}`).slice(0, 2).join(' | '));
  const judge = () => {
    for (const line of readLedger()) {
      if (line.event !== 'performed' || line.method !== 'CreateDirectory') continue;
      effects++;
      const target = `${line.compute_instance_id} ${line.path}`;
      if (standing.has(target)) problems.push(`round ${rounds}: ${target} was made twice`);
      standing.add(target);
    }
  };
  try {
    while (Date.now() - startedAt < lastsMs) {
      rounds++;
      const vanished = rounds === 1 ? [] : wanted.filter(() => random() < VANISHING);
      if (vanished.length > 0) {
        change(endpoint, vanished.map((w) => ({ remove_directory: { folder_id: 'f', ...w } })));
        for (const w of vanished) standing.delete(`${w.compute_instance_id} ${w.path}`);
        // A read right after it may show an old replica.
        await new Promise((resolve) => setTimeout(resolve, 300));
        const seen = await drift(session);
        if (!seen.ok) problems.push(`round ${rounds}: drift: ${say(seen)}`);
      }
      // An operation that fails fails its step, so that another apply finishes the round.
      let done = false;
      for (let attempt = 1; attempt <= 12 && !done; attempt++) {
        applies++;
        const result = await apply({ ...session, approve: () => Promise.resolve(true) });
        done = result.ok && (result.value.kind === 'unchanged' || (result.value.kind === 'applied' && result.value.summary.status === 'done'));
        if (!done) unfinished++;
        if (!done && attempt === 12) problems.push(`round ${rounds}: not finished by 12 applies. ${say(result)}`);
      }
      judge();
      const last = await plan(session);
      if (!last.ok || last.value.plan.applyable) problems.push(`round ${rounds}: something is left to do. ${say(last)}`);
      if (standing.size !== wanted.length) problems.push(`round ${rounds}: ${wanted.length - standing.size} directories are lost`);
      global.gc?.();
      const sample = { hours: (Date.now() - startedAt) / 3_600_000, mb: process.memoryUsage().rss / 1048576, heap: process.memoryUsage().heapUsed / 1048576, fds: fs.readdirSync('/proc/self/fd').length };
      samples.push(sample);
      console.error(`round ${rounds} at ${(sample.hours * 60).toFixed(1)} min: ${effects} effects, ${applies} applies (${unfinished} with failures), ${sample.mb.toFixed(0)} MB (${sample.heap.toFixed(1)} MB live), ${sample.fds} files open, ${problems.length} problems`);
      if (problems.length > 20) break;
    }
    const inWorld = new Map(worldOf(endpoint).folders.f.instances.map((i) => [i.compute_instance_id, new Set(i.directories)]));
    const missing = wanted.filter((w) => inWorld.get(w.compute_instance_id)?.has(w.path) !== true);
    if (missing.length > 0) problems.push(`${missing.length} directories are not in the world at the end`);
  } finally {
    child.kill('SIGTERM');
    fs.rmSync(dir, { recursive: true, force: true });
  }
  const third = Math.ceil(samples.length / 3);
  const late = samples.slice(third);
  const middle = median(samples.slice(third, 2 * third).map((s) => s.mb));
  const end = median(samples.slice(2 * third).map((s) => s.mb));
  if (samples.length >= 6 && end - middle > Math.max(MAY_GROW.mb, middle * MAY_GROW.share)) {
    problems.push(`memory grew from ${middle.toFixed(0)} to ${end.toFixed(0)} MB`);
  }
  const fds = late.map((s) => s.fds);
  if (Math.max(...fds) - Math.min(...fds) > 4) problems.push(`open files went from ${Math.min(...fds)} to ${Math.max(...fds)}`);
  console.log(JSON.stringify({
    minutes: Number(((Date.now() - startedAt) / 60_000).toFixed(1)), targets, faults, seed, rounds, applies, appliesWithFailures: unfinished, effects,
    rssMb: { secondThird: Math.round(middle), lastThird: Math.round(end), highest: Math.round(Math.max(...samples.map((s) => s.mb))) },
    liveHeapMb: { secondThird: Number(median(samples.slice(third, 2 * third).map((s) => s.heap)).toFixed(1)), lastThird: Number(median(samples.slice(2 * third).map((s) => s.heap)).toFixed(1)) },
    openFiles: { lowest: Math.min(...fds), highest: Math.max(...fds) }, problems,
  }, undefined, 2));
  process.exitCode = problems.length === 0 ? 0 : 1;
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
