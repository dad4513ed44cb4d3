'use strict';
/**
 * What Terraform's way costs beside ours, in one run on one service that takes 20 ms for each call: plans without a change by Holdfast,
 * by Terraform with the provider, and by Terraform with a build of it that reads one object after the other; and the provider's start
 * against the same libraries doing nothing. `node scripts/bench/door.js [N...]` measures plans of so many registrations.
 */
const { spawn, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const http2 = require('node:http2');
const os = require('node:os');
const path = require('node:path');
const readline = require('node:readline');
const tls = require('node:tls');
const esbuild = require('esbuild');
const { bundleProvider } = require('../bundle-provider');
const { root, ensureBuilt, ensureInstalled } = require('../lib');

const bin = path.join(root, 'bin', 'holdfast');
const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(YC_|HOLDFAST_|TF_)/.test(name)));
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const DIRECTORIES = 1000;

function timed(command, args, options) {
  const started = process.hrtime.bigint();
  const run = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28, ...options });
  const ms = Number(process.hrtime.bigint() - started) / 1e6;
  if (run.status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${run.status}\n${run.stdout}\n${run.stderr}`);
  return ms;
}

/** Settings with which Terraform takes the provider from a folder. */
function overrides(dir, folder) {
  const file = path.join(dir, `${path.basename(folder)}.tfrc`);
  fs.writeFileSync(file, `provider_installation {\n  dev_overrides {\n    "holdfast/cloudbackup" = ${JSON.stringify(folder)}\n  }\n  direct {}\n}\n`);
  return { TF_CLI_CONFIG_FILE: file, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };
}

/** The provider without anything shared between reads. */
async function oneByOne(dir) {
  const folder = path.join(dir, 'one-by-one');
  fs.mkdirSync(folder);
  await bundleProvider(path.join(folder, 'terraform-provider-cloudbackup'), { change: {
    file: 'src/provider/cloudbackup/provider.ts', from: '    readResource: (req) => {\n', to: '    readResource: (req) => {\n      core.world.forget();\n',
  } });
  return folder;
}

async function plansOf(n, directories, tools) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-door-'));
  const parents = Math.min(10, Math.max(1, Math.ceil(directories / 100)));
  const below = Array.from({ length: directories / parents }, (_, i) => `/data/d${i}`);
  const own = Array.from({ length: parents }, (_, i) => `vm-${i}`);
  const generated = n - parents;
  fs.writeFileSync(path.join(dir, 'world.json'), JSON.stringify({ folders: { f: {
    instances: own.map((id) => ({ compute_instance_id: id, directories: ['/', '/data', ...below] })), generate: { count: Math.max(generated, 1), prefix: 'g-', directories: ['/'] },
  } } }));
  const resources = { cloudbackup_resource: Object.fromEntries([...own, ...Array.from({ length: generated }, (_, i) => `g-${i + 1}`)].slice(0, n).map((id) => [id, { compute_instance_id: id }])) };
  if (directories > 0) resources.cloudbackup_directory = Object.fromEntries(own.flatMap((id, p) => below.map((at, i) => [`d${p}_${i}`, { compute_instance_id: id, path: at }])));
  fs.writeFileSync(path.join(dir, 'main.tf.json'), JSON.stringify({
    terraform: { required_providers: { cloudbackup: { source: 'holdfast/cloudbackup' } } }, provider: { cloudbackup: { folder_id: 'f', requests_per_second: 10000 } }, resource: resources,
  }));
  const emulator = spawn(process.execPath, [bin, 'emulator', '--world', path.join(dir, 'world.json'), '--latency', '20'], { stdio: ['ignore', 'pipe', 'inherit'], env: clean });
  try {
    const line = await new Promise((resolve) => { readline.createInterface({ input: emulator.stdout }).once('line', resolve); });
    const env = { ...clean, YC_ENDPOINT: JSON.parse(line).endpoint, YC_PLAINTEXT: '1', YC_TOKEN: 't1.bench.token' };
    timed(process.execPath, [bin, 'apply', '-auto-approve'], { cwd: dir, env });
    return Object.fromEntries(tools.map(({ name, command, args, env: more, times }) =>
      [name, median(Array.from({ length: times }, () => timed(command, args, { cwd: dir, env: { ...env, ...more } })))]));
  } finally {
    emulator.kill('SIGTERM');
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

/** Milliseconds until a program writes its first line, and, where `asked`, until it has answered the first call. */
function firstLine(file, asked = false) {
  return new Promise((resolve, reject) => {
    const { certPem, keyPem } = certificate();
    const started = process.hrtime.bigint();
    const since = () => Number(process.hrtime.bigint() - started) / 1e6;
    const child = spawn(process.execPath, [file], { env: { ...clean, TF_PLUGIN_MAGIC_COOKIE: 'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2', PLUGIN_CLIENT_CERT: certPem.toString() }, stdio: ['ignore', 'pipe', 'ignore'] });
    const end = (times) => {
      child.kill('SIGKILL');
      resolve(times);
    };
    child.stdout.once('data', (line) => {
      const toLine = since();
      if (!asked) return end([toLine]);
      const socket = tls.connect({ path: String(line).split('|')[3], cert: certPem, key: keyPem, rejectUnauthorized: false, ALPNProtocols: ['h2'], servername: 'localhost' }, () => {
        const session = http2.connect('https://localhost', { createConnection: () => socket });
        const call = session.request({ ':method': 'POST', ':path': '/tfplugin6.Provider/GetProviderSchema', 'content-type': 'application/grpc', te: 'trailers' });
        call.once('trailers', (trailers) => {
          const toAnswer = since();
          session.destroy();
          if (trailers['grpc-status'] === '0') end([toLine, toAnswer]);
          else reject(new Error(`GetProviderSchema ended with ${trailers['grpc-status']}`));
        });
        call.resume();
        // An empty message.
        call.end(Buffer.alloc(5));
      });
      socket.on('error', reject);
    });
  });
}

/** Any certificate: what the provider is told of at its start. */
let made;
function certificate() {
  if (made !== undefined) return made;
  const file = path.join(os.tmpdir(), `holdfast-certificate-${process.pid}.js`);
  esbuild.buildSync({ absWorkingDir: root, entryPoints: ['src/plugin/certificate.ts'], outfile: file, bundle: true, platform: 'node', format: 'cjs' });
  made = require(file).makeCertificate(Date.now());
  fs.rmSync(file);
  return made;
}

async function startAgainstFloor(dir) {
  const floor = path.join(dir, 'floor.js');
  esbuild.buildSync({
    absWorkingDir: root, outfile: floor, bundle: true, platform: 'node', target: 'node20', format: 'cjs', minify: true, mainFields: ['module', 'main'], logLevel: 'error',
    stdin: { contents: "const grpc = require('@grpc/grpc-js'); const light = require('protobufjs/light'); new grpc.Server(); new light.Root(); process.stdout.write('1|6|unix|/tmp/s|grpc|\\n'); setInterval(() => 0, 1000);", resolveDir: root },
    alias: { '@grpc/proto-loader': path.join(root, 'src', 'plugin', 'grpc-proto-loader.ts') },
  });
  const [least, line, answer] = [[], [], []];
  for (let i = 0; i < 15; i++) {
    least.push((await firstLine(floor))[0]);
    const [toLine, toAnswer] = await firstLine(path.join(root, 'dist', 'terraform-provider-cloudbackup'), true);
    line.push(toLine);
    answer.push(toAnswer);
  }
  return { floor: median(least), line: median(line), answer: median(answer) };
}

async function door(rows, quick, sizes = quick ? [1000] : [1000, 5000]) {
  if (spawnSync('terraform', ['-version'], { stdio: 'ignore' }).error) {
    rows.push(['Plans by Terraform', 'terraform is not on this machine', '']);
    return;
  }
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-door-'));
  try {
    const ours = { name: 'a', command: process.execPath, args: [bin, 'plan', '-detailed-exitcode'], env: {} };
    const theirs = (name, folder) => ({ name, command: 'terraform', args: ['plan', '-detailed-exitcode', '-input=false', '-no-color'], env: overrides(dir, folder) });
    const shared = theirs('b', path.join(root, 'dist'));
    const naive = theirs('c', await oneByOne(dir));
    const one = await plansOf(1, 0, [{ ...ours, times: 9 }, { ...shared, times: 9 }]);
    rows.push(['Plan of one registration: Holdfast, and Terraform with the provider', `${(one.a / 1000).toFixed(2)} s, ${(one.b / 1000).toFixed(2)} s`, 'at most 0.4 s, where the other is about 0.8 s']);
    for (const n of sizes) {
      const of = await plansOf(n, DIRECTORIES, [{ ...ours, times: 5 }, { ...shared, times: n > 1000 ? 1 : 3 }, { ...naive, times: 1 }]);
      rows.push([`No-change plan of ${n.toLocaleString('en')} registrations and 1,000 directories, 20 ms a call: Holdfast (a), Terraform with the provider (b), and reading one by one (c)`,
        `${['a', 'b', 'c'].map((k) => `${(of[k] / 1000).toFixed(1)} s`).join(', ')}: a ${(of.c / of.a).toFixed(0)} x faster than c, b ${(of.c / of.b).toFixed(2)} x`, n === 5000 ? 'a at least 20 x faster than c, b faster than c' : 'b faster than c']);
    }
    const start = await startAgainstFloor(dir);
    rows.push(['Start of the provider to its first line, with a certificate, against the same libraries loaded', `${(start.line / start.floor).toFixed(2)} x (${Math.round(start.line)} ms)`, 'at most 1.2 x']);
    rows.push(['The same to its first answer: connected with TLS both ways, all schemas told', `${(start.answer / start.floor).toFixed(2)} x (${Math.round(start.answer)} ms)`, 'told beside it: the first line comes before gRPC is read']);
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

module.exports = { door };

if (require.main === module) {
  ensureInstalled();
  ensureBuilt();
  const rows = [];
  const sizes = process.argv.slice(2).map(Number).filter((n) => n > 0);
  door(rows, false, sizes).then(() => console.log(rows.map((row) => row.join(' | ')).join('\n')), (error) => {
    console.error(error.message);
    process.exit(1);
  });
}
