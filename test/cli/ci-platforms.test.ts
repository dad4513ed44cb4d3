import { FakeAzure } from '../forge/fake-azure';
import { FakeBitbucket } from '../forge/fake-bitbucket';
import { FakeGitea } from '../forge/fake-gitea';
import { FakeGithub } from '../forge/fake-github';
import { FakeGitlab } from '../forge/fake-gitlab';
import type { FakeForge } from '../forge/fake-server';
import { HEAD, pipeline, type Pipeline } from '../support/pipeline';

type Env = Readonly<Record<string, string>>;

/** The variables that each platform's own runner sets in a run of pull request 7. */
const PLATFORMS: Readonly<Record<string, readonly [make: () => FakeForge, variables: (at: Pipeline, url: string) => Env]>> = {
  github: [() => { const fake = new FakeGithub(); fake.pulls.push({ number: 7, head: HEAD, author: 'ann', open: true }); return fake; }, (at, url) => ({ ...own(at), GITHUB_ACTIONS: 'true', GITHUB_API_URL: url, GITHUB_REPOSITORY: 'acme/infra', GITHUB_EVENT_PATH: `${at.dir}/pull.json`, GITHUB_TOKEN: 'ghs_token-of-the-run', GITHUB_STEP_SUMMARY: `${at.dir}/summary.md` })],
  gitlab: [() => { const fake = new FakeGitlab(); fake.requests.push({ iid: 7, sha: HEAD, author: 'ann', state: 'opened', labels: [] }); return fake; }, (at, url) => ({ ...own(at), GITLAB_CI: 'true', CI_API_V4_URL: `${url}/api/v4`, CI_PROJECT_PATH: 'acme/infra', CI_MERGE_REQUEST_IID: '7', CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: HEAD, CI_JOB_URL: 'https://gitlab.test/j/1', GITLAB_TOKEN: 'glpat-token-of-the-project' })],
  azure: [() => { const fake = new FakeAzure(); fake.pulls.push({ id: 7, head: HEAD, author: 'ann', status: 'active' }); return fake; }, (at, url) => ({ ...own(at), TF_BUILD: 'True', SYSTEM_COLLECTIONURI: `${url}/`, SYSTEM_TEAMPROJECT: 'acme', BUILD_REPOSITORY_NAME: 'infra', SYSTEM_PULLREQUEST_PULLREQUESTID: '7', SYSTEM_PULLREQUEST_SOURCECOMMITID: HEAD, BUILD_BUILDID: '5', AGENT_TEMPDIRECTORY: at.dir, SYSTEM_ACCESSTOKEN: 'azure-token-of-the-run' })],
  bitbucket: [() => { const fake = new FakeBitbucket(); fake.pulls.push({ id: 7, head: HEAD, author: 'ann', state: 'OPEN' }); return fake; }, (at, url) => ({ ...own(at), BITBUCKET_BUILD_NUMBER: '6', BITBUCKET_REPO_FULL_NAME: 'acme/infra', BITBUCKET_PR_ID: '7', BITBUCKET_COMMIT: HEAD, HOLDFAST_FORGE_API: `${url}/2.0`, BITBUCKET_TOKEN: 'bb-token-of-the-repository' })],
  gitea: [() => { const fake = new FakeGitea(); fake.pulls.push({ number: 7, head: HEAD, author: 'ann', state: 'open' }); return fake; }, (at, url) => ({ ...own(at), GITEA_ACTIONS: 'true', GITHUB_ACTIONS: 'true', GITHUB_API_URL: `${url}/api/v1`, GITHUB_REPOSITORY: 'acme/infra', GITHUB_EVENT_PATH: `${at.dir}/pull.json`, GITEA_TOKEN: 'gitea-token-of-the-run', GITHUB_STEP_SUMMARY: `${at.dir}/summary.md` })],
};
const own = (at: Pipeline): Env => ({ YC_FOLDER_ID: at.onPull['YC_FOLDER_ID'] ?? '' });

describe.each(Object.entries(PLATFORMS))('a run of a pull request on %s', (platform, [make, variables]) => {
  let at: Pipeline;
  let fake: FakeForge;
  let env: Env;
  beforeAll(async () => {
    at = await pipeline();
    fake = make();
    env = variables(at, await fake.server.start());
    const main = JSON.parse(at.read('main.tf.json'));
    main.resource.cloudbackup_directory.d = { count: 400, compute_instance_id: 'vm-1', path: '/srv/${count.index}-of-a-name-that-is-rather-long' };
    at.write('main.tf.json', main);
    // The repository and the commit come from the platform's own variables.
    expect(await at.withService('plan -out=tfplan -bind=ci', env)).toMatchObject({ code: 0 });
  }, 240_000);
  afterAll(async () => { await fake.server.stop(); await at.stop(); });
  beforeEach(() => { fake.server.calls.length = 0; fake.server.fault = () => undefined; });

  it('-dry-run prints what would be sent, and calls nobody', async () => {
    for (const words of ['comment', 'status', 'check', 'label', 'issue']) {
      const told = await at.run(`ci ${words} -dry-run tfplan`, env);
      expect({ words, ...told }).toMatchObject({ code: 0, stdout: expect.stringMatching(/^(Would |Warning: Shown elsewhere)/) });
      expect(told.stdout).toContain(words === 'label' ? 'holdfast/changes' : words === 'issue' ? 'Drift detected' : '400 to add');
    }
    for (const words of ['summary', 'outputs', 'annotate']) expect(await at.run(`ci ${words} -dry-run tfplan`, env)).toMatchObject({ code: 0 });
    expect(fake.server.calls).toEqual([]);
  });

  it('the comment is one, within what the forge takes, and is kept up to date', async () => {
    expect(await at.run('ci comment tfplan', env)).toMatchObject({ code: 0, stdout: expect.stringContaining('Created the comment') });
    expect(await at.run('ci comment tfplan', env)).toMatchObject({ code: 0, stdout: expect.stringContaining('Left as it was') });
    expect(fake.bodies()).toEqual([expect.stringContaining('400 to add, 0 to change, 0 to destroy')]);
    const most: Readonly<Record<string, number>> = { github: 60_000, gitea: 60_000, gitlab: 900_000, azure: 140_000, bitbucket: 32_000 };
    expect(Buffer.byteLength(fake.bodies()[0] ?? '')).toBeLessThanOrEqual(most[platform] ?? 0);
    if (platform === 'bitbucket') expect(fake.bodies()[0]).not.toMatch(/<!--|<details/);
  });

  it('status, check and label: what the forge has a place for is there, the rest is told as a warning', async () => {
    for (const words of ['status', 'check', 'label']) expect(await at.run(`ci ${words} tfplan`, env)).toMatchObject({ code: 0 });
    const { statuses } = fake as unknown as { readonly statuses: readonly unknown[] };
    expect(JSON.stringify(statuses)).toContain(HEAD);
    expect(JSON.stringify(statuses)).toContain('holdfast/plan');
  });

  it('without the right the preview is in the summary or the log, and the run goes on', async () => {
    fake.server.fault = () => ({ status: 403, json: { message: 'no' } });
    const told = await at.run('ci comment -artifact=preview.md tfplan', env);
    expect(told).toMatchObject({ code: 0, stdout: expect.stringContaining('Warning: Shown elsewhere') });
    expect(at.read('preview.md')).toContain('400 to add');
    if (platform === 'github' || platform === 'gitea') expect(at.read('summary.md')).toContain('400 to add');
    else expect(told.stdout).toMatch(platform === 'azure' ? /##vso\[task\.uploadsummary\]/ : /400 to add/);
    expect(`${told.stdout}${told.stderr}`).not.toMatch(/token-of-the/);
  });

  it('a conflict is an error, and the run fails', async () => {
    fake.server.fault = () => ({ status: 409, json: { message: 'no' }});
    expect((await at.run('ci comment tfplan', env)).code).toBe(1);
  });
});
