import { markerLine } from '../../src/forge/marker';
import { putSticky } from '../../src/forge';
import type { Call, Fault } from './fake-server';
import { FORGES, markerOf, TOKENS, type Ground } from './ground';

const writes = (call: Call): boolean => call.method !== 'GET' && !call.path.endsWith('/graphql');
const lists = (call: Call): boolean => call.method === 'GET' && /(comments|notes|threads)$/.test(call.path);
const creates = (call: Call): boolean => call.method === 'POST' && /(comments|notes|threads)$/.test(call.path);
const always = (which: (call: Call) => boolean, fault: Fault) => (call: Call) => (which(call) ? fault : undefined);
/** The first `times` such calls fail. */
const first = (times: number, which: (call: Call) => boolean, fault: Fault) => {
  let left = times;
  return (call: Call) => (which(call) && left-- > 0 ? fault : undefined);
};

interface Case {
  /** Made anew for each run. */
  readonly fault: () => (call: Call) => Fault | undefined;
  /** What it comes to: what was done, or the kind of the problem. */
  readonly end: string;
  /** Own comments that are there afterwards. */
  readonly comments: number;
  /** Waits, in milliseconds. */
  readonly waits?: readonly number[];
  /** Calls of the failing kind at most. */
  readonly most: number;
}

const CASES: Readonly<Record<string, Case>> = {
  'nothing goes wrong': { fault: () => () => undefined, end: 'created', comments: 1, waits: [], most: 6 },
  '401: the token is wrong': { fault: () => always(lists, { status: 401, json: { message: 'Bad credentials' } }), end: 'unauthorized', comments: 0, waits: [], most: 3 },
  '403 on writing: the right is missing': { fault: () => always(writes, { status: 403, json: { message: 'Resource not accessible by integration' }, headers: { 'x-accepted-github-permissions': 'pull_requests=write' } }), end: 'forbidden', comments: 0, waits: [], most: 5 },
  '404 on listing': { fault: () => always(lists, { status: 404, json: { message: 'Not Found' } }), end: 'missing', comments: 0, waits: [], most: 3 },
  '409 on writing': { fault: () => always(writes, { status: 409, json: { message: 'Conflict' } }), end: 'conflict', comments: 0, waits: [], most: 5 },
  '422: it is too long': { fault: () => always(writes, { status: 422, json: { message: 'Validation Failed', errors: ['Body is too long'] } }), end: 'refused', comments: 0, waits: [], most: 5 },
  '413: it is too long': { fault: () => always(writes, { status: 413, text: 'too large' }), end: 'refused', comments: 0, waits: [], most: 5 },
  '500 once on listing': { fault: () => first(1, lists, { status: 500, text: '<html>oops</html>' }), end: 'created', comments: 1, waits: [1000], most: 7 },
  '502 for ever on listing: five calls, no more': { fault: () => always(lists, { status: 502, text: '' }), end: 'server', comments: 0, waits: [1000, 2000, 4000, 8000], most: 7 },
  '503 with Retry-After on listing': { fault: () => first(1, lists, { status: 503, headers: { 'retry-after': '7' } }), end: 'created', comments: 1, waits: [7000], most: 7 },
  '501 does not change by waiting': { fault: () => always(lists, { status: 501 }), end: 'server', comments: 0, waits: [], most: 3 },
  '429 with Retry-After is waited out, on writing too': { fault: () => first(1, writes, { status: 429, headers: { 'retry-after': '3' } }), end: 'created', comments: 1, waits: [3000], most: 7 },
  '429 without a word backs off': { fault: () => first(2, writes, { status: 429 }), end: 'created', comments: 1, waits: [1000, 2000], most: 8 },
  '429 for ever: five calls, no more': { fault: () => always(writes, { status: 429 }), end: 'limited', comments: 0, waits: [1000, 2000, 4000, 8000], most: 9 },
  '429 that asks for an hour is not waited for': { fault: () => always(writes, { status: 429, headers: { 'retry-after': '3600' } }), end: 'limited', comments: 0, waits: [], most: 5 },
  'Retry-After as a date': { fault: () => first(1, lists, { status: 429, headers: { 'retry-after': 'Mon, 23 Nov 2026 12:00:30 GMT' } }), end: 'created', comments: 1, waits: [30_000], most: 7 },
  'a secondary limit without a time waits a minute': { fault: () => first(1, writes, { status: 403, json: { message: 'You have exceeded a secondary rate limit.' } }), end: 'created', comments: 1, waits: [60_000], most: 7 },
  'a limit that ends soon is waited out': { fault: () => first(1, lists, { status: 403, json: { message: 'API rate limit exceeded' }, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Date.UTC(2026, 10, 23, 12, 0, 20) / 1000) } }), end: 'created', comments: 1, waits: [21_000], most: 7 },
  'a limit that ends late is told at once': { fault: () => always(lists, { status: 403, json: { message: 'API rate limit exceeded' }, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Date.UTC(2026, 10, 23, 13) / 1000) } }), end: 'limited', comments: 0, waits: [], most: 3 },
  'the connection is reset while listing': { fault: () => first(2, lists, 'reset-before'), end: 'created', comments: 1, waits: [1000, 2000], most: 8 },
  'the connection is reset for ever while listing': { fault: () => always(lists, 'reset-before'), end: 'unreachable', comments: 0, waits: [1000, 2000, 4000, 8000], most: 7 },
  'reset after the comment was made: it is found, and made once': { fault: () => first(1, creates, 'reset-after'), end: 'unchanged', comments: 1, waits: [], most: 8 },
  'reset before the comment was made: looked for, then sent again': { fault: () => first(1, creates, 'reset-before'), end: 'created', comments: 1, waits: [], most: 8 },
  '502 after the comment: looked for, then sent again': { fault: () => first(1, creates, { status: 502, text: '' }), end: 'created', comments: 1, waits: [], most: 8 },
  '500 for ever on writing: three tries': { fault: () => always(creates, { status: 500, text: '' }), end: 'server', comments: 0, waits: [], most: 9 },
  'an answer that is no JSON': { fault: () => always(lists, { status: 200, text: '<html>login</html>' }), end: 'unexpected', comments: 0, waits: [], most: 3 },
  'an answer that is no list': { fault: () => always(lists, { status: 200, json: { hello: 1 } }), end: 'unexpected', comments: 0, waits: [], most: 3 },
  'a redirect is not followed': { fault: () => always(lists, { status: 302, headers: { location: 'https://evil.example/' } }), end: 'unexpected', comments: 0, waits: [], most: 3 },
  'a next page on another host is not asked for': { fault: () => always(lists, { status: 200, json: [], headers: { link: '<https://evil.example/?page=2>; rel="next"' } }), end: 'unexpected', comments: 0, waits: [], most: 3 },
};

describe.each(FORGES)('a comment on %s', (name, open) => {
  let ground: Ground;
  beforeEach(async () => { ground = await open(); });
  afterEach(() => ground.fake.server.stop());
  /** Who it is of is found by trying to write. */
  const unknown = name.includes('does not say');
  const bodies = (): readonly string[] => ground.fake.bodies();
  const own = (): readonly string[] => bodies().filter((body) => body.includes('holdfast:v1'));
  const mine = (): string => ground.fake.me;
  const say = (author: string, body: string): void => ground.fake.say(author, body);

  it.each(Object.entries(CASES))('%s', async (_what, { fault, end, comments, waits, most }) => {
    ground.fake.server.fault = fault();
    const put = await putSticky(ground.forge.notes(7), { marker: markerOf(), text: 'hello' });
    expect(put.ok ? put.value.did : put.problem.kind).toBe(end);
    expect(own()).toHaveLength(comments);
    if (waits !== undefined) expect(ground.waits).toEqual(waits);
    expect(ground.fake.server.calls.length).toBeLessThanOrEqual(unknown ? most * 1.5 : most);
    if (!put.ok) {
      expect(put.problem.text).not.toMatch(TOKENS);
      expect(put.problem.text).toMatch(/^[A-Z].*\.$/s);
    }
  });

  it('is found behind 250 others, and written over', async () => {
    for (let i = 0; i < 250; i++) say(`someone${i}`, `comment ${i}`);
    say(mine(), `${markerLine(markerOf())}\nold`);
    for (let i = 0; i < 30; i++) say('late', 'more');
    const put = await putSticky(ground.forge.notes(7), { marker: markerOf({ at: '2026-11-23T11:00:00Z' }), text: 'new' });
    expect(put).toMatchObject({ ok: true, value: { did: 'updated' } });
    expect(own()).toHaveLength(1);
    expect(own()[0]).toContain('\nnew\n');
    // Azure has no pages; Gitea's are of 50.
    expect(ground.fake.server.calls.filter(lists).length).toBe(name === 'Azure DevOps' ? 1 : name === 'Gitea' || unknown ? 6 : 3);
  });

  it('a marker by somebody else is not ours', async () => {
    const spoofed = `${markerLine(markerOf({ at: '2099-01-01T00:00:00Z' }))}\nLGTM`;
    say('mallory', spoofed);
    say('mallory[bot]', spoofed);
    const put = await putSticky(ground.forge.notes(7), { marker: markerOf(), text: 'real' });
    expect(put).toMatchObject({ ok: true, value: { did: 'created' } });
    expect(bodies().filter((body) => body === spoofed)).toHaveLength(2);
  });

  it('a marker that is quoted further down, or damaged, is none', async () => {
    say(mine(), `> ${markerLine(markerOf())}\nas it said`);
    say(mine(), `look:\n${markerLine(markerOf())}`);
    say(mine(), '<!-- holdfast:v1 {"kind":"plan"} -->\nhalf');
    say(mine(), `<!-- holdfast:v1 ${'x'.repeat(90_000)} -->`);
    expect(await putSticky(ground.forge.notes(7), { marker: markerOf(), text: 'real' })).toMatchObject({ ok: true, value: { did: 'created' } });
  });

  it('two runs that find none and make one each leave one: the newest', async () => {
    const open = ground.forge.notes(7);
    let waiting: (() => void) | undefined;
    const both = new Promise<void>((resolve) => { waiting = resolve; });
    let looked = 0;
    // Each has its first look before either writes.
    const together = { ...open, list: async () => { const listed = await open.list(); looked++; if (looked === 2) waiting?.(); if (looked <= 2) await both; return listed; } };
    const ends = await Promise.all([
      putSticky(together, { marker: markerOf({ at: '2026-11-23T11:00:00Z' }), text: 'later' }),
      putSticky(together, { marker: markerOf(), text: 'earlier' }),
    ]);
    expect(ends.every(({ ok }) => ok)).toBe(true);
    expect(ground.fake.server.calls.filter(creates)).toHaveLength(2);
    expect(own()).toHaveLength(1);
    expect(own()[0]).toContain('\nlater\n');
  });

  it('those that earlier runs left twice are made one again', async () => {
    for (const text of ['one', 'two', 'three']) say(mine(), `${markerLine(markerOf())}\n${text}`);
    say('mallory', `${markerLine(markerOf())}\nspoofed`);
    expect(await putSticky(ground.forge.notes(7), { marker: markerOf({ at: '2026-11-23T11:00:00Z' }), text: 'new' })).toMatchObject({ value: { did: 'updated' } });
    expect(own().map((body) => body.split('\n')[1])).toEqual(['new', 'spoofed']);
  });

  it('one too many that cannot be removed stays, and nothing fails by it', async () => {
    for (const text of ['one', 'two']) say(mine(), `${markerLine(markerOf())}\n${text}`);
    ground.fake.server.fault = always((call) => call.method === 'DELETE', { status: 403, json: { message: 'no' } });
    expect(await putSticky(ground.forge.notes(7), { marker: markerOf({ at: '2026-11-23T11:00:00Z' }), text: 'new' })).toMatchObject({ value: { did: 'updated' } });
    expect(own()).toHaveLength(2);
  });

  it('other stacks, workspaces and names have comments of their own', async () => {
    for (const other of [{ stack: 'test' }, { workspace: 'blue' }, { name: 'eu' }, { kind: 'drift' }]) say(mine(), `${markerLine(markerOf(other))}\nother`);
    expect(await putSticky(ground.forge.notes(7), { marker: markerOf(), text: 'mine' })).toMatchObject({ value: { did: 'created' } });
    expect(own()).toHaveLength(5);
  });

  it('a later run is never written over by an earlier one', async () => {
    await putSticky(ground.forge.notes(7), { marker: markerOf({ at: '2026-11-23T11:00:00Z' }), text: 'later' });
    expect(await putSticky(ground.forge.notes(7), { marker: markerOf(), text: 'earlier' })).toMatchObject({ value: { did: 'left-newer', at: '2026-11-23T11:00:00Z' } });
    await putSticky(ground.forge.notes(7), { marker: markerOf({ at: '2026-11-23T11:00:00Z', run: 0 }), text: 'same moment, earlier run' });
    expect(own()).toHaveLength(1);
    expect(own()[0]).toContain('\nlater\n');
  });

  it('the same is not sent again', async () => {
    await putSticky(ground.forge.notes(7), { marker: markerOf(), text: 'same' });
    const before = ground.fake.server.changes.length;
    expect(await putSticky(ground.forge.notes(7), { marker: markerOf(), text: 'same\n\n' })).toMatchObject({ value: { did: 'unchanged' } });
    expect(ground.fake.server.changes).toHaveLength(before + (unknown ? 1 : 0));
  });

  it('is not made where only an existing one is to be kept up to date', async () => {
    expect(await putSticky(ground.forge.notes(7), { marker: markerOf(), text: 'no changes', create: false })).toMatchObject({ value: { did: 'none' } });
    expect(ground.fake.server.changes).toEqual([]);
  });

  it(`${name} is asked with the token, and says so in no message`, async () => {
    ground.fake.tokens.clear();
    const put = await putSticky(ground.forge.notes(7), { marker: markerOf(), text: 'x' });
    expect(put).toMatchObject({ ok: false, problem: { kind: 'unauthorized' } });
    expect(JSON.stringify(put)).not.toMatch(TOKENS);
  });
});
