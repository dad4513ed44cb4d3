import type { Client } from '../client';
import { at, goneToo, idAt, numberAt, orNone, textAt } from '../json';
import { answered, refusedBy, type Check, type Forge, type Issue, type Label, type Note, type NoteStore, type Pull, type Reply, type Review, type Status } from '../types';

/** How Gitea and Forgejo differ from what they are modelled on. */
export interface Dialect {
  readonly platform: 'github' | 'gitea';
  /** Items of a page that a listing gives at most. */
  readonly pageSize: number;
  /** Who the token is of. */
  me(): Promise<Reply<string>>;
}

/** GitHub's interface, and that of the forges modelled on it. @param repository `owner/name`. */
export function githubLike(client: Client, repository: string, dialect: Dialect): Forge {
  const root = `/repos/${repository.split('/').map(encodeURIComponent).join('/')}`;
  const paged = (path: string): string => `${path}${path.includes('?') ? '&' : '?'}${dialect.platform === 'gitea' ? 'limit' : 'per_page'}=${dialect.pageSize}`;
  return {
    platform: dialect.platform,
    pull: (which) => ('number' in which ? pullByNumber(client, root, which.number) : (dialect.platform === 'gitea' ? giteaPullOf(client, root, paged, which.commit) : pullOf(client, root, paged, which.commit, which.branch))),
    notes: (pull) => notes(client, root, paged, pull, dialect),
    setStatus: async (commit, status) => done(await client.call('POST', `${root}/statuses/${commit}`, { body: statusBody(status), safe: true })),
    ...(dialect.platform === 'gitea' ? {} : { addCheck: async (commit: string, check: Check) => done(await client.call('POST', `${root}/check-runs`, { body: checkBody(commit, check) })) }),
    labels: {
      async list(pull) {
        const all = await client.all(paged(`${root}/issues/${pull}/labels`));
        return all.ok ? answered(all.value.map((label) => textAt(label, 'name'))) : all;
      },
      add: (pull, label) => addLabel(client, root, paged, pull, label, dialect.platform),
      async remove(pull, name) {
        return goneToo(await removeLabel(client, root, paged, pull, name, dialect.platform));
      },
    },
    reviews: (pull) => reviews(client, root, paged, pull, dialect.platform),
    issues: {
      me: () => dialect.me(),
      async list(label) {
        const all = await client.all(paged(`${root}/issues?state=all&labels=${encodeURIComponent(label)}`));
        return all.ok ? answered(all.value.filter((one) => at(one, 'pull_request') === undefined || at(one, 'pull_request') === null).map(issueOf)) : all;
      },
      async create({ title, body, label }) {
        const made = await client.call('POST', `${root}/issues`, { body: dialect.platform === 'github' ? { title, body, labels: [label] } : { title, body } });
        if (!made.ok || dialect.platform === 'github') return made.ok ? answered(issueOf(made.value.json)) : made;
        const labelled = await addLabel(client, root, paged, numberAt(made.value.json, 'number') ?? 0, { name: label, color: 'd93f0b' }, 'gitea');
        return labelled.ok ? answered(issueOf(made.value.json)) : labelled;
      },
      update: async (issue, { body, open }) => done(await client.call('PATCH', `${root}/issues/${issue.id}`, { body: { ...(body === undefined ? {} : { body }), state: open ? 'open' : 'closed' } })),
    },
  };
}

const done = (reply: Reply<unknown>): Reply<void> => (reply.ok ? answered(undefined) : reply);

function notes(client: Client, root: string, paged: (path: string) => string, pull: number, dialect: Dialect): NoteStore {
  return {
    me: () => dialect.me(),
    async list() {
      const all = await client.all(paged(`${root}/issues/${pull}/comments`));
      return all.ok ? answered(all.value.map(noteOf)) : all;
    },
    async create(body) {
      const made = await client.call('POST', `${root}/issues/${pull}/comments`, { body: { body } });
      return made.ok ? answered(noteOf(made.value.json)) : made;
    },
    update: async (note, body) => done(await client.call('PATCH', `${root}/issues/comments/${note.id}`, { body: { body } })),
    remove: async (note) => goneToo(await client.call('DELETE', `${root}/issues/comments/${note.id}`)),
  };
}

const noteOf = (json: unknown): Note => ({ id: idAt(json, 'id'), author: textAt(json, 'user', 'login'), body: textAt(json, 'body'), url: orNone(textAt(json, 'html_url')) });
const issueOf = (json: unknown): Issue => ({
  id: idAt(json, 'number'), author: textAt(json, 'user', 'login'), title: textAt(json, 'title'), body: textAt(json, 'body'), open: textAt(json, 'state') === 'open', url: orNone(textAt(json, 'html_url')),
});

function pullFrom(json: unknown): Pull | undefined {
  const number = numberAt(json, 'number');
  const head = textAt(json, 'head', 'sha');
  return number === undefined || head === '' ? undefined : { number, head, author: textAt(json, 'user', 'login'), open: textAt(json, 'state') === 'open' };
}

async function pullByNumber(client: Client, root: string, number: number): Promise<Reply<Pull | undefined>> {
  const found = await client.call('GET', `${root}/pulls/${number}`);
  if (!found.ok) return found.problem.kind === 'missing' ? answered(undefined) : found;
  const pull = pullFrom(found.value.json);
  return pull === undefined ? refusedBy('unexpected', `The answer for pull request ${number} is none.`) : answered(pull);
}

/** The pull request with this head, or that was merged as this commit. A fork's is found by its branch: its commits are in another repository. */
async function pullOf(client: Client, root: string, paged: (path: string) => string, commit: string, branch: string | undefined): Promise<Reply<Pull | undefined>> {
  if (branch !== undefined) {
    const listed = await client.all(paged(`${root}/pulls?state=open&head=${encodeURIComponent(branch)}`));
    if (!listed.ok) return listed;
    const found = listed.value.map(pullFrom).find((pull) => pull?.head === commit);
    if (found !== undefined) return answered(found);
  }
  const listed = await client.all(paged(`${root}/commits/${commit}/pulls`));
  if (!listed.ok) return listed.problem.kind === 'missing' ? answered(undefined) : listed;
  const all = listed.value;
  const chosen = all.find((one) => textAt(one, 'merge_commit_sha') === commit && textAt(one, 'merged_at') !== '') ?? all.find((one) => textAt(one, 'head', 'sha') === commit);
  return answered(chosen === undefined ? undefined : pullFrom(chosen));
}

/** Gitea lists by no head: the open ones are looked through; of a merged one it tells the commit, since 1.22. */
async function giteaPullOf(client: Client, root: string, paged: (path: string) => string, commit: string): Promise<Reply<Pull | undefined>> {
  const merged = await client.call('GET', `${root}/commits/${commit}/pull`);
  if (merged.ok) return answered(pullFrom(merged.value.json));
  if (merged.problem.kind !== 'missing') return merged;
  const open = await client.all(paged(`${root}/pulls?state=open`));
  if (!open.ok) return open.problem.kind === 'missing' ? answered(undefined) : open;
  const found = open.value.map(pullFrom).find((pull) => pull?.head === commit);
  if (found !== undefined) return answered(found);
  // An older one: it is among those that changed last.
  const closed = await client.call('GET', paged(`${root}/pulls?state=closed&sort=recentupdate`));
  if (!closed.ok) return closed;
  const listed = Array.isArray(closed.value.json) ? (closed.value.json as readonly unknown[]) : [];
  const chosen = listed.find((one) => at(one, 'merged') === true && textAt(one, 'merge_commit_sha') === commit);
  return answered(chosen === undefined ? undefined : pullFrom(chosen));
}

function statusBody({ context, state, description, url }: Status): unknown {
  return { context: cut(context, 255), state, description: cut(description, 140), ...(url === undefined ? {} : { target_url: url }) };
}

function checkBody(commit: string, { name, conclusion, title, summary, url, externalId }: Check): unknown {
  return {
    name, head_sha: commit, status: 'completed', conclusion, output: { title, summary },
    ...(url === undefined ? {} : { details_url: url }), ...(externalId === undefined ? {} : { external_id: externalId }),
  };
}

/** At most so many characters, counted as the forge counts. */
const cut = (text: string, most: number): string => ([...text].length <= most ? text : `${[...text].slice(0, most - 1).join('')}…`);

async function addLabel(client: Client, root: string, paged: (path: string) => string, pull: number, label: Label, platform: Dialect['platform']): Promise<Reply<void>> {
  if (platform === 'github') {
    const made = await client.call('POST', `${root}/labels`, { body: label, safe: true });
    // There already, with whatever colour people gave it.
    if (!made.ok && made.problem.kind !== 'refused' && made.problem.kind !== 'forbidden' && made.problem.kind !== 'missing') return made;
    return done(await client.call('POST', `${root}/issues/${pull}/labels`, { body: { labels: [label.name] }, safe: true }));
  }
  const id = await labelId(client, root, paged, label);
  return id.ok ? done(await client.call('POST', `${root}/issues/${pull}/labels`, { body: { labels: [id.value] }, safe: true })) : id;
}

/** Gitea knows labels by number. */
async function labelId(client: Client, root: string, paged: (path: string) => string, label: Label): Promise<Reply<number>> {
  const all = await client.all(paged(`${root}/labels`));
  if (!all.ok) return all;
  const there = numberAt(all.value.find((one) => textAt(one, 'name') === label.name), 'id');
  if (there !== undefined) return answered(there);
  const made = await client.call('POST', `${root}/labels`, { body: { name: label.name, color: `#${label.color}` } });
  const id = made.ok ? numberAt(made.value.json, 'id') : undefined;
  return !made.ok ? made : id === undefined ? refusedBy('unexpected', `The forge made the label ${label.name} without a number.`) : answered(id);
}

async function removeLabel(client: Client, root: string, paged: (path: string) => string, pull: number, name: string, platform: Dialect['platform']): Promise<Reply<void>> {
  if (platform === 'github') return done(await client.call('DELETE', `${root}/issues/${pull}/labels/${encodeURIComponent(name)}`));
  const all = await client.all(paged(`${root}/issues/${pull}/labels`));
  if (!all.ok) return all;
  const id = numberAt(all.value.find((one) => textAt(one, 'name') === name), 'id');
  return id === undefined ? answered(undefined) : done(await client.call('DELETE', `${root}/issues/${pull}/labels/${id}`));
}

const WRITERS: ReadonlySet<string> = new Set(['OWNER', 'MEMBER', 'COLLABORATOR']);

async function reviews(client: Client, root: string, paged: (path: string) => string, pull: Pull, platform: Dialect['platform']): Promise<Reply<readonly Review[]>> {
  const all = await client.all(paged(`${root}/pulls/${pull.number}/reviews`));
  if (!all.ok) return all;
  // A person's last word counts; comments are none.
  const last = new Map<string, Review | undefined>();
  for (const json of all.value) {
    const by = textAt(json, 'user', 'login');
    const state = textAt(json, 'state').toUpperCase();
    const counts = textAt(json, 'user', 'type') !== 'Bot' && (platform === 'gitea' ? at(json, 'official') === true && at(json, 'stale') !== true && at(json, 'dismissed') !== true : WRITERS.has(textAt(json, 'author_association')));
    const commit = orNone(textAt(json, 'commit_id'));
    if (state === 'APPROVED') last.set(by, { by, kind: 'approved', commit, counts });
    else if (state === 'CHANGES_REQUESTED' || state === 'REQUEST_CHANGES') last.set(by, { by, kind: 'changes-requested', commit, counts });
    else if (state === 'DISMISSED') last.set(by, undefined);
  }
  return answered([...last.values()].filter((one) => one !== undefined));
}

/** Who a token of GitHub is of: of a person, an app, or of the workflow itself, which no call but one tells. */
export async function githubMe(client: Client, graphql: string | undefined): Promise<Reply<string>> {
  if (graphql !== undefined) {
    const viewer = await client.call('POST', graphql, { body: { query: 'query{viewer{login}}' }, safe: true });
    const login = viewer.ok ? textAt(viewer.value.json, 'data', 'viewer', 'login') : '';
    if (login !== '') return answered(login);
    if (!viewer.ok && viewer.problem.kind === 'unauthorized') return viewer;
  }
  const user = await client.call('GET', '/user');
  if (user.ok) {
    const login = textAt(user.value.json, 'login');
    return login === '' ? refusedBy('unexpected', 'GET /user was answered without a login.') : answered(login);
  }
  // A workflow's own token may not ask.
  return user.problem.kind === 'forbidden' || user.problem.kind === 'missing' ? answered('github-actions[bot]') : user;
}

/** Who a token of Gitea is of. @param own who the pipeline's own token is of, which may not ask. */
export async function giteaMe(client: Client, own: string): Promise<Reply<string>> {
  const user = await client.call('GET', '/user');
  if (!user.ok) return user.problem.kind === 'forbidden' || user.problem.kind === 'missing' ? answered(own) : user;
  const login = textAt(user.value.json, 'login');
  return login === '' ? refusedBy('unexpected', 'GET /user was answered without a login.') : answered(login);
}

