import { forgeClient, wrongBase } from './client';
import { tokenOf, type Env, type Place } from './place';
import { azure } from './platforms/azure';
import { bitbucket } from './platforms/bitbucket';
import { giteaMe, githubLike, githubMe } from './platforms/github';
import { gitlab } from './platforms/gitlab';
import type { ForgeClock, HttpPort } from './ports';
import { answered, refusedBy, type Forge, type Platform, type Reply } from './types';

export interface ForgePorts {
  readonly http: HttpPort;
  readonly clock: ForgeClock;
  readonly signal: AbortSignal;
}

/** The forge of a place, with the token of the environment. Makes no call. */
export function openForge(place: Place, env: Env, ports: ForgePorts): Reply<Forge> {
  const wrong = wrongBase(place.api);
  if (wrong !== undefined) return refusedBy('unexpected', `The forge's address ${place.api} is not used: ${wrong}.`);
  if (!isRepository(place.platform, place.repository)) return refusedBy('unexpected', `The pipeline does not say which repository it is of, or names one that cannot be ("${place.repository}").`);
  const token = tokenOf(env, place.platform);
  const client = forgeClient({ base: place.api, auth: token === undefined ? undefined : authOf(place.platform, token), headers: headersOf(place.platform), ...ports });
  switch (place.platform) {
    case 'github': return answered(githubLike(client, place.repository, { platform: 'github', pageSize: 100, me: once(() => githubMe(client, place.graphql)) }));
    case 'gitea': return answered(githubLike(client, place.repository, { platform: 'gitea', pageSize: 50, me: once(() => giteaMe(client, env['FORGEJO_ACTIONS'] === undefined ? 'gitea-actions' : 'forgejo-actions')) }));
    case 'gitlab': return answered(gitlab(client, place.repository));
    case 'azure': return answered(azure(client, place.repository));
    case 'bitbucket': return answered(bitbucket(client, place.repository));
  }
}

function isRepository(platform: Platform, repository: string): boolean {
  const part = '[\\p{L}\\p{N}_. -]{1,120}';
  const depth = platform === 'gitlab' ? '{0,20}' : '{1}';
  return new RegExp(`^${part}(/${part})${depth}$`, 'u').test(repository) && !repository.split('/').some((one) => one === '.' || one === '..');
}

function authOf(platform: Platform, token: string): { readonly header: string; readonly value: string; readonly secrets: readonly string[] } {
  const basic = Buffer.from(token.includes(':') ? token : `:${token}`, 'utf8').toString('base64');
  const secrets = [token, basic];
  switch (platform) {
    case 'github': return { header: 'authorization', value: `Bearer ${token}`, secrets };
    case 'gitea': return { header: 'authorization', value: `token ${token}`, secrets };
    case 'gitlab': return { header: 'private-token', value: token, secrets };
    // A pipeline's own token is a bearer; a person's has no dots and goes by name and password.
    case 'azure': return { header: 'authorization', value: token.split('.').length === 3 ? `Bearer ${token}` : `Basic ${basic}`, secrets };
    case 'bitbucket': return { header: 'authorization', value: token.includes(':') ? `Basic ${basic}` : `Bearer ${token}`, secrets };
  }
}

const headersOf = (platform: Platform): Readonly<Record<string, string>> =>
  (platform === 'github' ? { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' } : {});

/** Asked at most once, unless that failed. */
function once(ask: () => Promise<Reply<string>>): () => Promise<Reply<string>> {
  let known: Reply<string> | undefined;
  return async () => (known?.ok === true ? known : (known = await ask()));
}
