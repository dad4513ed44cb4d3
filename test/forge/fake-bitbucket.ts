import { FakeServer, type Call, type FakeForge, type Said } from './fake-server';

/** Bitbucket Cloud as far as the commands speak with it: repository `acme/infra`, everything below `/2.0`. */
export class FakeBitbucket implements FakeForge {
  readonly server: FakeServer;
  readonly me = '{b0b0-repository-token}';
  tokens = new Set(['bb-token-of-the-repository']);
  /** A token of a repository may not ask who it is; one of a person may. */
  knowsItself = false;
  readonly pulls: { id: number; head: string; author: string; state: string; mergeCommit?: string }[] = [];
  readonly comments: { id: number; author: string; raw: string; deleted: boolean }[] = [];
  readonly statuses: any[] = [];
  readonly participants: { user: string; state: string | null }[] = [];
  private nextId = 300;

  constructor() {
    this.server = new FakeServer((call) => this.answer(call));
  }

  bodies(): readonly string[] { return this.comments.filter(({ deleted }) => !deleted).map(({ raw }) => raw); }
  say(author: string, raw: string): void { this.add(author, raw); }

  private add(author: string, raw: string): FakeBitbucket['comments'][number] {
    const made = { id: this.nextId++, author, raw, deleted: false };
    this.comments.push(made);
    return made;
  }

  private answer(call: Call): Said | undefined {
    const token = String(call.headers.authorization ?? '').replace(/^Bearer /, '');
    if (!this.tokens.has(token)) return { status: 401, json: { type: 'error', error: { message: 'Token is invalid, expired, or not supported for this endpoint.' } } };
    if (call.path === '/2.0/user') return this.knowsItself ? { json: { uuid: this.me } } : { status: 403, json: { type: 'error', error: { message: 'This API is not accessible by this authentication mechanism' } } };
    const path = call.path.replace(/^\/2\.0\/repositories\/acme\/infra/, '');
    if (path === call.path) return undefined;
    for (const [method, pattern, work] of this.routes) {
      const found = pattern.exec(path);
      if (found !== null && method === call.method) return work(call, found.slice(1));
    }
    return undefined;
  }

  /** A page names the next one in its body, by a token of its own. */
  private paged(items: readonly unknown[], call: Call): Said {
    const from = call.query.get('page') === null ? 0 : Number(Buffer.from(call.query.get('page') ?? '', 'base64url').toString());
    const per = Math.min(100, Number(call.query.get('pagelen') ?? '10'));
    const next = `${this.server.url}${call.path}?pagelen=${per}&page=${Buffer.from(String(from + per)).toString('base64url')}`;
    return { json: { pagelen: per, values: items.slice(from, from + per), ...(from + per < items.length ? { next } : {}) } };
  }

  private readonly routes: readonly (readonly [string, RegExp, (call: Call, parts: string[]) => Said | undefined])[] = [
    ['GET', /^\/pullrequests\/7\/comments$/, (call) => this.paged(this.comments.map((c) => commentJson(c)), call)],
    ['POST', /^\/pullrequests\/7\/comments$/, (call) => (call.body.content.raw.length > 32_768 ? { status: 400, json: { type: 'error', error: { message: 'Bad request', fields: { content: ['Comment is too long'] } } } } : { status: 201, json: commentJson(this.add(this.me, call.body.content.raw)) })],
    ['PUT', /^\/pullrequests\/7\/comments\/(\d+)$/, (call, [id]) => this.own(id, (found) => { found.raw = call.body.content.raw; return { json: commentJson(found) }; })],
    ['DELETE', /^\/pullrequests\/7\/comments\/(\d+)$/, (_call, [id]) => this.own(id, (found) => { Object.assign(found, { deleted: true, raw: '' }); return { status: 204 }; })],
    ['GET', /^\/pullrequests\/(\d+)$/, (_call, [id]) => { const found = this.pulls.find((p) => p.id === Number(id)); return found === undefined ? undefined : { json: this.pullJson(found) }; }],
    ['GET', /^\/commit\/(\w+)\/pullrequests$/, (call, [sha = '']) => this.paged(this.pulls.filter((p) => p.head === sha || p.mergeCommit === sha).map((p) => this.pullJson(p)), call)],
    ['GET', /^\/commit\/(\w+)$/, (_call, [sha = '']) => { const found = this.pulls.find((p) => p.head.startsWith(sha)); return found === undefined ? undefined : { json: { hash: found.head } }; }],
    ['POST', /^\/commit\/(\w+)\/statuses\/build$/, (call, [sha]) => {
      if (call.body.key.length > 40 || call.body.url === undefined) return { status: 400, json: { type: 'error', error: { message: 'Bad request' } } };
      this.statuses.push({ sha, ...call.body });
      return { status: 201, json: {} };
    }],
  ];

  /** Only who wrote a comment may change it. */
  private own(id: string | undefined, work: (found: FakeBitbucket['comments'][number]) => Said): Said | undefined {
    const found = this.comments.find((c) => c.id === Number(id) && !c.deleted);
    if (found === undefined) return undefined;
    return found.author === this.me ? work(found) : { status: 403, json: { type: 'error', error: { message: 'You do not have access to change this comment.' } } };
  }

  private pullJson(p: { id: number; head: string; author: string; state: string; mergeCommit?: string }): unknown {
    return {
      id: p.id, state: p.state, author: { uuid: p.author }, source: { commit: { hash: p.head.slice(0, 12) }, repository: { full_name: 'acme/infra' } },
      merge_commit: p.mergeCommit === undefined ? null : { hash: p.mergeCommit.slice(0, 12) }, participants: this.participants.map(({ user, state }) => ({ user: { uuid: user }, state })),
    };
  }
}

const commentJson = (c: FakeBitbucket['comments'][number]): unknown => ({
  id: c.id, deleted: c.deleted, content: { raw: c.raw }, user: { uuid: c.author }, links: { html: { href: `https://bitbucket.test/acme/infra/pull-requests/7#comment-${c.id}` } },
});
