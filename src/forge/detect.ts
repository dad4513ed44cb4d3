import { at, numberAt, orNone, textAt } from './json';
import { isCommit, type Env, type Place } from './place';
import type { Platform } from './types';

/** Which pipeline this is, by the variables that each sets; undefined outside of those known. */
export function platformOf(env: Env): Platform | undefined {
  const on = (name: string): boolean => (env[name] ?? '').toLowerCase() === 'true';
  // Gitea's and Forgejo's runners set GitHub's variables too.
  if (on('GITEA_ACTIONS') || on('FORGEJO_ACTIONS')) return 'gitea';
  if (on('GITHUB_ACTIONS')) return 'github';
  if (on('GITLAB_CI')) return 'gitlab';
  if (on('TF_BUILD')) return 'azure';
  return env['BITBUCKET_BUILD_NUMBER'] === undefined ? undefined : 'bitbucket';
}

/** @param event content of the file that GITHUB_EVENT_PATH names, parsed; undefined where there is none. */
export function placeOf(platform: Platform, env: Env, event: unknown): Place {
  const place = foundIn(platform, env, event);
  const api = env['HOLDFAST_FORGE_API'];
  return api === undefined || api === '' ? place : { ...place, api };
}

function foundIn(platform: Platform, env: Env, event: unknown): Place {
  switch (platform) {
    case 'github': return actions('github', env, event, 'https://api.github.com');
    case 'gitea': return actions('gitea', env, event, `${env['GITHUB_SERVER_URL'] ?? 'https://gitea.com'}/api/v1`);
    case 'gitlab': return gitlab(env);
    case 'azure': return azure(env);
    case 'bitbucket': return bitbucket(env);
  }
}

function actions(platform: 'github' | 'gitea', env: Env, event: unknown, api: string): Place {
  const server = env['GITHUB_SERVER_URL'] ?? (platform === 'github' ? 'https://github.com' : 'https://gitea.com');
  const repository = env['GITHUB_REPOSITORY'] ?? '';
  const id = env['GITHUB_RUN_ID'];
  const attempt = env['GITHUB_RUN_ATTEMPT'];
  const named = numberAt(event, 'pull_request', 'number') ?? (at(event, 'issue', 'pull_request') === undefined ? undefined : numberAt(event, 'issue', 'number'));
  const byRef = /^refs\/pull\/(\d{1,9})\//.exec(env['GITHUB_REF'] ?? '')?.[1];
  const first = Array.isArray(at(event, 'workflow_run', 'pull_requests')) ? (at(event, 'workflow_run', 'pull_requests') as readonly unknown[])[0] : undefined;
  // Of a pull request GITHUB_SHA is a merge that nobody made; what people look at is its head.
  const head = [textAt(event, 'pull_request', 'head', 'sha'), textAt(event, 'workflow_run', 'head_sha')].find(isCommit);
  const owner = textAt(event, 'workflow_run', 'head_repository', 'owner', 'login');
  const branch = textAt(event, 'workflow_run', 'head_branch');
  // The commit of such an event is that of the default branch, and has nothing to do with the pull request.
  const elsewhere = at(event, 'workflow_run') !== undefined || at(event, 'issue') !== undefined || (byRef !== undefined && head === undefined);
  return {
    platform, repository,
    api: env['GITHUB_API_URL'] ?? api,
    graphql: platform === 'github' ? env['GITHUB_GRAPHQL_URL'] : undefined,
    pull: named ?? (byRef === undefined ? numberAt(first, 'number') : Number(byRef)),
    commit: head ?? (elsewhere ? undefined : commitIn(env, 'GITHUB_SHA')),
    branch: owner === '' || branch === '' ? undefined : `${owner}:${branch}`,
    runUrl: id === undefined ? undefined : `${server}/${repository}/actions/runs/${id}${attempt === undefined || platform === 'gitea' ? '' : `/attempts/${attempt}`}`,
    run: count(env['GITHUB_RUN_NUMBER']) * 100 + Math.min(99, count(attempt)),
    folder: env['GITHUB_WORKSPACE'],
  };
}

function gitlab(env: Env): Place {
  return {
    platform: 'gitlab',
    api: env['CI_API_V4_URL'] ?? `${env['CI_SERVER_URL'] ?? 'https://gitlab.com'}/api/v4`,
    graphql: undefined,
    repository: env['CI_PROJECT_PATH'] ?? env['CI_PROJECT_ID'] ?? '',
    pull: numbered(env['CI_MERGE_REQUEST_IID']),
    // In a pipeline for the merged result CI_COMMIT_SHA is a merge that nobody made.
    commit: commitIn(env, 'CI_MERGE_REQUEST_SOURCE_BRANCH_SHA') ?? commitIn(env, 'CI_COMMIT_SHA'),
    branch: undefined,
    runUrl: env['CI_JOB_URL'] ?? env['CI_PIPELINE_URL'],
    run: count(env['CI_PIPELINE_IID']),
    folder: env['CI_PROJECT_DIR'],
  };
}

function azure(env: Env): Place {
  const collection = (env['SYSTEM_COLLECTIONURI'] ?? env['SYSTEM_TEAMFOUNDATIONCOLLECTIONURI'] ?? 'https://dev.azure.com/').replace(/\/+$/, '');
  const project = env['SYSTEM_TEAMPROJECT'] ?? '';
  const build = env['BUILD_BUILDID'];
  return {
    platform: 'azure', api: collection, graphql: undefined,
    repository: `${project}/${env['BUILD_REPOSITORY_ID'] ?? env['BUILD_REPOSITORY_NAME'] ?? ''}`,
    pull: numbered(env['SYSTEM_PULLREQUEST_PULLREQUESTID']),
    commit: commitIn(env, 'SYSTEM_PULLREQUEST_SOURCECOMMITID') ?? commitIn(env, 'BUILD_SOURCEVERSION'),
    branch: undefined,
    runUrl: build === undefined ? undefined : `${collection}/${encodeURIComponent(project)}/_build/results?buildId=${encodeURIComponent(build)}`,
    run: count(build),
    folder: env['BUILD_SOURCESDIRECTORY'],
  };
}

function bitbucket(env: Env): Place {
  const repository = env['BITBUCKET_REPO_FULL_NAME'] ?? '';
  const build = env['BITBUCKET_BUILD_NUMBER'];
  return {
    platform: 'bitbucket', api: 'https://api.bitbucket.org/2.0', graphql: undefined, repository,
    pull: numbered(env['BITBUCKET_PR_ID']),
    commit: commitIn(env, 'BITBUCKET_COMMIT'),
    branch: undefined,
    runUrl: build === undefined ? undefined : `https://bitbucket.org/${repository}/pipelines/results/${build}`,
    run: count(build),
    folder: env['BITBUCKET_CLONE_DIR'],
  };
}

const commitIn = (env: Env, name: string): string | undefined => orNone(isCommit(env[name] ?? '') ? env[name] ?? '' : '');
const numbered = (text: string | undefined): number | undefined => (text !== undefined && /^\d{1,9}$/.test(text) && Number(text) > 0 ? Number(text) : undefined);
const count = (text: string | undefined): number => numbered(text) ?? 0;
