import type { Client } from '../client';
import { at, goneToo, idAt, listAt, mustList, numberAt, orNone, textAt } from '../json';
import { answered, refusedBy, type Forge, type Note, type Pull, type Reply, type Review, type StatusState } from '../types';

const VERSION = 'api-version=7.1';
const STATES: Readonly<Record<StatusState, string>> = { pending: 'pending', success: 'succeeded', failure: 'failed', error: 'error' };

/** Azure DevOps' own repositories. @param repository `project/repository`. */
export function azure(client: Client, repository: string): Forge {
  const cut = repository.indexOf('/');
  const root = `/${encodeURIComponent(repository.slice(0, cut))}/_apis/git/repositories/${encodeURIComponent(repository.slice(cut + 1))}`;
  return {
    platform: 'azure',
    pull: (which) => ('number' in which ? pullByNumber(client, root, which.number) : pullOf(client, root, which.commit)),
    notes: (pull) => ({
      async me() {
        const found = await client.call('GET', `/_apis/connectionData?${VERSION}-preview`);
        if (!found.ok) return found;
        const id = idAt(found.value.json, 'authenticatedUser', 'id');
        return id === '' ? refusedBy('unexpected', 'The forge does not say who the token is of.') : answered(id);
      },
      async list() {
        const found = await client.call('GET', `${root}/pullRequests/${pull}/threads?${VERSION}`);
        const threads = found.ok ? mustList(found.value.json, 'The list of threads', 'value') : found;
        // The first comment of a thread is what stands there; the others are answers to it.
        return threads.ok ? answered(threads.value.map((thread) => noteOf(idAt(thread, 'id'), listAt(thread, 'comments').find((one) => at(one, 'isDeleted') !== true)))) : threads;
      },
      async create(body) {
        const made = await client.call('POST', `${root}/pullRequests/${pull}/threads?${VERSION}`, { body: { comments: [{ parentCommentId: 0, content: body, commentType: 1 }], status: 4 } });
        return made.ok ? answered(noteOf(idAt(made.value.json, 'id'), listAt(made.value.json, 'comments')[0])) : made;
      },
      async update(note, body) {
        const [thread = '', comment = ''] = note.id.split('/');
        return done(await client.call('PATCH', `${root}/pullRequests/${pull}/threads/${thread}/comments/${comment}?${VERSION}`, { body: { content: body } }));
      },
      async remove(note) {
        const [thread = '', comment = ''] = note.id.split('/');
        return goneToo(await client.call('DELETE', `${root}/pullRequests/${pull}/threads/${thread}/comments/${comment}?${VERSION}`));
      },
    }),
    async setStatus(commit, { context, state, description, url }) {
      const body = { state: STATES[state], description: [...description].slice(0, 140).join(''), context: { genre: 'holdfast', name: context.slice(0, 255) }, ...(url === undefined ? {} : { targetUrl: url }) };
      return done(await client.call('POST', `${root}/commits/${commit}/statuses?${VERSION}`, { body, safe: true }));
    },
    labels: {
      async list(pull) {
        const found = await client.call('GET', `${root}/pullRequests/${pull}/labels?${VERSION}`);
        const labels = found.ok ? mustList(found.value.json, 'The list of labels', 'value') : found;
        return labels.ok ? answered(labels.value.map((one) => textAt(one, 'name'))) : labels;
      },
      add: async (pull, label) => done(await client.call('POST', `${root}/pullRequests/${pull}/labels?${VERSION}`, { body: { name: label.name }, safe: true })),
      async remove(pull, name) {
        return goneToo(await client.call('DELETE', `${root}/pullRequests/${pull}/labels/${encodeURIComponent(name)}?${VERSION}`));
      },
    },
    async reviews(pull) {
      const found = await client.call('GET', `${root}/pullRequests/${pull.number}/reviewers?${VERSION}`);
      const votes = found.ok ? mustList(found.value.json, 'The list of reviewers', 'value') : found;
      // A vote names no commit: it is of the head only where a policy of the branch resets votes on a push, which is not told here.
      return votes.ok ? answered(votes.value.flatMap((one): readonly Review[] => {
        const vote = numberAt(one, 'vote') ?? 0;
        return vote === 0 ? [] : [{ by: idAt(one, 'id'), kind: vote > 0 ? 'approved' : 'changes-requested', commit: undefined, counts: true }];
      })) : votes;
    },
  };
}

const done = (reply: Reply<unknown>): Reply<void> => (reply.ok ? answered(undefined) : reply);
const noteOf = (thread: string, comment: unknown): Note => ({ id: `${thread}/${idAt(comment, 'id')}`, author: idAt(comment, 'author', 'id'), body: textAt(comment, 'content') });

function pullFrom(json: unknown): Pull | undefined {
  const number = numberAt(json, 'pullRequestId');
  const head = orNone(textAt(json, 'lastMergeSourceCommit', 'commitId'));
  return number === undefined || head === undefined ? undefined : { number, head, author: idAt(json, 'createdBy', 'id'), open: textAt(json, 'status') === 'active' };
}

async function pullByNumber(client: Client, root: string, number: number): Promise<Reply<Pull | undefined>> {
  const found = await client.call('GET', `${root}/pullRequests/${number}?${VERSION}`);
  return found.ok ? answered(pullFrom(found.value.json)) : found.problem.kind === 'missing' ? answered(undefined) : found;
}

async function pullOf(client: Client, root: string, commit: string): Promise<Reply<Pull | undefined>> {
  const body = { queries: [{ type: 'lastMergeCommit', items: [commit] }, { type: 'commit', items: [commit] }] };
  const found = await client.call('POST', `${root}/pullRequestQuery?${VERSION}`, { body, safe: true });
  if (!found.ok) return found;
  for (const result of listAt(found.value.json, 'results')) {
    const [first] = listAt(result, commit);
    const pull = pullFrom(first);
    if (pull !== undefined) return answered(pull);
  }
  return answered(undefined);
}
