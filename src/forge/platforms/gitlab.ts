import type { Client } from '../client';
import { at, goneToo, idAt, listAt, numberAt, orNone, textAt } from '../json';
import { answered, refusedBy, type Forge, type Issue, type Note, type Pull, type Reply, type Review, type Status, type StatusState } from '../types';

const STATES: Readonly<Record<StatusState, string>> = { pending: 'pending', success: 'success', failure: 'failed', error: 'failed' };

/** GitLab. @param project its path, `group/name`, or its number. */
export function gitlab(client: Client, project: string): Forge {
  const root = `/projects/${encodeURIComponent(project)}`;
  const me = async (): Promise<Reply<string>> => {
    const user = await client.call('GET', '/user');
    if (!user.ok) return user;
    const name = textAt(user.value.json, 'username');
    return name === '' ? refusedBy('unexpected', 'GET /user was answered without a name.') : answered(name);
  };
  return {
    platform: 'gitlab',
    pull: (which) => ('number' in which ? mergeRequest(client, root, which.number) : mergeRequestOf(client, root, which.commit)),
    notes: (pull) => ({
      me,
      async list() {
        const all = await client.all(`${root}/merge_requests/${pull}/notes?sort=asc&order_by=created_at&per_page=100`);
        return all.ok ? answered(all.value.filter((one) => at(one, 'system') !== true).map(noteOf)) : all;
      },
      async create(body) {
        const made = await client.call('POST', `${root}/merge_requests/${pull}/notes`, { body: { body } });
        return made.ok ? answered(noteOf(made.value.json)) : made;
      },
      update: async (note, body) => done(await client.call('PUT', `${root}/merge_requests/${pull}/notes/${note.id}`, { body: { body } })),
      remove: async (note) => goneToo(await client.call('DELETE', `${root}/merge_requests/${pull}/notes/${note.id}`)),
    }),
    async setStatus(commit, status) {
      const set = await client.call('POST', `${root}/statuses/${commit}`, { body: statusBody(status), safe: true });
      // GitLab refuses to set a status to what it is already.
      return !set.ok && set.problem.kind === 'refused' && /Cannot transition status/i.test(set.problem.text) ? answered(undefined) : done(set);
    },
    labels: {
      async list(pull) {
        const found = await client.call('GET', `${root}/merge_requests/${pull}`);
        return found.ok ? answered(listAt(found.value.json, 'labels').filter((one) => typeof one === 'string')) : found;
      },
      async add(pull, label) {
        const made = await client.call('POST', `${root}/labels`, { body: { name: label.name, color: `#${label.color}` }, safe: true });
        if (!made.ok && made.problem.kind !== 'conflict' && made.problem.kind !== 'forbidden' && made.problem.kind !== 'refused') return made;
        return done(await client.call('PUT', `${root}/merge_requests/${pull}`, { body: { add_labels: label.name } }));
      },
      remove: async (pull, name) => done(await client.call('PUT', `${root}/merge_requests/${pull}`, { body: { remove_labels: name } })),
    },
    reviews: (pull) => approvals(client, root, pull),
    async artifact(pull, job, path) {
      // Of a pipeline of the branch's head, or of what it would be merged to.
      for (const end of ['head', 'merge']) {
        const ref = encodeURIComponent(`refs/merge-requests/${pull}/${end}`);
        const found = await client.call('GET', `${root}/jobs/artifacts/${ref}/raw/${path.split('/').map(encodeURIComponent).join('/')}?job=${encodeURIComponent(job)}`, { raw: true });
        if (found.ok) return answered(found.value.text);
        if (found.problem.kind !== 'missing') return found;
      }
      return answered(undefined);
    },
    issues: {
      me,
      async list(label) {
        const all = await client.all(`${root}/issues?labels=${encodeURIComponent(label)}&scope=all&per_page=100`);
        return all.ok ? answered(all.value.map(issueOf)) : all;
      },
      async create({ title, body, label }) {
        const made = await client.call('POST', `${root}/issues`, { body: { title, description: body, labels: label } });
        return made.ok ? answered(issueOf(made.value.json)) : made;
      },
      async update(issue, { body, open }) {
        const event = open === issue.open ? {} : { state_event: open ? 'reopen' : 'close' };
        return done(await client.call('PUT', `${root}/issues/${issue.id}`, { body: { ...(body === undefined ? {} : { description: body }), ...event } }));
      },
    },
  };
}

const done = (reply: Reply<unknown>): Reply<void> => (reply.ok ? answered(undefined) : reply);
const noteOf = (json: unknown): Note => ({ id: idAt(json, 'id'), author: textAt(json, 'author', 'username'), body: textAt(json, 'body') });
const issueOf = (json: unknown): Issue => ({
  id: idAt(json, 'iid'), author: textAt(json, 'author', 'username'), title: textAt(json, 'title'), body: textAt(json, 'description'), open: textAt(json, 'state') === 'opened', url: orNone(textAt(json, 'web_url')),
});

function statusBody({ context, state, description, url }: Status): unknown {
  return { name: context.slice(0, 255), state: STATES[state], description: [...description].slice(0, 140).join(''), ...(url === undefined ? {} : { target_url: url }) };
}

function pullFrom(json: unknown): Pull | undefined {
  const number = numberAt(json, 'iid');
  const head = textAt(json, 'sha');
  return number === undefined || head === '' ? undefined : { number, head, author: textAt(json, 'author', 'username'), open: textAt(json, 'state') === 'opened' };
}

async function mergeRequest(client: Client, root: string, number: number): Promise<Reply<Pull | undefined>> {
  const found = await client.call('GET', `${root}/merge_requests/${number}`);
  if (!found.ok) return found.problem.kind === 'missing' ? answered(undefined) : found;
  const pull = pullFrom(found.value.json);
  return pull === undefined ? refusedBy('unexpected', `The answer for merge request ${number} is none.`) : answered(pull);
}

async function mergeRequestOf(client: Client, root: string, commit: string): Promise<Reply<Pull | undefined>> {
  const all = await client.all(`${root}/repository/commits/${commit}/merge_requests?per_page=100`);
  if (!all.ok) return all.problem.kind === 'missing' ? answered(undefined) : all;
  const chosen = all.value.find((one) => [textAt(one, 'merge_commit_sha'), textAt(one, 'squash_commit_sha')].includes(commit)) ?? all.value.find((one) => textAt(one, 'sha') === commit);
  return answered(chosen === undefined ? undefined : pullFrom(chosen));
}

/**
 * GitLab's approvals name no commit. One counts for the head when it was given after the head came: by the time of the newest
 * version of the merge request. One without a time is of an unknown commit.
 */
async function approvals(client: Client, root: string, pull: Pull): Promise<Reply<readonly Review[]>> {
  const found = await client.call('GET', `${root}/merge_requests/${pull.number}/approvals`);
  if (!found.ok) return found;
  const versions = await client.all(`${root}/merge_requests/${pull.number}/versions?per_page=100`);
  if (!versions.ok) return versions;
  const came = versions.value.filter((one) => textAt(one, 'head_commit_sha') === pull.head).map((one) => Date.parse(textAt(one, 'created_at')));
  const newest = versions.value.reduce<number>((latest, one) => Math.max(latest, Date.parse(textAt(one, 'created_at')) || 0), 0);
  const since = came.length === 0 ? NaN : Math.max(newest, ...came);
  return answered(listAt(found.value.json, 'approved_by').map((one): Review => {
    const at = Date.parse(textAt(one, 'approved_at'));
    return { by: textAt(one, 'user', 'username'), kind: 'approved', commit: at > since ? pull.head : undefined, counts: true };
  }));
}
