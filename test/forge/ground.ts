import { nodeHttp, openForge, type Forge, type Marker, type Place, type Platform } from '../../src/forge';
import { FakeAzure } from './fake-azure';
import { FakeBitbucket } from './fake-bitbucket';
import { FakeGitea } from './fake-gitea';
import { FakeGithub } from './fake-github';
import { FakeGitlab } from './fake-gitlab';
import type { FakeForge } from './fake-server';

export const HEAD = 'a'.repeat(40);

/** Time that passes only by waiting; every wait is noted. */
export function fakeTime() {
  const waits: number[] = [];
  let now = Date.UTC(2026, 10, 23, 12);
  return { waits, clock: { now: () => now, random: () => 0.5, sleep: (ms: number) => { waits.push(ms); now += ms; return Promise.resolve(); } } };
}

export const markerOf = (more: Partial<Marker> = {}): Marker => ({
  kind: 'plan', stack: 'prod', workspace: 'default', name: '', commit: HEAD, at: '2026-11-23T10:00:00.000Z', run: 1, digest: 'sha256:0', actions: 'sha256:1', truncated: false, signatures: [],
  expires: '2026-11-24T10:00:00.000Z', repository: '', lineage: '', configuration: '', recorded: false, listing: 'all', list: [], ...more,
});

export interface Ground<F extends FakeForge = FakeForge> {
  readonly fake: F;
  readonly forge: Forge;
  readonly waits: readonly number[];
  readonly signal: AbortController;
}

function placeOf(platform: Platform, api: string): Place {
  return { platform, api, graphql: platform === 'github' ? `${api}/graphql` : undefined, repository: 'acme/infra', pull: 7, commit: HEAD, branch: undefined, runUrl: undefined, run: 1, folder: undefined };
}

export async function github(): Promise<Ground<FakeGithub>> {
  const fake = new FakeGithub();
  fake.pulls.push({ number: 7, head: HEAD, author: 'ann', open: true });
  return groundOf('github', fake, await fake.server.start(), { GITHUB_TOKEN: 'ghs_token-of-the-run' });
}

export async function gitlab(): Promise<Ground<FakeGitlab>> {
  const fake = new FakeGitlab();
  fake.requests.push({ iid: 7, sha: HEAD, author: 'ann', state: 'opened', labels: [] });
  return groundOf('gitlab', fake, `${await fake.server.start()}/api/v4`, { GITLAB_TOKEN: 'glpat-token-of-the-project' });
}

export async function azure(): Promise<Ground<FakeAzure>> {
  const fake = new FakeAzure();
  fake.pulls.push({ id: 7, head: HEAD, author: 'ann', status: 'active' });
  return groundOf('azure', fake, await fake.server.start(), { SYSTEM_ACCESSTOKEN: 'azure-token-of-the-run' });
}

export async function bitbucket(): Promise<Ground<FakeBitbucket>> {
  const fake = new FakeBitbucket();
  fake.pulls.push({ id: 7, head: HEAD, author: 'ann', state: 'OPEN' });
  return groundOf('bitbucket', fake, `${await fake.server.start()}/2.0`, { BITBUCKET_TOKEN: 'bb-token-of-the-repository' });
}

/** A token of a person, which may ask who it is of. */
export async function bitbucketOfPerson(): Promise<Ground<FakeBitbucket>> {
  const ground = await bitbucket();
  ground.fake.knowsItself = true;
  return ground;
}

export async function gitea(): Promise<Ground<FakeGitea>> {
  const fake = new FakeGitea();
  fake.pulls.push({ number: 7, head: HEAD, author: 'ann', state: 'open' });
  return groundOf('gitea', fake, `${await fake.server.start()}/api/v1`, { GITEA_TOKEN: 'gitea-token-of-the-run' });
}

/** Every forge there is, by the name that people know. */
export const FORGES = [['GitHub', github], ['GitLab', gitlab], ['Azure DevOps', azure], ['Bitbucket', bitbucketOfPerson], ['Bitbucket, which does not say who the token is of', bitbucket], ['Gitea', gitea]] as const;

/** What no text may hold. */
export const TOKENS = /ghs_token|glpat-token|azure-token|bb-token|gitea-token/;

function groundOf<F extends FakeForge>(platform: Platform, fake: F, api: string, env: Record<string, string>): Ground<F> {
  const { waits, clock } = fakeTime();
  const signal = new AbortController();
  const forge = openForge(placeOf(platform, api), env, { http: nodeHttp, clock, signal: signal.signal });
  if (!forge.ok) throw new Error(forge.problem.text);
  return { fake, forge: forge.value, waits, signal };
}
