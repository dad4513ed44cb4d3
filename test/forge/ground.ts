import { nodeHttp, openForge, type Forge, type Marker, type Place } from '../../src/forge';
import { FakeGithub } from './fake-github';
import { FakeGitlab } from './fake-gitlab';

export const HEAD = 'a'.repeat(40);

/** Time that passes only by waiting; every wait is noted. */
export function fakeTime() {
  const waits: number[] = [];
  let now = Date.UTC(2026, 10, 23, 12);
  return { waits, clock: { now: () => now, random: () => 0.5, sleep: (ms: number) => { waits.push(ms); now += ms; return Promise.resolve(); } } };
}

export const markerOf = (more: Partial<Marker> = {}): Marker => ({
  kind: 'plan', stack: 'prod', workspace: 'default', name: '', commit: HEAD, at: '2026-11-23T10:00:00.000Z', run: 1, digest: 'sha256:0', actions: 'sha256:1', truncated: false, signatures: [],
  expires: '2026-11-24T10:00:00.000Z', repository: '', lineage: '', configuration: '', recorded: false, list: [], ...more,
});

export interface Ground {
  readonly forge: Forge;
  readonly waits: readonly number[];
  readonly signal: AbortController;
}

function placeOf(platform: 'github' | 'gitlab', api: string): Place {
  return { platform, api, graphql: platform === 'github' ? `${api}/graphql` : undefined, repository: 'acme/infra', pull: 7, commit: HEAD, branch: undefined, runUrl: undefined, run: 1, folder: undefined };
}

export async function github(): Promise<Ground & { readonly fake: FakeGithub }> {
  const fake = new FakeGithub();
  fake.pulls.push({ number: 7, head: HEAD, author: 'ann', open: true });
  return { fake, ...groundOf('github', await fake.server.start(), { GITHUB_TOKEN: 'ghs_token-of-the-run' }) };
}

export async function gitlab(): Promise<Ground & { readonly fake: FakeGitlab }> {
  const fake = new FakeGitlab();
  fake.requests.push({ iid: 7, sha: HEAD, author: 'ann', state: 'opened', labels: [] });
  return { fake, ...groundOf('gitlab', `${await fake.server.start()}/api/v4`, { GITLAB_TOKEN: 'glpat-token-of-the-project' }) };
}

function groundOf(platform: 'github' | 'gitlab', api: string, env: Record<string, string>): Ground {
  const { waits, clock } = fakeTime();
  const signal = new AbortController();
  const forge = openForge(placeOf(platform, api), env, { http: nodeHttp, clock, signal: signal.signal });
  if (!forge.ok) throw new Error(forge.problem.text);
  return { forge: forge.value, waits, signal };
}
