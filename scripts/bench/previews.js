'use strict';
/**
 * What a preview costs in a pipeline: `plan -out`, the Markdown of the saved plan and its way to a forge (a local fake), against
 * `plan` alone; and its parts. Called by scripts/bench.js.
 */
const http = require('node:http');

const CHANGES = 1000;

/** Answers as a forge does that takes a comment. */
async function withFake(fn) {
  const bodies = [];
  const server = http.createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (data) => { body += data; }).on('end', () => {
      bodies.push(JSON.parse(body).body);
      response.writeHead(201, { 'content-type': 'application/json' }).end('{"id":1}');
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await fn(`http://127.0.0.1:${server.address().port}`, bodies);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** `tools`: what scripts/bench.js measures with. */
async function previews(rows, { withEmulator, write, provider, time, median, bin }) {
  const world = { folders: { f: { generate: { count: 100, prefix: 'vm-', directories: ['/', '/srv'] } } } };
  await withEmulator(world, [], async ({ dir, env }) => {
    write(dir, { ...provider(), resource: { cloudbackup_directory: Object.fromEntries(Array.from({ length: CHANGES }, (_, i) => [`d${i}`, { compute_instance_id: `vm-${(i % 100) + 1}`, path: `/srv/d${Math.floor(i / 100)}` }])) } });
    const [alone, whole, shown] = [[], [], []];
    await withFake(async (base, bodies) => {
      for (let turn = 0; turn < 9; turn++) {
        alone.push(time([bin, 'plan'], { cwd: dir, env }).ms);
        const started = process.hrtime.bigint();
        time([bin, 'plan', '-out=tfplan'], { cwd: dir, env });
        const { ms, stdout } = time([bin, 'show', '-format=markdown', '-budget=github-comment', 'tfplan'], { cwd: dir });
        await fetch(`${base}/repos/o/r/issues/1/comments`, { method: 'POST', body: JSON.stringify({ body: stdout }) });
        whole.push(Number(process.hrtime.bigint() - started) / 1e6);
        shown.push(ms);
      }
      if (bodies.some((body) => [...body].length > 60_001 || !body.includes(`Plan: ${CHANGES} to add`))) throw new Error('the fake was sent something else');
    });
    const ratio = median(whole) / median(alone);
    rows.push([`1,000 changes: \`plan -out\`, \`show -format=markdown\` and the comment to a local fake, against \`plan\` alone`, `${ratio.toFixed(2)} x`, 'at most 1.5 x']);
    rows.push([`Of this, \`show -format=markdown\` of the saved plan, a process of its own`, `${(median(shown) / median(alone)).toFixed(2)} x`, '']);
  });
}

module.exports = { previews };
