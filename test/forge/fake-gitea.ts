import { FakeServer, page, type Call, type FakeForge, type Said } from './fake-server';

/** Gitea and Forgejo as far as the commands speak with them: repository `acme/infra`, everything below `/api/v1`. */
export class FakeGitea implements FakeForge {
  readonly server: FakeServer;
  login = 'gitea-actions';
  tokens = new Set(['gitea-token-of-the-run']);
  /** The token of a run may not ask who it is. */
  knowsItself = false;
  /** Since 1.22 it tells the pull request of a merge commit. */
  tellsPulls = true;
  readonly pulls: { number: number; head: string; author: string; state: string; mergeCommit?: string }[] = [];
  readonly comments: { id: number; issue: number; author: string; body: string }[] = [];
  readonly statuses: any[] = [];
  readonly reviews: { author: string; state: string; commit: string; official: boolean; stale: boolean }[] = [];
  readonly issues: { number: number; title: string; body: string; state: string; author: string; labels: number[] }[] = [];
  readonly labels: { id: number; name: string; color: string }[] = [];
  readonly pullLabels: number[] = [];
  private nextId = 700;

  constructor() {
    this.server = new FakeServer((call) => this.answer(call));
  }

  get me(): string { return this.login; }
  bodies(): readonly string[] { return this.comments.map(({ body }) => body); }
  say(author: string, body: string): void { this.comments.push({ id: this.nextId++, issue: 7, author, body }); }

  private answer(call: Call): Said | undefined {
    const token = /^token (.+)$/.exec(String(call.headers.authorization ?? ''))?.[1];
    if (token === undefined || !this.tokens.has(token)) return { status: 401, json: { message: 'user does not exist [uid: 0, name: ]' } };
    if (call.path === '/api/v1/user') return this.knowsItself ? { json: { login: this.login } } : { status: 403, json: { message: 'token does not have at least one of required scope(s): [read:user]' } };
    const path = call.path.replace(/^\/api\/v1\/repos\/acme\/infra/, '');
    if (path === call.path) return undefined;
    for (const [method, pattern, work] of this.routes) {
      const found = pattern.exec(path);
      if (found !== null && method === call.method) return work(call, found.slice(1));
    }
    return undefined;
  }

  /** It gives 50 items of a list at most, whatever is asked for. */
  private list(items: readonly unknown[], call: Call): Said { return page(items, call, 50, this.server.url); }

  private readonly routes: readonly (readonly [string, RegExp, (call: Call, parts: string[]) => Said | undefined])[] = [
    ['GET', /^\/issues\/(\d+)\/comments$/, (call, [issue]) => this.list(this.comments.filter((c) => c.issue === Number(issue)).map((c) => commentJson(c)), call)],
    ['POST', /^\/issues\/(\d+)\/comments$/, (call, [issue]) => {
      const made = { id: this.nextId++, issue: Number(issue), author: this.login, body: call.body.body };
      this.comments.push(made);
      return { status: 201, json: commentJson(made) };
    }],
    ['PATCH', /^\/issues\/comments\/(\d+)$/, (call, [id]) => {
      const found = this.comments.find((c) => c.id === Number(id));
      if (found === undefined) return undefined;
      found.body = call.body.body;
      return { json: commentJson(found) };
    }],
    ['DELETE', /^\/issues\/comments\/(\d+)$/, (_call, [id]) => {
      const found = this.comments.findIndex((c) => c.id === Number(id));
      if (found < 0) return undefined;
      this.comments.splice(found, 1);
      return { status: 204 };
    }],
    ['GET', /^\/pulls$/, (call) => this.list(this.pulls.filter((p) => p.state === call.query.get('state')).map(pullJson), call)],
    ['GET', /^\/pulls\/(\d+)$/, (_call, [number]) => { const found = this.pulls.find((p) => p.number === Number(number)); return found === undefined ? undefined : { json: pullJson(found) }; }],
    ['GET', /^\/commits\/(\w+)\/pull$/, (_call, [sha]) => { const found = this.tellsPulls ? this.pulls.find((p) => p.mergeCommit === sha) : undefined; return found === undefined ? undefined : { json: pullJson(found) }; }],
    ['GET', /^\/pulls\/(\d+)\/reviews$/, (call) => this.list(this.reviews.map((r) => ({ user: { login: r.author }, state: r.state, commit_id: r.commit, official: r.official, stale: r.stale, dismissed: false })), call)],
    ['POST', /^\/statuses\/(\w+)$/, (call, [sha]) => { this.statuses.push({ sha, ...call.body }); return { status: 201, json: {} }; }],
    ['GET', /^\/labels$/, (call) => this.list(this.labels, call)],
    ['POST', /^\/labels$/, (call) => { const made = { id: this.nextId++, name: call.body.name, color: call.body.color }; this.labels.push(made); return { status: 201, json: made }; }],
    ['GET', /^\/issues\/7\/labels$/, (call) => this.list(this.labels.filter(({ id }) => this.pullLabels.includes(id)), call)],
    ['POST', /^\/issues\/(\d+)\/labels$/, (call, [issue]) => {
      const onto = issue === '7' ? this.pullLabels : this.issues.find((i) => i.number === Number(issue))?.labels;
      onto?.push(...call.body.labels);
      return { json: [] };
    }],
    ['DELETE', /^\/issues\/7\/labels\/(\d+)$/, (_call, [id]) => {
      if (!this.pullLabels.includes(Number(id))) return undefined;
      this.pullLabels.splice(this.pullLabels.indexOf(Number(id)), 1);
      return { status: 204 };
    }],
    ['GET', /^\/issues$/, (call) => this.list(this.issues.filter((i) => i.labels.some((id) => this.labels.find((one) => one.id === id)?.name === call.query.get('labels'))).map((i) => this.issueJson(i)), call)],
    ['POST', /^\/issues$/, (call) => {
      const made = { number: this.nextId++, title: call.body.title, body: call.body.body, state: 'open', author: this.login, labels: [] };
      this.issues.push(made);
      return { status: 201, json: this.issueJson(made) };
    }],
    ['PATCH', /^\/issues\/(\d+)$/, (call, [number]) => {
      const found = this.issues.find((i) => i.number === Number(number));
      if (found === undefined) return undefined;
      Object.assign(found, call.body);
      return { json: this.issueJson(found) };
    }],
  ];

  private issueJson(i: FakeGitea['issues'][number]): unknown {
    return { number: i.number, title: i.title, body: i.body, state: i.state, user: { login: i.author }, pull_request: null, html_url: `https://gitea.test/acme/infra/issues/${i.number}` };
  }
}

const commentJson = (c: { id: number; author: string; body: string }): unknown => ({ id: c.id, body: c.body, user: { login: c.author }, html_url: `https://gitea.test/acme/infra/pulls/7#issuecomment-${c.id}` });
const pullJson = (p: { number: number; head: string; author: string; state: string; mergeCommit?: string }): unknown => ({
  number: p.number, state: p.state, head: { sha: p.head }, user: { login: p.author }, merged: p.mergeCommit !== undefined, merge_commit_sha: p.mergeCommit ?? null,
});
