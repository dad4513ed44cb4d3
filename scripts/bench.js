'use strict';
/**
 * `npm run bench [-- [--quick] [PART]]`: speed as ratios, each measured in this one run on this machine, printed as Markdown
 * and written between the marks of docs/performance.md. --quick leaves the longest rows
 * out, waits for fewer operations and writes nothing. PART measures only that part (see PARTS), and writes nothing.
 */
const { spawn, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const readline = require('node:readline');
const { preview } = require('./bench/preview');
const { door } = require('./bench/door');
const { waiting } = require('./bench/waiting');
const { root, ensureBuilt, ensureInstalled } = require('./lib');

const quick = process.argv.includes('--quick');
const only = process.argv.slice(2).find((word) => !word.startsWith('-'));
const bin = path.join(root, 'bin', 'holdfast');
const peak = path.join(__dirname, 'bench-peak.js');
const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(YC_|HOLDFAST_|TF_)/.test(name)));

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Wall milliseconds and peak resident megabytes of one whole process. */
function time(args, options = {}) {
  const peakFile = path.join(os.tmpdir(), `holdfast-peak-${process.pid}`);
  const started = process.hrtime.bigint();
  const result = spawnSync(process.execPath, args, {
    cwd: options.cwd ?? root, encoding: 'utf8', maxBuffer: 1 << 28,
    env: { ...clean, ...options.env, ...(options.memory ? { NODE_OPTIONS: `--require ${peak}`, BENCH_PEAK_FILE: peakFile } : {}) },
  });
  const ms = Number(process.hrtime.bigint() - started) / 1e6;
  if (result.status !== (options.status ?? 0)) throw new Error(`${args.join(' ')} ended with ${result.status}\n${result.stdout}\n${result.stderr}`);
  const mb = options.memory ? Number(fs.readFileSync(peakFile, 'utf8')) / 1024 : undefined;
  return { ms, mb, stdout: result.stdout };
}

const repeat = (n, fn) => Array.from({ length: n }, fn);

async function withEmulator(world, args, fn) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-bench-'));
  fs.writeFileSync(path.join(dir, 'world.json'), JSON.stringify(world));
  const child = spawn(process.execPath, [bin, 'emulator', '--world', path.join(dir, 'world.json'), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise((resolve, reject) => {
    readline.createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`the emulator ended with ${code}`)));
  });
  const { endpoint } = JSON.parse(line);
  const env = { YC_ENDPOINT: endpoint, YC_PLAINTEXT: '1', YC_TOKEN: 't1.bench.token' };
  const stats = () => JSON.parse(spawnSync(process.execPath, [bin, 'emulator', 'stats', '--endpoint', endpoint], { encoding: 'utf8' }).stdout).calls;
  const since = (before) => Object.fromEntries(Object.entries(stats()).map(([k, v]) => [k, v - (before[k] ?? 0)]).filter(([, v]) => v > 0));
  try {
    return await fn({ dir, env, stats, since });
  } finally {
    child.kill('SIGTERM');
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

const provider = (extra = {}) => ({
  terraform: { required_providers: { cloudbackup: { source: 'holdfast/cloudbackup' } } },
  provider: { cloudbackup: { folder_id: 'f', ...extra } },
});

function registrations(n) {
  return Object.fromEntries(Array.from({ length: n }, (_, i) => [`r${i + 1}`, { compute_instance_id: `vm-${i + 1}` }]));
}

function write(dir, config) {
  fs.writeFileSync(path.join(dir, 'main.tf.json'), JSON.stringify(config));
}

const calls = (c) => Object.entries(c).map(([k, v]) => `${k} ${v}`).join(', ') || 'none';

async function startUp(rows) {
  // In turn, here and below: a machine is not equally fast from one second to the next.
  const [empty, version] = [[], []];
  repeat(15, () => {
    empty.push(time(['-e', '0']).ms);
    version.push(time([bin, '--version']).ms);
  });
  rows.push(['`holdfast --version` against an empty `node -e 0`', `${(median(version) / median(empty)).toFixed(2)} x`, 'at most 1.5 x']);
}

async function callCounts(rows) {
  await withEmulator({ folders: { f: { generate: { count: 5000, prefix: 'vm-', directories: ['/'] } } } }, [], async ({ dir, env, stats, since }) => {
    write(dir, { ...provider(), resource: { cloudbackup_resource: registrations(5000) } });
    let before = stats();
    time([bin, 'plan'], { cwd: dir, env });
    rows.push(['Calls of a plan of 5,000 declared registrations in a folder of 5,000', calls(since(before)), 'List 5, no Get']);
    write(dir, { ...provider(), resource: { cloudbackup_resource: registrations(1) } });
    time([bin, 'apply', '-auto-approve'], { cwd: dir, env });
    before = stats();
    time([bin, 'plan'], { cwd: dir, env });
    rows.push(['Calls of a plan of 1 declared registration in a folder of 5,000', calls(since(before)), 'one Get, or the pages if fewer']);
  });
}

/** `n` registrations and `n` directories below 10 parents, all there already. */
async function noChanges(n) {
  const parents = Array.from({ length: 10 }, (_, i) => `vm-${i + 1}`);
  const each = n / 10;
  const below = Array.from({ length: each }, (_, i) => `/data/d${i}`);
  const world = { folders: { f: {
    instances: parents.map((id) => ({ compute_instance_id: id, directories: ['/', '/data', ...below] })),
    generate: { count: n - 10, prefix: 'g-', directories: ['/'] },
  } } };
  return withEmulator(world, [], async ({ dir, env, stats, since }) => {
    const generated = Array.from({ length: n - 10 }, (_, i) => [`g${i + 1}`, { compute_instance_id: `g-${i + 1}` }]);
    write(dir, { ...provider(), resource: {
      cloudbackup_resource: { ...registrations(10), ...Object.fromEntries(generated) },
      cloudbackup_directory: Object.fromEntries(parents.flatMap((id, p) => below.map((at, i) => [`d${p}_${i}`, { compute_instance_id: id, path: at }]))),
    } });
    time([bin, 'apply', '-auto-approve'], { cwd: dir, env });
    const before = stats();
    const first = time([bin, 'plan', '-detailed-exitcode'], { cwd: dir, env, memory: true });
    const made = since(before);
    const [empty, runs] = [[], []];
    repeat(7, () => {
      empty.push(...repeat(3, () => time(['-e', '0']).ms));
      runs.push(time([bin, 'plan', '-detailed-exitcode'], { cwd: dir, env }).ms);
    });
    return { ms: median(runs), ratio: median(runs) / median(empty), mb: first.mb, calls: made };
  });
}

/** `n` blocks as people write them, in one of both syntaxes. */
function blocks(n, native) {
  const list = Array.from({ length: n }, (_, i) => i);
  if (native) return list.map((i) => `resource "terraform_data" "r${i}" {\n  input = { name = "n\${var.v}-${i}", on = length(var.v) > ${i} ? "yes" : null }\n}\n`).join('\n') + '\nvariable "v" {\n  default = "x"\n}\n';
  return JSON.stringify({
    variable: { v: { default: 'x' } },
    resource: { terraform_data: Object.fromEntries(list.map((i) => [`r${i}`, { input: { name: `n\${var.v}-${i}`, on: `\${length(var.v) > ${i} ? "yes" : null}` } }])) },
  });
}

/** Wall milliseconds of `holdfast validate` of one file. */
function validated(name, text, times = 5) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-bench-'));
  fs.writeFileSync(path.join(dir, name), text);
  try {
    return median(repeat(times, () => time([bin, 'validate'], { cwd: dir }).ms));
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

const EXPRESSIONS = 20000;

function language(rows) {
  for (const [name, native] of [['main.tf', true], ['main.tf.json', false]]) {
    const ratio = validated(name, blocks(10000, native)) / validated(name, blocks(1000, native));
    rows.push([`\`validate\` of 10,000 blocks against 1,000, \`${name}\``, `${ratio.toFixed(1)} x`, 'at most 12 x']);
  }
  const literals = validated('main.tf', `locals {\n${Array.from({ length: EXPRESSIONS }, (_, i) => `  a${i} = "n-${i}"\n`).join('')}}\n`);
  const expressions = validated('main.tf', `locals {\n  x = "x"\n${Array.from({ length: EXPRESSIONS }, (_, i) => `  a${i} = [for s in ["a", "b"] : upper("\${local.x}-\${s}") if s != "c"]\n`).join('')}}\n`);
  rows.push([`One expression (a \`for\` of two with a call, a template and a condition) more than a text, of ${EXPRESSIONS.toLocaleString('en')}`, `${(((expressions - literals) / EXPRESSIONS) * 1000).toFixed(0)} µs`, '']);
  const tiny = validated('main.tf', blocks(1, true), 15);
  const tinyJson = validated('main.tf.json', blocks(1, false), 15);
  rows.push(['The parser of `.tf` in a `validate` of one block: what it takes longer than JSON', `${Math.max(0, ((tiny - tinyJson) / tiny) * 100).toFixed(0)} %`, 'at most 10 %']);
}

/** `n` objects that cost nothing to make. */
function trivial(n) {
  return { resource: { terraform_data: Object.fromEntries(Array.from({ length: n }, (_, i) => [`r${i}`, { input: `v${i}` }])) } };
}

function inFolder(config, fn) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-bench-'));
  try {
    write(dir, config);
    return fn(dir);
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

/** Wall milliseconds of a whole apply of `n` trivial objects by either program. */
function applied(n, terraform) {
  return inFolder(trivial(n), (dir) => {
    if (!terraform) return time([bin, 'apply', '-auto-approve'], { cwd: dir }).ms;
    run('terraform', ['init', '-input=false'], dir);
    return run('terraform', ['apply', '-auto-approve', '-input=false'], dir);
  });
}

function run(program, args, cwd) {
  const started = process.hrtime.bigint();
  const result = spawnSync(program, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 28, env: { ...clean, CHECKPOINT_DISABLE: '1' } });
  if (result.status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${result.status}\n${result.stderr}`);
  return Number(process.hrtime.bigint() - started) / 1e6;
}

function applyTrivial(rows) {
  const growth = (terraform, times) => {
    const [small, large] = [[], []];
    repeat(times, () => {
      small.push(applied(250, terraform));
      large.push(applied(2000, terraform));
    });
    return `${(median(large) / median(small)).toFixed(1)} x (${(median(small) / 1000).toFixed(1)} s, ${(median(large) / 1000).toFixed(1)} s)`;
  };
  const what = 'Apply of 2,000 `terraform_data` against 250';
  rows.push([what, growth(false, 3), 'at most 10 x']);
  // That of the other program takes minutes.
  if (quick) return;
  const terraform = spawnSync('terraform', ['version'], { encoding: 'utf8' });
  if (terraform.status !== 0) {
    console.error('SKIPPED: the row of the real terraform, which is not on this machine.');
    rows.push([`${what}, the real \`terraform\``, 'not measured: no `terraform` here', '']);
    return;
  }
  const version = /v[\d.]+/.exec(terraform.stdout)?.[0] ?? '';
  rows.push([`${what}, \`terraform\` ${version} in the same run`, growth(true, 1), '']);
}

/** Peak memory of what is done with a state of very many objects. */
function largeState(rows) {
  const n = 100000;
  inFolder(trivial(n), (dir) => {
    const instance = (i) => ({ schema_version: 0, attributes: { id: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`, input: { type: 'string', value: `v${i}` }, output: { type: 'string', value: `v${i}` }, triggers_replace: null }, sensitive_attributes: [] });
    fs.writeFileSync(path.join(dir, 'terraform.tfstate'), JSON.stringify({
      version: 4, terraform_version: '1.11.4', serial: 1, lineage: '00000000-0000-4000-8000-000000000000', outputs: {},
      resources: Array.from({ length: n }, (_, i) => ({ mode: 'managed', type: 'terraform_data', name: `r${i}`, provider: 'provider["terraform.io/builtin/terraform"]', instances: [instance(i)] })),
      check_results: null,
    }, null, 2));
    for (const args of [['plan', '-detailed-exitcode'], ['plan', '-out=saved'], ['show'], ['show', '-json'], ['show', '-json', 'saved']]) {
      const { mb } = time([bin, ...args], { cwd: dir, memory: true });
      rows.push([`Peak resident memory of \`${args.join(' ')}\` with a state of 100,000 \`terraform_data\`, nothing to change`, `${Math.round(mb)} MB`, 'at most 1024 MB']);
    }
  });
}

async function applyFleet(rows) {
  const instances = 100;
  const each = 10;
  const operation = 5000;
  const limit = 64;
  const rate = 200;
  const world = { folders: { f: { generate: { count: instances, prefix: 'vm-', directories: ['/', '/srv'] } } } };
  await withEmulator(world, ['--operation-time', String(operation)], async ({ dir, env, stats, since }) => {
    write(dir, { ...provider({ requests_per_second: rate, max_operations: limit }), resource: {
      cloudbackup_directory: Object.fromEntries(Array.from({ length: instances * each }, (_, i) =>
        [`d${i}`, { compute_instance_id: `vm-${(i % instances) + 1}`, path: `/srv/d${Math.floor(i / instances)}` }])),
    } });
    const before = stats();
    const run = time([bin, 'apply', '-auto-approve'], { cwd: dir, env });
    const made = since(before);
    const total = Object.values(made).reduce((a, b) => a + b, 0);
    const ideal = Math.max(Math.ceil((instances * each) / limit) * operation, (total / rate) * 1000);
    rows.push([`Apply of 1,000 directories on 100 instances, operations of 5 s, ${limit} in flight, ${rate} calls/s: wall time against the ideal`,
      `${(run.ms / ideal).toFixed(3)} x (${calls(made)})`, 'at most 1.15 x']);
  });
}

async function plans(rows) {
  const small = await noChanges(1000);
  const large = await noChanges(10000);
  rows.push(['No-change plan of 10,000 registrations and 10,000 directories below 10 parents, against an empty `node -e 0`', `${large.ratio.toFixed(1)} x`, 'at most 20 x']);
  rows.push(['The same against 1,000 and 1,000', `${(large.ms / small.ms).toFixed(1)} x`, 'at most 12 x']);
  rows.push(['Its peak resident memory', `${Math.round(large.mb)} MB`, 'at most 400 MB']);
  rows.push(['Its calls', calls(large.calls), 'List 10, ListDirectory 10']);
}

/** In the order of the table; `long` ones are left out by --quick. */
const PARTS = [
  { name: 'start', measure: startUp }, { name: 'calls', measure: callCounts }, { name: 'language', measure: language },
  { name: 'plan', measure: plans }, { name: 'apply', measure: applyTrivial }, { name: 'state', measure: largeState, long: true }, { name: 'fleet', measure: applyFleet, long: true },
  { name: 'waiting', measure: (rows) => waiting(rows, quick) },
  { name: 'preview', measure: (rows) => preview(rows, { withEmulator, time, write, provider, median }) },
  { name: 'door', measure: (rows) => door(rows, quick) },
];

async function main() {
  ensureInstalled();
  ensureBuilt();
  const rows = [];
  for (const { name, measure, long } of PARTS) {
    if (only === undefined ? !quick || long !== true : name === only) await measure(rows);
  }
  const table = ['| what | measured | wanted |', '|---|---|---|', ...rows.map((r) => `| ${r.join(' | ')} |`)].join('\n');
  console.log(table);
  if (quick || only !== undefined) return;
  const page = path.join(root, 'docs', 'performance.md');
  const machine = `${os.cpus().length} cores, Node ${process.version}`;
  const text = fs.readFileSync(page, 'utf8');
  fs.writeFileSync(page, text.replace(/(<!-- bench -->\n)[\s\S]*(<!-- \/bench -->)/, (_, open, close) => `${open}Made by \`npm run bench\` on ${machine}.\n\n${table}\n${close}`));
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
