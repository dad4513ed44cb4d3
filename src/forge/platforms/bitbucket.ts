import type { Client } from '../client';
import { at, idAt, listAt, numberAt, orNone, textAt } from '../json';
import { answered, refusedBy, type Forge, type Note, type Pull, type Reply, type Review, type StatusState } from '../types';

const STATES: Readonly<Record<StatusState, string>> = { pending: 'INPROGRESS', success: 'SUCCESSFUL', failure: 'FAILED', error: 'FAILED' };
const MOST_PAGES = 200;

/** Bitbucket Cloud. @param repository `workspace/name`. */
export function bitbucket(client: Client, repository: string): Forge {
  const root = `/repositories/${repository.split('/').map(encodeURIComponent).join('/')}`;
  return {
    platform: 'bitbucket',
    async pull(which) {
      if ('number' in which) {
        const found = await client.call('GET', `${root}/pullrequests/${which.number}`);
        return found.ok ? answered(pullFrom(found.value.json)) : found.problem.kind === 'missing' ? answered(undefined) : found;
      }
      const listed = await all(client, `${root}/commit/${which.commit}/pullrequests?pagelen=50`);
      return listed.ok ? answered(pullFrom(listed.value[0])) : listed.problem.kind === 'missing' ? answered(undefined) : listed;
    },
    notes: (pull) => ({
      async me() {
        const user = await client.call('GET', '/user');
        if (!user.ok) return user;
        const id = idAt(user.value.json, 'uuid');
        return id === '' ? refusedBy('unexpected', 'GET /user was answered without an id.') : answered(id);
      },
      async list() {
        const listed = await all(client, `${root}/pullrequests/${pull}/comments?pagelen=100`);
        return listed.ok ? answered(listed.value.filter((one) => at(one, 'deleted') !== true).map(noteOf)) : listed;
      },
      async create(body) {
        const made = await client.call('POST', `${root}/pullrequests/${pull}/comments`, { body: { content: { raw: body } } });
        return made.ok ? answered(noteOf(made.value.json)) : made;
      },
      update: async (note, body) => done(await client.call('PUT', `${root}/pullrequests/${pull}/comments/${note.id}`, { body: { content: { raw: body } } })),
    }),
    async setStatus(commit, { context, state, description, url }) {
      // The forge wants an address, and a key of at most 40 characters that tells statuses apart.
      const body = { key: context.slice(-40), name: context, state: STATES[state], description: [...description].slice(0, 140).join(''), url: url ?? 'https://bitbucket.org' };
      return done(await client.call('POST', `${root}/commit/${commit}/statuses/build`, { body, safe: true }));
    },
    async reviews(pull) {
      const found = await client.call('GET', `${root}/pullrequests/${pull.number}`);
      // Approvals name no commit here.
      return found.ok ? answered(listAt(found.value.json, 'participants').flatMap((one): readonly Review[] => {
        const state = textAt(one, 'state');
        return state === '' ? [] : [{ by: idAt(one, 'user', 'uuid'), kind: state === 'approved' ? 'approved' : 'changes-requested', commit: undefined, counts: true }];
      })) : found;
    },
  };
}

const done = (reply: Reply<unknown>): Reply<void> => (reply.ok ? answered(undefined) : reply);
const noteOf = (json: unknown): Note => ({ id: idAt(json, 'id'), author: idAt(json, 'user', 'uuid'), body: textAt(json, 'content', 'raw'), url: orNone(textAt(json, 'links', 'html', 'href')) });

function pullFrom(json: unknown): Pull | undefined {
  const number = numberAt(json, 'id');
  const head = orNone(textAt(json, 'source', 'commit', 'hash'));
  return number === undefined || head === undefined ? undefined : { number, head, author: idAt(json, 'author', 'uuid'), open: textAt(json, 'state') === 'OPEN' };
}

/** Pages of Bitbucket name the next one in their body. */
async function all(client: Client, path: string): Promise<Reply<readonly unknown[]>> {
  const items: unknown[] = [];
  let next: string | undefined = path;
  for (let pages = 0; next !== undefined; pages++) {
    if (pages >= MOST_PAGES) return refusedBy('unexpected', `The listing ${path} has no end.`);
    const page: Awaited<ReturnType<Client['call']>> = await client.call('GET', next);
    if (!page.ok) return page;
    items.push(...listAt(page.value.json, 'values'));
    next = orNone(textAt(page.value.json, 'next'));
  }
  return answered(items);
}
