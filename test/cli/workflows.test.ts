import { readdirSync, readFileSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { COMMANDS } from '../../src/cli/commands';
import { OUTPUT_NAMES } from '../../src/cli/commands/ci/run-files';
import { FakeAzure } from '../forge/fake-azure';
import { FakeGitlab } from '../forge/fake-gitlab';
import { HEAD, MERGE, pipeline, SECRET, type Pipeline } from '../support/pipeline';
import { componentJobs, ruleHolds, runAzure, runGitlabJob, runWorkflow, toolsIn, type Artifacts, type RunEnd } from '../support/workflow-runner';

const repo = path.resolve(__dirname, '../..');
const workflow = (name: string): string => path.join(repo, 'pipelines/github', name);
const FILES = ['action.yml', 'pipelines/stage.sh', 'templates/holdfast.yml', 'pipelines/azure/holdfast.yml', ...readdirSync(path.join(repo, 'pipelines/github')).map((name) => `pipelines/github/${name}`)];

describe('what ready pipelines use is there', () => {
  it.each(FILES)('%s: each command and flag', (file) => {
    const text = readFileSync(path.join(repo, file), 'utf8');
    for (const [, line = ''] of text.matchAll(/(?:^|[\s;"])holdfast ((?:plan|apply|ci|get|show|drift|init)\b[^\n]*)/gm)) {
      const words = line.split(/\s+/);
      const command = COMMANDS.find(({ name }) => name === `${words[0]} ${words[1]}`) ?? COMMANDS.find(({ name }) => name === words[0]);
      // A name of a workflow or job is none.
      if (/^\s*(?:name|- holdfast|workflows):/m.test(line) || command === undefined) continue;
      for (const [, flag = ''] of line.matchAll(/(?:^|\s)-{1,2}([a-z][a-z-]*)/g)) expect(`${command.name} ${command.flags.some(({ name }) => name === flag) ? 'has' : 'lacks'} -${flag}`).toBe(`${command.name} has -${flag}`);
    }
    for (const [, command = ''] of text.matchAll(/holdfast (ci \w+)/g)) expect(COMMANDS.map(({ name }) => name)).toContain(command);
  });

  it('each output of the action is one that a command sets', () => {
    const action = parse(readFileSync(path.join(repo, 'action.yml'), 'utf8'));
    for (const name of Object.keys(action.outputs)) expect([...OUTPUT_NAMES, 'run']).toContain(name);
  });

  it('no input is put into a script, and no privileged workflow checks out a fork', () => {
    for (const file of FILES.filter((name) => name.endsWith('.yml'))) {
      for (const document of parseAllDocuments(readFileSync(path.join(repo, file), 'utf8'))) {
        JSON.stringify((document as { toJS(): unknown }).toJS(), (key, value) => {
          if (key === 'run' || key === 'bash') expect(String(value)).not.toMatch(/\$\{\{/);
          return value;
        });
      }
    }
    const comment = readFileSync(workflow('holdfast-fork-comment.yml'), 'utf8');
    expect(comment).not.toMatch(/uses: actions\/checkout|secrets\.|\brun:/);
    for (const name of readdirSync(path.join(repo, 'pipelines/github'))) expect(readFileSync(workflow(name), 'utf8')).not.toContain('pull_request_target');
    const plan = parse(readFileSync(workflow('holdfast-fork-plan.yml'), 'utf8'));
    expect(plan.permissions).toEqual({ contents: 'read', actions: 'read' });
    expect(JSON.stringify(plan)).not.toContain('secrets.');
  });
});

let at: Pipeline;
const begin = async (): Promise<void> => { at = await pipeline(); };
const end = (): Promise<void> => at.stop();

/** The state is where every job finds it, as a backend on a server is. */
function shareState(): void {
  at.write('source/main.tf.json', { ...JSON.parse(at.read('main.tf.json')), terraform: { required_providers: { cloudbackup: { source: 'holdfast/cloudbackup' } }, backend: { local: { path: path.join(at.dir, 'state/terraform.tfstate') } } } });
  mkdirSync(path.join(at.dir, 'state'));
}

const machine = (): Record<string, string> => ({ PATH: `${toolsIn(path.join(at.dir, 'tools'))}:${process.env['PATH'] ?? ''}`, HOME: at.dir });
const service = (): Record<string, string> => ({ YC_ENDPOINT: at.emulator.env['YC_ENDPOINT'] ?? '', YC_PLAINTEXT: '1' });
const made = async (): Promise<number> => (await at.emulator.stats()).calls['CreateDirectory'] ?? 0;

describe('the workflows of GitHub, step by step', () => {
  beforeEach(begin, 120_000);
  afterEach(end);
  const artifacts: Artifacts = new Map();
  let runs = 0;
  const run = (name: string, event: Record<string, unknown>, env: Readonly<Record<string, string>>, more: { readonly fork?: boolean } = {}): Promise<RunEnd> => {
    const id = String(++runs);
    const workspace = path.join(at.dir, `run-${id}`);
    mkdirSync(workspace);
    at.write(`event-${id}.json`, event);
    const secrets = more.fork === true ? {} : { YC_VIEWER_TOKEN: 't1.emulator.token', YC_EDITOR_TOKEN: 't1.emulator.token', HOLDFAST_SIGN_SECRET: SECRET };
    at.github.runs.push({ id: Number(id), workflow: name, head: HEAD });
    return runWorkflow(workflow(name), {
      id, workspace, artifacts, checkouts: { '': path.join(at.dir, 'source'), [HEAD]: path.join(at.dir, 'source') },
      contexts: { github: { event, repository: 'acme/infra', token: 'ghs_token-of-the-run' }, secrets, vars: { YC_FOLDER_ID: 'f1' } },
      env: { ...machine(), ...env, GITHUB_EVENT_PATH: path.join(at.dir, `event-${id}.json`), GITHUB_RUN_ID: id, GITHUB_RUN_NUMBER: id, GITHUB_WORKSPACE: workspace, GITHUB_STEP_SUMMARY: path.join(workspace, 'summary.md') },
    });
  };
  const pull = (repository: string) => ({ number: 7, pull_request: { number: 7, head: { sha: HEAD, repo: { full_name: repository } }, base: { sha: MERGE } } });
  const bare = (env: Readonly<Record<string, string>>): Record<string, string> => Object.fromEntries(Object.entries(env).filter(([name]) => !/^(YC_|GITHUB_(TOKEN|OUTPUT|STEP))/.test(name)));

  it('plan, comment, approval, apply; a second apply is refused', async () => {
    shareState();
    const onPull = { ...bare(at.onPull), ...service() };
    const onMain = { ...bare(at.onMain), ...service() };
    const planned = await run('holdfast-plan.yml', pull('acme/infra'), onPull);
    expect(planned).toMatchObject({ code: 0 });
    expect(at.github.comments).toEqual([expect.objectContaining({ issue: 7, body: expect.stringContaining('1 to add') })]);
    expect(at.github.statuses[0]).toMatchObject({ sha: HEAD, state: 'success' });
    expect(at.github.pullLabels.get(7)).toEqual(['holdfast/changes']);
    expect([...artifacts.keys()].some((key) => key.endsWith('holdfast-plan/holdfast.plan'))).toBe(true);

    Object.assign(at.github.pulls[0] ?? {}, { open: false, mergeCommit: MERGE });
    const push = { ref: 'refs/heads/main', after: MERGE };
    const unapproved = await run('holdfast-apply.yml', push, onMain);
    expect(unapproved).toMatchObject({ code: 6, log: expect.stringContaining('Not let through') });
    expect(await made()).toBe(0);

    at.github.reviews.push({ pull: 7, author: 'bob', state: 'APPROVED', commit: HEAD, association: 'MEMBER' });
    expect(await run('holdfast-apply.yml', push, onMain)).toMatchObject({ code: 0, log: expect.stringContaining('Apply complete! Resources: 1 added') });
    expect(await made()).toBe(1);
    expect(await run('holdfast-apply.yml', push, onMain)).toMatchObject({ code: 3 });
    expect(await made()).toBe(1);
  }, 300_000);

  it('a fork is planned without secrets and service, and shown by a workflow that runs nothing of it', async () => {
    shareState();
    const nightly = await run('holdfast-drift.yml', { schedule: '17 3 * * *' }, { ...bare(at.onMain), ...service() });
    expect(nightly).toMatchObject({ code: 0 });
    const before = at.github.server.changes.length;
    const planned = await run('holdfast-fork-plan.yml', pull('mallory/infra'), { ...bare(at.onPull), YC_ENDPOINT: '127.0.0.1:1', GITHUB_TOKEN: '' }, { fork: true });
    expect(planned.log).toContain('recorded');
    expect(planned.code === 0 ? '' : planned.log).toBe('');
    expect(at.github.server.changes.length).toBe(before);
    const fork = String(runs);
    Object.assign(at.github.pulls[0] ?? {}, { branch: 'feature' });
    const shown = await run('holdfast-fork-comment.yml', { workflow_run: { id: fork, conclusion: 'success', head_sha: HEAD, head_branch: 'feature', head_repository: { owner: { login: 'fork' } }, pull_requests: [] } }, bare(at.onMain), { fork: true });
    expect(shown).toMatchObject({ code: 0 });
    expect(at.github.comments[0]?.body).toContain('recorded');
    expect(at.github.comments[0]?.body).toContain('"signatures":[]');
    // The ordinary workflow leaves forks alone.
    expect(await run('holdfast-plan.yml', pull('mallory/infra'), bare(at.onPull), { fork: true })).toEqual({ code: 0, log: 'job skipped\n' });
  }, 300_000);
});

describe('the component of GitLab, job by job', () => {
  const jobs = componentJobs(path.join(repo, 'templates/holdfast.yml'));
  beforeEach(begin, 120_000);
  afterEach(end);
  let gitlab: FakeGitlab;
  let api: string;
  beforeEach(async () => {
    gitlab = new FakeGitlab();
    api = `${await gitlab.server.start()}/api/v4`;
    gitlab.requests.push({ iid: 7, sha: HEAD, author: 'ann', state: 'opened', labels: [] });
    gitlab.versions.push({ iid: 7, head: HEAD, at: '2026-11-23T10:00:00Z' });
  });
  afterEach(() => gitlab.server.stop());
  const common = (): Record<string, string> => ({
    ...machine(), ...service(), GITLAB_CI: 'true', CI_PROJECT_DIR: path.join(at.dir, 'source'), CI_API_V4_URL: api, CI_PROJECT_PATH: 'acme/infra', CI_PROJECT_ID: '1', CI_JOB_URL: 'https://gitlab.test/j/1', CI_PIPELINE_IID: '3', CI_DEFAULT_BRANCH: 'main',
    GITLAB_TOKEN: 'glpat-token-of-the-project', YC_FOLDER_ID: 'f1', YC_VIEWER_TOKEN: 't1.emulator.token', YC_EDITOR_TOKEN: 't1.emulator.token', HOLDFAST_SIGN_SECRET: SECRET,
  });
  const onRequest = (): Record<string, string> => ({ ...common(), CI_PIPELINE_SOURCE: 'merge_request_event', CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '1', CI_MERGE_REQUEST_IID: '7', CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: HEAD, CI_COMMIT_SHA: 'c'.repeat(40) });
  const onMain = (): Record<string, string> => ({ ...common(), CI_PIPELINE_SOURCE: 'push', CI_COMMIT_BRANCH: 'main', CI_COMMIT_SHA: MERGE });
  const which = (env: Record<string, string>): readonly string[] => [...jobs].filter(([, job]) => ruleHolds(job, env)).map(([name]) => name);
  const run = (env: Record<string, string>): Promise<RunEnd> => {
    const [name = ''] = which(env);
    return runGitlabJob(jobs.get(name), path.join(at.dir, 'source'), env);
  };

  it.each([['taken from its pipeline', true], ['gone, and made again', false]] as const)('plan, note, approval, apply with the plan %s; a second apply is refused', async (_what, kept) => {
    shareState();
    expect(which(onRequest())).toEqual(['holdfast plan']);
    expect(which({ ...onRequest(), CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '666' })).toEqual([]);
    expect(await run(onRequest())).toMatchObject({ code: 0 });
    expect(gitlab.notes).toEqual([expect.objectContaining({ iid: 7, body: expect.stringContaining('1 to add') })]);
    expect(gitlab.statuses[0]).toMatchObject({ sha: HEAD, state: 'success' });
    expect(gitlab.requests[0]?.labels).toEqual(['holdfast/changes']);
    expect(at.read('source/holdfast.env')).toContain('CHANGES=true\n');

    Object.assign(gitlab.requests[0] ?? {}, { state: 'merged', mergeCommit: MERGE });
    // Artifacts of a merge request's pipeline are not there on the branch.
    const plan = path.join(at.dir, 'source/holdfast.plan');
    if (kept) gitlab.artifacts.set('7/holdfast plan/holdfast.plan', at.read('source/holdfast.plan'));
    rmSync(plan);
    expect(which(onMain())).toEqual(['holdfast apply']);
    expect(await run(onMain())).toMatchObject({ code: 6 });
    gitlab.approvals.push({ iid: 7, user: 'bob', at: '2026-11-23T09:00:00Z' });
    expect(await run(onMain())).toMatchObject({ code: 6, log: expect.stringMatching(/earlier\s+commit/) });
    gitlab.approvals.push({ iid: 7, user: 'eve', at: '2026-11-23T11:00:00Z' });
    const applied = await run(onMain());
    expect(applied).toMatchObject({ code: 0, log: expect.stringContaining('Apply complete! Resources: 1 added') });
    expect(applied.log.includes('Planning again')).toBe(!kept);
    expect(await made()).toBe(1);
    rmSync(plan, { force: true });
    expect(await run(onMain())).toMatchObject({ code: 3 });
    expect(await made()).toBe(1);
  }, 300_000);

  it('a plan of an earlier commit in the last good pipeline is left aside', async () => {
    shareState();
    expect(await run(onRequest())).toMatchObject({ code: 0 });
    gitlab.artifacts.set('7/holdfast plan/holdfast.plan', at.read('source/holdfast.plan'));
    rmSync(path.join(at.dir, 'source/holdfast.plan'));
    const head = 'd'.repeat(40);
    Object.assign(gitlab.requests[0] ?? {}, { sha: head, state: 'merged', mergeCommit: MERGE });
    gitlab.versions.push({ iid: 7, head, at: '2026-11-23T10:30:00Z' });
    gitlab.approvals.push({ iid: 7, user: 'eve', at: '2026-11-23T11:00:00Z' });
    const told = await run(onMain());
    expect(told.log).toContain(`it is of commit ${HEAD}, and ${head} is to be applied`);
    expect(told).toMatchObject({ code: 3, log: expect.stringContaining('the signed comment is of commit') });
    expect(await made()).toBe(0);
  }, 300_000);

  it('scheduled pipelines look for drift, and keep one issue', async () => {
    shareState();
    const env = { ...common(), CI_PIPELINE_SOURCE: 'schedule', CI_COMMIT_BRANCH: 'main', CI_COMMIT_SHA: MERGE };
    expect(which(env)).toEqual(['holdfast drift']);
    await at.withService('-chdir=source apply -auto-approve', at.onMain);
    await at.emulator.change([{ remove_directory: { folder_id: 'f1', compute_instance_id: 'vm-1', path: '/srv/x' } }]);
    expect(await run(env)).toMatchObject({ code: 0 });
    expect(await run(env)).toMatchObject({ code: 0 });
    expect(gitlab.issues).toEqual([expect.objectContaining({ state: 'opened', title: expect.stringContaining('Drift') })]);
  }, 300_000);
});

describe('the template of Azure, step by step', () => {
  beforeEach(begin, 120_000);
  afterEach(end);
  let azure: FakeAzure;
  beforeEach(async () => {
    azure = new FakeAzure();
    await azure.server.start();
    azure.pulls.push({ id: 7, head: HEAD, author: 'ann', status: 'active' });
  });
  afterEach(() => azure.server.stop());
  let runs = 0;
  const run = (variables: Readonly<Record<string, string>>): ReturnType<typeof runAzure> => {
    const id = String(++runs);
    const workspace = path.join(at.dir, `azure-${id}`);
    mkdirSync(workspace);
    const all = {
      'System.AccessToken': 'azure-token-of-the-run', YC_VIEWER_TOKEN: 't1.emulator.token', YC_EDITOR_TOKEN: 't1.emulator.token', YC_FOLDER_ID: 'f1', HOLDFAST_SIGN_SECRET: SECRET,
      'System.CollectionUri': `${azure.server.url}/`, 'System.TeamProject': 'acme', 'Build.Repository.Name': 'infra', 'Build.BuildId': id, 'Agent.TempDirectory': workspace, 'Build.SourcesDirectory': workspace, ...variables,
    };
    // Predefined variables reach a step as NAME_WITH_UNDERSCORES; the token and the secrets do not.
    const seen = Object.fromEntries(Object.entries(all).filter(([name]) => name.includes('.') && name !== 'System.AccessToken').map(([name, value]) => [name.toUpperCase().replaceAll('.', '_'), value]));
    return runAzure(path.join(repo, 'pipelines/azure/holdfast.yml'), { variables: all, env: { ...machine(), ...service(), TF_BUILD: 'True', ...seen }, workspace, source: path.join(at.dir, 'source'), artifacts: new Map() });
  };
  const onPull = { 'Build.Reason': 'PullRequest', 'System.PullRequest.IsFork': 'False', 'System.PullRequest.PullRequestId': '7', 'System.PullRequest.SourceCommitId': HEAD, 'Build.SourceVersion': 'c'.repeat(40) };
  const onMain = { 'Build.Reason': 'IndividualCI', 'Build.SourceBranchName': 'main', 'Build.SourceVersion': MERGE };

  it('plan, comment, status, label, apply; a second apply is refused, and forks get nothing', async () => {
    shareState();
    expect(await run({ ...onPull, 'System.PullRequest.IsFork': 'True' })).toEqual({ code: 0, log: '', jobs: [] });
    const planned = await run(onPull);
    expect(planned.code === 0 ? '' : planned.log).toBe('');
    expect(planned.jobs).toEqual(['holdfast_plan']);
    expect(planned.log).toContain('##vso[task.setvariable variable=changes;isOutput=true]true');
    expect(planned.log).toContain('##vso[task.uploadsummary]');
    expect(azure.bodies()).toEqual([expect.stringContaining('1 to add')]);
    expect(azure.statuses[0]).toMatchObject({ sha: HEAD, state: 'succeeded', context: { genre: 'holdfast', name: 'holdfast/plan' } });
    expect(azure.labels).toEqual(['holdfast/changes']);

    Object.assign(azure.pulls[0] ?? {}, { status: 'completed', mergeCommit: MERGE });
    const applied = await run(onMain);
    expect(applied).toMatchObject({ code: 0, jobs: ['holdfast_apply'], log: expect.stringMatching(/Planning again[\s\S]*Apply complete! Resources: 1 added/) });
    expect(await made()).toBe(1);
    expect(await run(onMain)).toMatchObject({ code: 3 });
    expect(await made()).toBe(1);
  }, 300_000);

  it('without a comment that is signed nothing is applied', async () => {
    shareState();
    expect((await run(onPull)).code).toBe(0);
    azure.threads.length = 0;
    Object.assign(azure.pulls[0] ?? {}, { status: 'completed', mergeCommit: MERGE });
    expect(await run(onMain)).toMatchObject({ code: 3 });
    expect(await made()).toBe(0);
  }, 300_000);
});
