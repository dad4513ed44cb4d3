import { putDriftIssue, putSticky, type Forge, type Pull } from '../../src/forge';
import { markerLine } from '../../src/forge/marker';
import type { Reply } from '../../src/forge/types';
import type { FakeForge } from './fake-server';
import { azure, bitbucket, FORGES, gitea, github, gitlab, HEAD, markerOf, TOKENS, type Ground } from './ground';

const MERGE = 'b'.repeat(40);
const value = <T>(reply: Reply<T>): T => { if (!reply.ok) throw new Error(reply.problem.text); return reply.value; };

/** Merges pull request 7, as each forge keeps that. */
function merge(fake: FakeForge): void {
  const pulls = ('requests' in fake ? fake.requests : (fake as unknown as { pulls: unknown }).pulls) as Record<string, unknown>[];
  Object.assign(pulls[0] ?? {}, { mergeCommit: MERGE, open: false, ...('requests' in fake ? { state: 'merged' } : { state: 'MERGED', status: 'completed' }) });
}

describe.each(FORGES)('%s', (name, open) => {
  let ground: Ground;
  let forge: Forge;
  beforeEach(async () => { ground = await open(); forge = ground.forge; });
  afterEach(() => ground.fake.server.stop());

  it('the pull request by its number, by its head, and by the commit that it was merged as', async () => {
    expect(value(await forge.pull({ number: 7 }))).toEqual({ number: 7, head: HEAD, author: 'ann', open: true });
    expect(value(await forge.pull({ commit: HEAD }))).toMatchObject({ number: 7, head: HEAD });
    merge(ground.fake);
    expect(value(await forge.pull({ commit: MERGE }))).toMatchObject({ number: 7, head: HEAD, open: false });
  });

  it('a pull request that is not there is none, by number and by commit', async () => {
    expect(value(await forge.pull({ number: 8 }))).toBeUndefined();
    expect(value(await forge.pull({ commit: 'd'.repeat(40) }))).toBeUndefined();
  });

  it('a status of the commit, within what the forge takes', async () => {
    const set = await forge.setStatus(HEAD, { context: `holdfast/plan: ${'stack'.repeat(20)}`, state: 'failure', description: 'Plan: '.padEnd(300, 'é'), url: 'https://ci.test/1' });
    expect(set).toEqual({ ok: true, value: undefined });
    const [status] = (ground.fake as unknown as { statuses: Record<string, unknown>[] }).statuses;
    expect(status).toMatchObject({ sha: HEAD });
    expect(JSON.stringify(status)).toMatch(/"state":"(failure|failed|FAILED)"/);
    expect([...String(status?.['description'])].length).toBeLessThanOrEqual(140);
  });

  it('a label put on twice is there once, and one taken off twice is gone', async () => {
    const { labels } = forge;
    if (labels === undefined) return expect(name).toMatch(/^Bitbucket/);
    for (let i = 0; i < 2; i++) value(await labels.add(7, { name: 'holdfast/changes', color: '1d76db' }));
    expect(new Set(value(await labels.list(7)))).toEqual(new Set(['holdfast/changes']));
    for (let i = 0; i < 2; i++) value(await labels.remove(7, 'holdfast/changes'));
    expect(value(await labels.list(7))).toEqual([]);
  });

  it('a drift issue: made, left, closed, opened again', async () => {
    const { issues } = forge;
    if (issues === undefined) return expect(name).toMatch(/^(Azure DevOps|Bitbucket)/);
    const look = async (drifted: boolean): Promise<string> => value(await putDriftIssue(issues, { marker: markerOf({ kind: 'drift' }), title: 'Drift in prod', text: 'one changed', drifted })).did;
    expect([await look(false), await look(true), await look(true), await look(false), await look(false), await look(true)]).toEqual(['none', 'created', 'unchanged', 'closed', 'none', 'reopened']);
  });

  it.each([401, 403, 404, 409, 429, 500, 503, 'reset-before'] as const)('%s on everything is told, in a sentence and without the token', async (fault) => {
    ground.fake.server.fault = () => (typeof fault === 'number' ? { status: fault, json: { message: 'no' }, ...(fault === 429 ? { headers: { 'retry-after': '3600' } } : {}) } : fault);
    const pull: Pull = { number: 7, head: HEAD, author: 'ann', open: true };
    const replies: readonly Reply<unknown>[] = [
      await forge.setStatus(HEAD, { context: 'c', state: 'success', description: 'd', url: undefined }),
      await forge.reviews?.(pull) ?? { ok: false, problem: { kind: 'unsupported', text: 'None.' } },
      await putSticky(forge.notes(7), { marker: markerOf(), text: 'x' }),
    ];
    const kind = { 401: 'unauthorized', 403: 'forbidden', 404: 'missing', 409: 'conflict', 429: 'limited', 500: 'server', 503: 'server', 'reset-before': 'unreachable' }[fault];
    for (const reply of replies) expect(reply.ok ? 'ok' : reply.problem.kind).toBe(kind);
    for (const reply of replies) if (!reply.ok) expect(reply.problem.text).toMatch(/^[A-Z].*\.$/s);
    expect(JSON.stringify(replies)).not.toMatch(TOKENS);
  });
});

describe('who approved what', () => {
  const reviewsOf = async <F extends FakeForge>(open: () => Promise<Ground<F>>, set: (fake: F) => void): Promise<readonly string[]> => {
    const ground = await open();
    set(ground.fake);
    const reviews = await ground.forge.reviews?.({ number: 7, head: HEAD, author: 'ann', open: true });
    await ground.fake.server.stop();
    return reviews === undefined ? ['none'] : value(reviews).map(({ by, kind, commit, counts }) => `${by} ${kind} ${commit === HEAD ? 'head' : commit === undefined ? 'unknown' : 'other'}${counts ? '' : ' idle'}`);
  };

  it('GitHub: by commit, and only of those who may write', async () => {
    expect(await reviewsOf(github, (fake) => fake.reviews.push({ pull: 7, author: 'bob', state: 'APPROVED', commit: HEAD, association: 'MEMBER' }, { pull: 7, author: 'eve', state: 'APPROVED', commit: MERGE, association: 'NONE' })))
      .toEqual(['bob approved head', 'eve approved other idle']);
  });
  it('GitLab: by time', async () => {
    expect(await reviewsOf(gitlab, (fake) => {
      fake.versions.push({ iid: 7, head: MERGE, at: '2026-11-23T09:00:00Z' }, { iid: 7, head: HEAD, at: '2026-11-23T10:00:00Z' });
      fake.approvals.push({ iid: 7, user: 'bob', at: '2026-11-23T11:00:00Z' }, { iid: 7, user: 'eve', at: '2026-11-23T09:30:00Z' }, { iid: 7, user: 'old' });
    })).toEqual(['bob approved head', 'eve approved unknown', 'old approved unknown']);
  });
  it('Azure: votes name no commit', async () => {
    expect(await reviewsOf(azure, (fake) => fake.votes.push({ id: 'bob', vote: 10 }, { id: 'kim', vote: 5 }, { id: 'eve', vote: -10 }, { id: 'new', vote: 0 }))).toEqual(['bob approved unknown', 'kim approved unknown', 'eve changes-requested unknown']);
  });
  it('Bitbucket: approvals name no commit', async () => {
    expect(await reviewsOf(bitbucket, (fake) => fake.participants.push({ user: 'bob', state: 'approved' }, { user: 'eve', state: 'changes_requested' }, { user: 'new', state: null }))).toEqual(['bob approved unknown', 'eve changes-requested unknown']);
  });
  it('Gitea: by commit; what is stale or not official counts for nothing', async () => {
    expect(await reviewsOf(gitea, (fake) => fake.reviews.push(
      { author: 'bob', state: 'APPROVED', commit: HEAD, official: true, stale: false }, { author: 'eve', state: 'APPROVED', commit: MERGE, official: true, stale: true }, { author: 'kim', state: 'REQUEST_CHANGES', commit: HEAD, official: false, stale: false },
    ))).toEqual(['bob approved head', 'eve approved other idle', 'kim changes-requested head idle']);
  });
});

describe('what is of one forge alone', () => {
  it('Azure: a token that is none gets a page to sign in, and that is told so', async () => {
    const ground = await azure();
    ground.fake.tokens.clear();
    const told = await ground.forge.pull({ number: 7 });
    expect(told).toMatchObject({ ok: false, problem: { kind: 'unauthorized', text: expect.stringContaining('a page to sign in') } });
    await ground.fake.server.stop();
  });

  it('Azure: a comment of ours that people deleted is made again', async () => {
    const ground = await azure();
    value(await putSticky(ground.forge.notes(7), { marker: markerOf(), text: 'one' }));
    Object.assign(ground.fake.threads[0]?.comments[0] ?? {}, { isDeleted: true, content: undefined });
    expect(value(await putSticky(ground.forge.notes(7), { marker: markerOf(), text: 'two' })).did).toBe('created');
    await ground.fake.server.stop();
  });

  it('Azure: an answer to our thread is left alone', async () => {
    const ground = await azure();
    value(await putSticky(ground.forge.notes(7), { marker: markerOf(), text: 'one' }));
    ground.fake.threads[0]?.comments.push({ id: 2, author: 'ann', content: 'why?', isDeleted: false });
    value(await putSticky(ground.forge.notes(7), { marker: markerOf(), text: 'two' }));
    expect(ground.fake.bodies().map((body) => body.split('\n').at(-2) ?? body)).toEqual(['two', 'why?']);
    await ground.fake.server.stop();
  });

  it('Bitbucket: a token that may not ask who it is of writes over no comment of others, and nothing of theirs changes', async () => {
    const ground = await bitbucket();
    for (const author of ['mallory', 'eve', 'kim']) ground.fake.say(author, `${markerLine(markerOf({ at: '2099-01-01T00:00:00Z' }), 'reference')}\n${author}`);
    expect(value(await putSticky(ground.forge.notes(7), { marker: markerOf(), text: 'mine', form: 'reference' })).did).toBe('created');
    ground.fake.say('zoe', 'hello');
    expect(value(await putSticky(ground.forge.notes(7), { marker: markerOf({ at: '2026-11-23T11:00:00Z' }), text: 'again', form: 'reference' })).did).toBe('updated');
    expect(ground.fake.bodies().map((body) => body.trimEnd().split('\n').at(-1))).toEqual(['mallory', 'eve', 'kim', 'again', 'hello']);
    await ground.fake.server.stop();
  });

  it('Bitbucket: the head is asked for in full, and one that does not fit is refused', async () => {
    const ground = await bitbucket();
    ground.fake.server.fault = (call) => (/\/commit\/\w+$/.test(call.path) ? { json: { hash: MERGE } } : undefined);
    expect(await ground.forge.pull({ number: 7 })).toMatchObject({ ok: false, problem: { kind: 'unexpected' } });
    await ground.fake.server.stop();
  });

  it('Gitea before 1.22: a merged pull request is found among those that changed last', async () => {
    const ground = await gitea();
    ground.fake.tellsPulls = false;
    Object.assign(ground.fake.pulls[0] ?? {}, { state: 'closed', mergeCommit: MERGE });
    expect(value(await ground.forge.pull({ commit: MERGE }))).toMatchObject({ number: 7, head: HEAD });
    await ground.fake.server.stop();
  });
});
