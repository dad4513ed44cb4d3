'use strict';
/** What a pull request waits for beside the plan: the preview of 1,000 changes, rendered and posted to a forge on this machine. */
const { spawn } = require('node:child_process');
const path = require('node:path');
const readline = require('node:readline');
const { root } = require('../lib');

const bin = path.join(root, 'bin', 'holdfast');
const CHANGES = 1000;

/** A forge that takes one comment. In a process of its own: this one stands still while a command runs. */
const FORGE = `
const http = require('node:http');
http.createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    const [status, body] = request.url === '/graphql' ? [200, { data: { viewer: { login: 'bot' } } }] : request.method === 'GET' ? [200, []] : [201, { id: 1, user: { login: 'bot' } }];
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
}).listen(0, '127.0.0.1', function () { console.log(this.address().port); });
`;

/** @param tools what scripts/bench.js measures with. */
async function preview(rows, { withEmulator, time, write, provider, median }) {
  const forge = spawn(process.execPath, ['-e', FORGE], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise((resolve) => readline.createInterface({ input: forge.stdout }).once('line', resolve));
  try {
    await withEmulator({ folders: { f: { generate: { count: CHANGES, prefix: 'vm-', directories: ['/', '/srv'] } } } }, [], async ({ dir, env }) => {
      write(dir, { ...provider(), resource: { cloudbackup_directory: Object.fromEntries(Array.from({ length: CHANGES }, (_, i) => [`d${i}`, { compute_instance_id: `vm-${i + 1}`, path: '/srv/x' }])) } });
      const ci = { ...env, GITHUB_ACTIONS: 'true', GITHUB_API_URL: `http://127.0.0.1:${port}`, GITHUB_GRAPHQL_URL: `http://127.0.0.1:${port}/graphql`, GITHUB_REPOSITORY: 'a/b', GITHUB_REF: 'refs/pull/1/merge', GITHUB_TOKEN: 'bench-token' };
      const plan = () => time([bin, 'plan', '-out=p'], { cwd: dir, env }).ms;
      const both = () => plan() + time([bin, 'ci', 'comment', 'p'], { cwd: dir, env: ci }).ms;
      plan();
      const [alone, posted, shown] = [[], [], []];
      for (let i = 0; i < 7; i++) {
        alone.push(time([bin, 'plan'], { cwd: dir, env }).ms);
        posted.push(both());
        shown.push(time([bin, 'show', '-format=markdown', '-budget=github-comment', 'p'], { cwd: dir }).ms);
      }
      rows.push([`Plan of ${CHANGES.toLocaleString('en-US')} changes saved, rendered and posted as a comment, against \`plan\` alone`, `${(median(posted) / median(alone)).toFixed(2)} x`, 'at most 1.5 x']);
      rows.push(['`show -format=markdown` of such a saved plan, a process of its own, against `plan`', `${(median(shown) / median(alone)).toFixed(2)} x`, '']);
    });
  } finally {
    forge.kill('SIGTERM');
  }
}

module.exports = { preview };
