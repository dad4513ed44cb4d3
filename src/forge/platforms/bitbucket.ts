import type { Client } from '../client';
import { at, goneToo, idAt, listAt, mustList, numberAt, orNone, textAt } from '../json';
import { readMarker } from '../marker';
import { isCommit } from '../place';
import { answered, refusedBy, type Forge, type Note, type NoteStore, type Pull, type Reply, type Review, type StatusState } from '../types';

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
        return found.ok ? pullFrom(client, found.value.json) : found.problem.kind === 'missing' ? answered(undefined) : found;
      }
      const listed = await all(client, `${root}/commit/${which.commit}/pullrequests?pagelen=50`);
      if (!listed.ok) return listed.problem.kind === 'missing' ? answered(undefined) : listed;
      const is = (hash: string): boolean => hash !== '' && which.commit.startsWith(hash);
      const chosen = listed.value.find((one) => is(textAt(one, 'merge_commit', 'hash'))) ?? listed.value.find((one) => is(textAt(one, 'source', 'commit', 'hash')));
      return chosen === undefined ? answered(undefined) : pullFrom(client, chosen);
    },
    notes: (pull) => notes(client, `${root}/pullrequests/${pull}/comments`),
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

function notes(client: Client, root: string): NoteStore {
  const store: NoteStore = {
    async me() {
      const user = await client.call('GET', '/user');
      if (!user.ok) return ['unauthorized', 'forbidden', 'missing'].includes(user.problem.kind) ? writerOf(store) : user;
      const id = idAt(user.value.json, 'uuid');
      return id === '' ? refusedBy('unexpected', 'GET /user was answered without an id.') : answered(id);
    },
    async list() {
      const listed = await all(client, `${root}?pagelen=100`);
      return listed.ok ? answered(listed.value.filter((one) => at(one, 'deleted') !== true).map(noteOf)) : listed;
    },
    async create(body) {
      const made = await client.call('POST', root, { body: { content: { raw: body } } });
      return made.ok ? answered(noteOf(made.value.json)) : made;
    },
    update: async (note, body) => done(await client.call('PUT', `${root}/${note.id}`, { body: { content: { raw: body } } })),
    remove: async (note) => goneToo(await client.call('DELETE', `${root}/${note.id}`)),
  };
  return store;
}

/** Authors that are tried at most. */
const MOST_AUTHORS = 5;
const NOBODY = 'nobody-yet';

/**
 * Who a token of a repository is of, which Bitbucket does not tell such a token: only who wrote a comment may change it, so the text
 * of one is put where it is already. Where there is none of ours, the token is of nobody who said something here.
 */
async function writerOf(store: NoteStore): Promise<Reply<string>> {
  const listed = await store.list();
  if (!listed.ok) return listed;
  const marked = listed.value.filter((note) => readMarker(note.body) !== undefined).reverse();
  for (const author of [...new Set(marked.map((note) => note.author))].slice(0, MOST_AUTHORS)) {
    const note = marked.find((one) => one.author === author);
    if (note === undefined || author === '') continue;
    const put = await store.update(note, note.body);
    if (put.ok) return answered(author);
    if (put.problem.kind !== 'forbidden' && put.problem.kind !== 'missing') return put;
  }
  return answered(NOBODY);
}

/** A pull request names the beginning of its head only; all of it is asked for where the branch lies. */
async function pullFrom(client: Client, json: unknown): Promise<Reply<Pull | undefined>> {
  const number = numberAt(json, 'id');
  const short = textAt(json, 'source', 'commit', 'hash');
  if (number === undefined || !/^[0-9a-f]{7,64}$/.test(short)) return answered(undefined);
  const where = textAt(json, 'source', 'repository', 'full_name');
  let head = short;
  if (!isCommit(short)) {
    if (!/^[\w.-]+\/[\w.-]+$/.test(where)) return refusedBy('unexpected', `The answer for pull request ${number} does not say where its branch lies.`);
    const commit = await client.call('GET', `/repositories/${where}/commit/${short}`);
    if (!commit.ok) return commit;
    head = textAt(commit.value.json, 'hash');
    if (!isCommit(head) || !head.startsWith(short)) return refusedBy('unexpected', `The answer for the commit ${short} is of another.`);
  }
  return answered({ number, head, author: idAt(json, 'author', 'uuid'), open: textAt(json, 'state') === 'OPEN' });
}

/** Pages of Bitbucket name the next one in their body. */
async function all(client: Client, path: string): Promise<Reply<readonly unknown[]>> {
  const items: unknown[] = [];
  let next: string | undefined = path;
  for (let pages = 0; next !== undefined; pages++) {
    if (pages >= MOST_PAGES) return refusedBy('unexpected', `The listing ${path} has no end.`);
    const page: Awaited<ReturnType<Client['call']>> = await client.call('GET', next);
    if (!page.ok) return page;
    const values = mustList(page.value.json, `GET ${path}`, 'values');
    if (!values.ok) return values;
    items.push(...values.value);
    next = orNone(textAt(page.value.json, 'next'));
  }
  return answered(items);
}
