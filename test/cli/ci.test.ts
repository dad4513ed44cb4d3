import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { HEAD, MERGE, pipeline, SECRET, type Pipeline } from '../support/pipeline';

let at: Pipeline;
beforeEach(async () => { at = await pipeline(); }, 120_000);
afterEach(async () => { await at.stop(); });

const signing = { HOLDFAST_SIGN_SECRET: SECRET };

async function planned(more: Readonly<Record<string, string>> = signing): Promise<void> {
  const plan = await at.withService('plan -out=tfplan -bind=ci', at.onPull, more);
  expect(plan).toMatchObject({ code: 0 });
}

function merged(): void {
  Object.assign(at.github.pulls[0] ?? {}, { open: false, mergeCommit: MERGE });
}

describe('what a run of a pull request shows', () => {
  it('comment, status, check, label, summary, outputs and annotations', async () => {
    await planned();
    expect(await at.run('ci comment tfplan', at.onPull, signing)).toMatchObject({ code: 0, stdout: expect.stringContaining('Created the comment') });
    const [comment] = at.github.comments;
    expect(comment?.body).toContain('1 to add, 0 to change, 0 to destroy');
    expect(comment?.body).toContain('https://github.test/acme/infra/actions/runs/99/attempts/1');
    expect((await at.run('ci comment tfplan', at.onPull, signing)).stdout).toContain('Left as it was');

    expect((await at.run('ci status tfplan', at.onPull, signing)).code).toBe(0);
    expect(at.github.statuses).toEqual([expect.objectContaining({ sha: HEAD, context: 'holdfast/plan', state: 'success', description: expect.stringMatching(/^Plan: 1 to add, 0 to change, 0 to destroy\. sha256:[0-9a-f]{64}$/) })]);
    expect((await at.run('ci status -state=pending -context=holdfast/apply', at.onPull)).code).toBe(0);
    expect(at.github.statuses[1]).toMatchObject({ context: 'holdfast/apply', state: 'pending' });

    expect((await at.run('ci check tfplan', at.onPull, signing)).code).toBe(0);
    expect(at.github.checks[0]).toMatchObject({ head_sha: HEAD, conclusion: 'success', external_id: expect.stringMatching(/^sha256:/) });

    at.github.pullLabels.set(7, ['bug', 'holdfast/destroy']);
    expect((await at.run('ci label tfplan', at.onPull, signing)).code).toBe(0);
    expect(at.github.pullLabels.get(7)).toEqual(['bug', 'holdfast/changes']);

    expect((await at.run('ci summary tfplan', at.onPull, signing)).code).toBe(0);
    expect(at.read('summary.md')).toContain('1 to add');
    expect((await at.run('ci outputs tfplan', at.onPull, signing)).code).toBe(0);
    const output = at.read('output.txt');
    expect(output).toMatch(/^changes<<(holdfast_[0-9a-f-]{36})\ntrue\n\1\n/);
    expect(output).toContain(`\n${HEAD}\n`);
    expect((await at.run('ci annotate tfplan', at.onPull, signing)).code).toBe(0);
  });

  it('a token without the right is a warning, and the preview goes to the summary', async () => {
    await planned();
    at.github.server.fault = (call) => (call.method === 'GET' || call.path === '/graphql' ? undefined : { status: 403, json: { message: 'Resource not accessible by integration' }, headers: { 'x-accepted-github-permissions': 'pull_requests=write' } });
    const told = await at.run('ci comment -artifact=preview.md tfplan', at.onPull, signing);
    expect(told).toMatchObject({ code: 0, stdout: expect.stringMatching(/Warning: Shown elsewhere[\s\S]*pull_requests=write/) });
    expect(at.read('summary.md')).toContain('1 to add');
    expect(at.read('preview.md')).toContain('1 to add');
    for (const words of ['status', 'check', 'label']) expect(await at.run(`ci ${words} tfplan`, at.onPull, signing)).toMatchObject({ code: 0, stdout: expect.stringContaining('Warning: Shown elsewhere') });
    expect(at.github.comments).toEqual([]);
  });

  it('-dry-run prints and calls nobody', async () => {
    await planned();
    for (const words of ['comment', 'status', 'check', 'label', 'issue']) {
      const told = await at.run(`ci ${words} -dry-run tfplan`, at.onPull, signing);
      expect(told.code).toBe(0);
      expect(told.stdout).toMatch(/^Would /);
    }
    expect(at.github.server.calls).toEqual([]);
    expect(JSON.stringify(await at.run('ci comment -dry-run tfplan', at.onPull, signing))).not.toContain('ghs_token');
  });

  it('one drift issue: opened, left, closed, opened again', async () => {
    await at.withService('apply -auto-approve', at.onPull);
    const look = async (): Promise<string> => {
      const plan = await at.withService('plan -refresh-only -out=drift.plan', at.onMain);
      expect(plan.code).toBe(0);
      const told = await at.run('ci issue -detailed-exitcode drift.plan', at.onMain);
      return `${told.code ?? ''} ${told.stdout.split(':')[0] ?? ''}`;
    };
    const gone = [{ remove_directory: { folder_id: 'f1', compute_instance_id: 'vm-1', path: '/srv/x' } }];
    expect(await look()).toMatch(/^0 There is no drift/);
    await at.emulator.change(gone);
    expect(await look()).toMatch(/^2 Opened the issue/);
    expect(await look()).toMatch(/^2 (Updated|Left as it was)/);
    expect(at.github.issues).toHaveLength(1);
    await at.withService('apply -auto-approve', at.onMain);
    expect(await look()).toMatch(/^0 Closed/);
    expect(at.github.issues[0]).toMatchObject({ state: 'closed' });
    await at.emulator.change(gone);
    expect(await look()).toMatch(/^2 Opened again/);
    expect(at.github.issues).toHaveLength(1);
  });
});

describe('the gate', () => {
  const review = (more: object): void => void at.github.reviews.push({ pull: 7, author: 'bob', state: 'APPROVED', commit: HEAD, association: 'MEMBER', ...more });
  it.each<readonly [string, () => void, string, number, RegExp]>([
    ['nobody approved', () => undefined, '', 6, /there are 0/],
    ['somebody approved this head', () => review({}), '', 0, /^Passed/],
    ['the author approved', () => review({ author: 'Ann' }), '', 6, /there are 0/],
    ['somebody without rights approved', () => review({ association: 'NONE' }), '', 6, /there are 0/],
    ['a bot approved', () => review({ type: 'Bot' }), '', 6, /there are 0/],
    ['somebody approved an earlier commit', () => review({ commit: 'd'.repeat(40) }), '', 6, /1 more is of an earlier commit/],
    ['the approval was taken back', () => { review({}); review({ state: 'DISMISSED' }); }, '', 6, /there are 0/],
    ['one approved and another wants changes', () => { review({}); review({ author: 'eve', state: 'CHANGES_REQUESTED' }); }, '', 6, /Changes are requested by eve/],
    ['two are asked for', () => review({}), '-approvals=2 ', 6, /2 approvals/],
    ['none is asked for', () => undefined, '-approvals=0 ', 0, /^Passed/],
    ['it is too old', () => review({}), '-max-age=0 ', 6, /is 1 minute old/],
    ['the head moved on', () => { review({ commit: 'e'.repeat(40) }); Object.assign(at.github.pulls[0] ?? {}, { head: 'e'.repeat(40) }); }, '', 6, /The plan was made of commit/],
  ])('%s', async (_what, set, flags, code, text) => {
    await planned();
    set();
    const told = await at.run(`ci gate ${flags}tfplan`, at.onPull, signing);
    expect(told.code).toBe(code);
    expect(`${told.stdout}${told.stderr}`.replace(/\n│ /g, ' ')).toMatch(text);
  });
});

describe('the apply stage', () => {
  it('applies what the plan job made, once', async () => {
    await planned();
    merged();
    expect(await at.withService('ci apply tfplan', at.onMain, signing)).toMatchObject({ code: 0, stdout: expect.stringContaining('Apply complete! Resources: 1 added') });
    expect(await at.withService('ci apply tfplan', at.onMain, signing)).toMatchObject({ code: 3, stderr: expect.stringMatching(/used|applied/i) });
    expect((await at.emulator.stats()).calls).toMatchObject({ CreateDirectory: 1 });
  });

  it.each<readonly [string, string, Readonly<Record<string, string>>, number, RegExp, () => void]>([
    ['another key', 'ci apply tfplan', { HOLDFAST_SIGN_SECRET: 'another-secret-0123456789' }, 3, /by none of the keys/, () => undefined],
    ['no key at all', 'ci apply tfplan', {}, 6, /Nothing says whose plan/, () => undefined],
    ['another digest', `ci apply -expect-digest=sha256:${'0'.repeat(64)} tfplan`, signing, 3, /another plan than the one/, () => undefined],
    ['another head', 'ci apply tfplan', signing, 3, /is of the commit a{40}, and d{40} was/, () => { Object.assign(at.github.pulls[0] ?? {}, { head: 'd'.repeat(40) }); }],
    ['another stack', 'ci apply -stack=prod tfplan', signing, 3, /does not say which stack/, () => undefined],
    ['another repository', 'ci apply -repository=acme/other -commit=' + HEAD + ' tfplan', signing, 3, /of the repository acme\/infra, and acme\/other/, () => undefined],
  ])('refuses %s, and calls nothing', async (_what, words, env, code, text, set) => {
    await planned();
    merged();
    set();
    const told = await at.withService(words, at.onMain, env);
    expect(told.code).toBe(code);
    expect(told.stderr.replace(/\n│ /g, ' ')).toMatch(text);
    expect((await at.emulator.stats()).calls['CreateDirectory'] ?? 0).toBe(0);
  });

  it('with the file gone it does what the signed comment says', async () => {
    await planned();
    await at.run('ci comment tfplan', at.onPull, signing);
    merged();
    const told = await at.withService('ci apply gone.plan', at.onMain, signing);
    expect(told).toMatchObject({ code: 0, stdout: expect.stringMatching(/Planning again[\s\S]*Apply complete! Resources: 1 added/) });
    const again = await at.withService('ci apply gone.plan', at.onMain, signing);
    expect(again).toMatchObject({ code: 3, stderr: expect.stringContaining('Not what was approved') });
    expect((await at.emulator.stats()).calls).toMatchObject({ CreateDirectory: 1 });
  });

  it('with the file gone and other actions it shows how they differ', async () => {
    await planned();
    await at.run('ci comment tfplan', at.onPull, signing);
    merged();
    const main = JSON.parse(at.read('main.tf.json'));
    main.resource.cloudbackup_directory.e = { compute_instance_id: 'vm-2', path: '/srv/y' };
    at.write('main.tf.json', main);
    const told = await at.withService('ci apply gone.plan', at.onMain, signing);
    expect(told.code).toBe(3);
    expect(told.stderr.replace(/\n│ /g, ' ')).toMatch(/Only now: create cloudbackup_directory\.e/);
    expect((await at.emulator.stats()).calls['CreateDirectory'] ?? 0).toBe(0);
  });

  it('with the file gone and another state, or none, it refuses: what was approved is of a state', async () => {
    await at.withService('apply -auto-approve', at.onMain);
    const main = JSON.parse(at.read('main.tf.json'));
    main.resource.cloudbackup_directory.e = { compute_instance_id: 'vm-2', path: '/srv/y' };
    at.write('main.tf.json', main);
    await planned();
    await at.run('ci comment tfplan', at.onPull, signing);
    merged();
    const state = JSON.parse(at.read('terraform.tfstate'));
    // All that belongs to the state: a file that is gone beside its former ones is an error of its own.
    for (const name of readdirSync(at.dir).filter((one) => /tfstate|^\.holdfast/.test(one))) rmSync(join(at.dir, name), { recursive: true });
    const none = await at.withService('ci apply gone.plan', at.onMain, signing);
    expect(none.code).toBe(3);
    expect(none.stderr.replace(/\n│ /g, ' ')).toMatch(new RegExp(`of another state \\(lineage ${state.lineage}, here none\\)`));
    at.write('terraform.tfstate', { ...state, lineage: '5d1c0a3e-0000-4000-8000-000000000000' });
    const other = await at.withService('ci apply gone.plan', at.onMain, signing);
    expect(other.code).toBe(3);
    expect(other.stderr.replace(/\n│ /g, ' ')).toContain('here 5d1c0a3e-0000-4000-8000-000000000000');
    expect((await at.emulator.stats()).calls['CreateDirectory'] ?? 0).toBe(1);
    at.write('terraform.tfstate', state);
    expect((await at.withService('ci apply gone.plan', at.onMain, signing)).code).toBe(0);
  });

  it.each<readonly [string, () => void]>([
    ['nobody signed', () => { for (const c of at.github.comments) c.body = c.body.replace(/"signatures":\[[^\]]*\]/, '"signatures":[]'); }],
    ['somebody altered', () => { for (const c of at.github.comments) c.body = c.body.replace(/"actions":"sha256:./, '"actions":"sha256:f'); }],
    ['is not there', () => { at.github.comments.length = 0; }],
  ])('with the file gone it takes no comment that %s', async (_what, set) => {
    await planned();
    await at.run('ci comment tfplan', at.onPull, signing);
    merged();
    set();
    const told = await at.withService('ci apply gone.plan', at.onMain, signing);
    expect(told.code).toBe(3);
    expect((await at.emulator.stats()).calls['CreateDirectory'] ?? 0).toBe(0);
  });
});

describe('a plan on a recorded world', () => {
  it('asks nobody, runs nothing, and is never applied', async () => {
    const world = await at.withService('get world -path=vm-1:/srv -path=vm-1:/', at.onMain);
    expect(world.code).toBe(0);
    at.write('recorded.json', world.stdout);
    await at.emulator.stop();
    const plan = await at.run('plan -world=recorded.json -out=tfplan -bind=ci', at.onPull);
    expect(plan).toMatchObject({ code: 0, stdout: expect.stringMatching(/1 to add[\s\S]*recorded/) });
    expect((await at.run('ci comment tfplan', at.onPull)).code).toBe(0);
    expect(at.github.comments[0]?.body).toContain('recorded');
    expect(await at.run('apply tfplan', at.onPull)).toMatchObject({ code: 6, stderr: expect.stringContaining('recorded world') });
    expect((await at.run('ci gate -approvals=0 tfplan', at.onPull)).code).toBe(6);
  });

  it('no program is run, no file outside is read, no backend is asked', async () => {
    const world = await at.withService('get world', at.onMain);
    at.write('recorded.json', world.stdout);
    at.write('outside.txt', 'out of bounds');
    at.write('pr/main.tf', 'terraform {\n  backend "s3" {\n    bucket = "b"\n    key = "k"\n    region = "r"\n    endpoints = { s3 = "http://127.0.0.1:1" }\n  }\n}\noutput "o" {\n  value = file("../outside.txt")\n}\n');
    const outside = await at.run('-chdir=pr plan -world=../recorded.json', at.onPull);
    expect(outside.code).toBe(1);
    expect(outside.stderr).not.toContain('out of bounds');
    at.write('pr/main.tf', 'output "o" {\n  value = 1\n}\n');
    expect((await at.run('-chdir=pr plan -world=../recorded.json', at.onPull)).code).toBe(0);
    at.write('pr/cdktf.json', { app: 'touch ran', language: 'typescript' });
    const program = await at.run('-chdir=pr plan -world=../recorded.json', at.onPull);
    expect(program).toMatchObject({ code: 1, stderr: expect.stringContaining('Configuration is a program') });
    expect(at.read('pr/ran')).toBe('');
    at.write('bad.json', '{"format":"holdfast-world/2"}');
    expect((await at.run('plan -world=bad.json', at.onPull)).stderr).toContain('Recorded world cannot be read');
  });
});

describe('plan -compare', () => {
  it('tells whether a new plan does the same', async () => {
    await planned();
    expect(await at.withService('plan -compare=tfplan', at.onPull, signing)).toMatchObject({ code: 0, stdout: expect.stringContaining('does the same as tfplan') });
    const main = JSON.parse(at.read('main.tf.json'));
    main.resource.cloudbackup_directory.d.path = '/srv/z';
    at.write('main.tf.json', main);
    expect(await at.withService('plan -compare=tfplan', at.onPull, signing)).toMatchObject({ code: 3, stderr: expect.stringContaining('With other values') });
  });
});
