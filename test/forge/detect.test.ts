import { openForge, placeOf, platformOf, nodeHttp, type Place } from '../../src/forge';
import { fakeTime, HEAD } from './ground';

const MERGE = 'b'.repeat(40);
const GITHUB = { GITHUB_ACTIONS: 'true', GITHUB_API_URL: 'https://api.github.com', GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'acme/infra', GITHUB_RUN_ID: '9', GITHUB_RUN_NUMBER: '5', GITHUB_RUN_ATTEMPT: '2', GITHUB_SHA: MERGE };

const CASES: Readonly<Record<string, readonly [env: Record<string, string>, event: unknown, place: Partial<Place> & { platform: string }]>> = {
  'GitHub, of a pull request: its head, not the merge': [{ ...GITHUB, GITHUB_REF: 'refs/pull/7/merge' }, { pull_request: { number: 7, head: { sha: HEAD } } }, { platform: 'github', repository: 'acme/infra', pull: 7, commit: HEAD, runUrl: 'https://github.com/acme/infra/actions/runs/9/attempts/2', run: 502 }],
  'GitHub, of a pull request without its event': [{ ...GITHUB, GITHUB_REF: 'refs/pull/7/merge' }, undefined, { platform: 'github', pull: 7, commit: undefined }],
  'GitHub, of a push': [{ ...GITHUB, GITHUB_REF: 'refs/heads/main' }, { after: MERGE }, { platform: 'github', pull: undefined, commit: MERGE }],
  'GitHub, of a comment: nothing is known of its commit': [{ ...GITHUB, GITHUB_REF: 'refs/heads/main' }, { issue: { number: 7, pull_request: {} } }, { platform: 'github', pull: 7, commit: undefined }],
  'GitHub, of a comment on an issue': [{ ...GITHUB, GITHUB_REF: 'refs/heads/main' }, { issue: { number: 8 } }, { platform: 'github', pull: undefined, commit: undefined }],
  'GitHub, after the run of a fork': [{ ...GITHUB, GITHUB_REF: 'refs/heads/main' }, { workflow_run: { head_sha: HEAD, head_branch: 'fix', head_repository: { owner: { login: 'mallory' } }, pull_requests: [] } }, { platform: 'github', pull: undefined, commit: HEAD, branch: 'mallory:fix' }],
  'GitHub, with an event of another shape': [{ ...GITHUB }, { pull_request: { number: '7; rm', head: { sha: 'x' } }, workflow_run: 3 }, { platform: 'github', pull: undefined, commit: undefined }],
  'GitLab, of a merged result': [{ GITLAB_CI: 'true', CI_API_V4_URL: 'https://g.example/api/v4', CI_PROJECT_PATH: 'a/b/c', CI_MERGE_REQUEST_IID: '3', CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: HEAD, CI_COMMIT_SHA: MERGE, CI_JOB_URL: 'https://g.example/j', CI_PIPELINE_IID: '11' }, undefined, { platform: 'gitlab', api: 'https://g.example/api/v4', repository: 'a/b/c', pull: 3, commit: HEAD, run: 11 }],
  'GitLab, of a branch': [{ GITLAB_CI: 'true', CI_PROJECT_PATH: 'a/b', CI_COMMIT_SHA: MERGE }, undefined, { platform: 'gitlab', pull: undefined, commit: MERGE }],
  'Azure, of a pull request': [{ TF_BUILD: 'True', SYSTEM_COLLECTIONURI: 'https://dev.azure.com/org/', SYSTEM_TEAMPROJECT: 'my project', BUILD_REPOSITORY_ID: 'guid', SYSTEM_PULLREQUEST_PULLREQUESTID: '4', SYSTEM_PULLREQUEST_SOURCECOMMITID: HEAD, BUILD_SOURCEVERSION: MERGE, BUILD_BUILDID: '77' }, undefined, { platform: 'azure', repository: 'my project/guid', pull: 4, commit: HEAD, runUrl: 'https://dev.azure.com/org/my%20project/_build/results?buildId=77' }],
  'Bitbucket': [{ BITBUCKET_BUILD_NUMBER: '6', BITBUCKET_REPO_FULL_NAME: 'w/r', BITBUCKET_PR_ID: '2', BITBUCKET_COMMIT: HEAD }, undefined, { platform: 'bitbucket', repository: 'w/r', pull: 2, commit: HEAD, runUrl: 'https://bitbucket.org/w/r/pipelines/results/6' }],
  'Gitea, which sets GitHub\'s variables too': [{ ...GITHUB, GITEA_ACTIONS: 'true', GITHUB_API_URL: 'https://gitea.example/api/v1', GITHUB_SERVER_URL: 'https://gitea.example' }, { pull_request: { number: 7, head: { sha: HEAD } } }, { platform: 'gitea', api: 'https://gitea.example/api/v1', pull: 7, commit: HEAD, runUrl: 'https://gitea.example/acme/infra/actions/runs/9' }],
};

describe('where a pipeline runs', () => {
  it.each(Object.entries(CASES))('%s', (_what, [env, event, place]) => {
    const platform = platformOf(env);
    expect(platform).toBe(place.platform);
    if (platform !== undefined) expect(placeOf(platform, env, event)).toMatchObject(place);
  });

  it('no pipeline at all', () => expect(platformOf({ HOME: '/' })).toBeUndefined());
});

describe('which address gets the token', () => {
  const place: Place = { ...placeOf('github', GITHUB, undefined) };
  const open = (more: Partial<Place>) => openForge({ ...place, ...more }, { GITHUB_TOKEN: 'ghs_secret' }, { http: nodeHttp, clock: fakeTime().clock, signal: new AbortController().signal });
  it.each([
    ['plain http', { api: 'http://api.github.com' }], ['plain http to a look-alike of this machine', { api: 'http://127.0.0.1.evil.example' }], ['a password in it', { api: 'https://a:b@api.github.com' }],
    ['another scheme', { api: 'ftp://api.github.com' }], ['no address', { api: 'api.github.com' }],
    ['a repository with a path in it', { repository: '../../user' }], ['no repository', { repository: '' }], ['too deep', { repository: 'a/b/c' }], ['a query', { repository: 'a/b?x=1' }],
  ] as const)('not %s', (_what, more) => {
    const opened = open(more);
    expect(opened.ok).toBe(false);
    expect(JSON.stringify(opened)).not.toContain('ghs_secret');
  });
  it.each([['https', 'https://api.github.com'], ['this machine', 'http://127.0.0.1:1'], ['this machine by name', 'http://localhost:1'], ['this machine by IPv6', 'http://[::1]:1']])('%s', (_what, api) => expect(open({ api }).ok).toBe(true));
});
