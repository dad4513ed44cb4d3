import { FakeServer, page, type Call, type FakeForge, type Said } from './fake-server';

export interface FakePull {
  number: number;
  head: string;
  author: string;
  open: boolean;
  mergeCommit?: string;
  branch?: string;
}

/** GitHub as far as the commands speak with it: repository `acme/infra`. */
export class FakeGithub implements FakeForge {
  readonly server: FakeServer;
  login = 'github-actions[bot]';
  tokens = new Set(['ghs_token-of-the-run']);
  readonly pulls: FakePull[] = [];
  readonly comments: { id: number; issue: number; author: string; body: string; type: string }[] = [];
  readonly reviews: { pull: number; author: string; state: string; commit: string; association: string; type?: string }[] = [];
  readonly statuses: { sha: string; context: string; state: string; description: string; target_url?: string }[] = [];
  readonly checks: any[] = [];
  readonly issues: { number: number; title: string; body: string; state: string; author: string; labels: string[] }[] = [];
  readonly runs: { id: number; workflow: string; head: string }[] = [];
  readonly labels = new Map<string, string>();
  readonly pullLabels = new Map<number, string[]>();
  private nextId = 1000;

  constructor() {
    this.server = new FakeServer((call) => this.answer(call));
  }

  get me(): string { return this.login; }
  bodies(): readonly string[] { return this.comments.map(({ body }) => body); }
  say(author: string, body: string): void { this.addComment(7, author, body); }

  addComment(issue: number, author: string, body: string): number {
    const id = this.nextId++;
    this.comments.push({ id, issue, author, body, type: author.endsWith('[bot]') ? 'Bot' : 'User' });
    return id;
  }

  private answer(call: Call): Said | undefined {
    const token = /^Bearer (.+)$/.exec(String(call.headers.authorization ?? ''))?.[1];
    if (token === undefined || !this.tokens.has(token)) return { status: 401, json: { message: 'Bad credentials' } };
    if (call.path === '/graphql') return { json: { data: { viewer: { login: this.login } } } };
    if (call.path === '/user') return { status: 403, json: { message: 'Resource not accessible by integration' } };
    const path = call.path.replace(/^\/repos\/acme\/infra/, '');
    if (path === call.path) return undefined;
    for (const [method, pattern, work] of this.routes) {
      const found = pattern.exec(path);
      if (found !== null && method === call.method) return work(call, found.slice(1));
    }
    return undefined;
  }

  private readonly routes: readonly (readonly [string, RegExp, (call: Call, parts: string[]) => Said | undefined])[] = [
    ['GET', /^\/issues\/(\d+)\/comments$/, (call, [issue]) => page(this.comments.filter((c) => c.issue === Number(issue)).map((c) => this.commentJson(c)), call, 100, this.server.url)],
    ['POST', /^\/issues\/(\d+)\/comments$/, (call, [issue]) => {
      if ([...call.body.body].length > 65536) return { status: 422, json: { message: 'Validation Failed', errors: ['Body is too long (maximum is 65536 characters)'] } };
      const id = this.addComment(Number(issue), this.login, call.body.body);
      return { status: 201, json: this.commentJson(this.comments.find((c) => c.id === id)!) };
    }],
    ['PATCH', /^\/issues\/comments\/(\d+)$/, (call, [id]) => {
      const found = this.comments.find((c) => c.id === Number(id));
      if (found === undefined) return undefined;
      found.body = call.body.body;
      return { json: this.commentJson(found) };
    }],
    ['DELETE', /^\/issues\/comments\/(\d+)$/, (_call, [id]) => {
      const found = this.comments.findIndex((c) => c.id === Number(id));
      if (found < 0) return undefined;
      this.comments.splice(found, 1);
      return { status: 204 };
    }],
    ['GET', /^\/pulls$/, (call) => ({ json: this.pulls.filter((p) => p.open && `acme:${p.branch ?? 'feature'}` === call.query.get('head') || `fork:${p.branch ?? 'feature'}` === call.query.get('head')).map((p) => this.pullJson(p)) })],
    ['GET', /^\/pulls\/(\d+)$/, (_call, [number]) => { const found = this.pulls.find((p) => p.number === Number(number)); return found === undefined ? undefined : { json: this.pullJson(found) }; }],
    ['GET', /^\/pulls\/(\d+)\/reviews$/, (call, [number]) => page(this.reviews.filter((r) => r.pull === Number(number)).map((r) => ({
      user: { login: r.author, type: r.type ?? 'User' }, state: r.state, commit_id: r.commit, author_association: r.association,
    })), call, 100, this.server.url)],
    ['GET', /^\/commits\/(\w+)\/pulls$/, (_call, [sha]) => ({ json: this.pulls.filter((p) => p.head === sha || p.mergeCommit === sha).map((p) => this.pullJson(p)) })],
    ['GET', /^\/actions\/workflows\/([\w.-]+)\/runs$/, (call, [workflow]) => {
      const head = call.query.get('head_sha');
      return { json: { workflow_runs: this.runs.filter((r) => r.workflow === workflow && (head === null || r.head === head)).reverse().slice(0, 1) } };
    }],
    ['POST', /^\/statuses\/(\w+)$/, (call, [sha = '']) => {
      if ([...call.body.description].length > 140) return { status: 422, json: { message: 'description is too long (maximum is 140 characters)' } };
      this.statuses.push({ sha, ...call.body });
      return { status: 201, json: {} };
    }],
    ['POST', /^\/check-runs$/, (call) => { this.checks.push(call.body); return { status: 201, json: { id: 1 } }; }],
    ['GET', /^\/issues\/(\d+)\/labels$/, (_call, [pull]) => ({ json: (this.pullLabels.get(Number(pull)) ?? []).map((name) => ({ name })) })],
    ['POST', /^\/issues\/(\d+)\/labels$/, (call, [pull]) => { this.pullLabels.set(Number(pull), [...new Set([...this.pullLabels.get(Number(pull)) ?? [], ...call.body.labels])]); return { json: [] }; }],
    ['DELETE', /^\/issues\/(\d+)\/labels\/(.+)$/, (_call, [pull, name]) => {
      const own = this.pullLabels.get(Number(pull)) ?? [];
      if (!own.includes(name ?? '')) return undefined;
      this.pullLabels.set(Number(pull), own.filter((one) => one !== name));
      return { json: [] };
    }],
    ['POST', /^\/labels$/, (call) => {
      if (this.labels.has(call.body.name)) return { status: 422, json: { message: 'Validation Failed', errors: [{ code: 'already_exists' }] } };
      this.labels.set(call.body.name, call.body.color);
      return { status: 201, json: {} };
    }],
    ['GET', /^\/issues$/, (call) => page(this.issues.filter((i) => i.labels.includes(call.query.get('labels') ?? '')).map((i) => this.issueJson(i)), call, 100, this.server.url)],
    ['POST', /^\/issues$/, (call) => {
      const made = { number: this.nextId++, title: call.body.title, body: call.body.body, state: 'open', author: this.login, labels: call.body.labels ?? [] };
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

  private commentJson(c: { id: number; author: string; body: string; type: string; issue: number }): unknown {
    return { id: c.id, body: c.body, user: { login: c.author, type: c.type }, html_url: `https://github.test/acme/infra/pull/${c.issue}#issuecomment-${c.id}` };
  }

  private issueJson(i: { number: number; title: string; body: string; state: string; author: string }): unknown {
    return { number: i.number, title: i.title, body: i.body, state: i.state, user: { login: i.author }, html_url: `https://github.test/acme/infra/issues/${i.number}` };
  }

  private pullJson(p: FakePull): unknown {
    return {
      number: p.number, state: p.open ? 'open' : 'closed', head: { sha: p.head, ref: p.branch ?? 'feature' }, user: { login: p.author },
      merge_commit_sha: p.mergeCommit ?? null, merged_at: p.mergeCommit === undefined ? null : '2026-11-23T00:00:00Z',
    };
  }
}
