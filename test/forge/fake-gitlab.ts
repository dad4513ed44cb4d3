import { FakeServer, type Call, type FakeForge, type Said } from './fake-server';

/** GitLab as far as the commands speak with it: project `acme/infra`, everything below `/api/v4`. */
export class FakeGitlab implements FakeForge {
  readonly server: FakeServer;
  user = 'project_1_bot';
  tokens = new Set(['glpat-token-of-the-project']);
  readonly requests: { iid: number; sha: string; author: string; state: string; mergeCommit?: string; labels: string[] }[] = [];
  readonly notes: { id: number; iid: number; author: string; body: string; system?: boolean }[] = [];
  readonly approvals: { iid: number; user: string; at?: string }[] = [];
  readonly versions: { iid: number; head: string; at: string }[] = [];
  readonly statuses: any[] = [];
  readonly issues: { iid: number; title: string; description: string; state: string; author: string; labels: string }[] = [];
  readonly labels = new Set<string>();
  /** Files of artifacts, by `IID/JOB/PATH`. */
  readonly artifacts = new Map<string, string>();
  private nextId = 5000;

  constructor() {
    this.server = new FakeServer((call) => this.answer(call));
  }

  get me(): string { return this.user; }
  bodies(): readonly string[] { return this.notes.map(({ body }) => body); }
  say(author: string, body: string): void { this.addNote(7, author, body); }

  addNote(iid: number, author: string, body: string, system = false): number {
    const id = this.nextId++;
    this.notes.push({ id, iid, author, body, system });
    return id;
  }

  private answer(call: Call): Said | undefined {
    if (!this.tokens.has(String(call.headers['private-token'] ?? ''))) return { status: 401, json: { message: '401 Unauthorized' } };
    if (call.path === '/api/v4/user') return { json: { username: this.user } };
    const path = call.path.replace(/^\/api\/v4\/projects\/acme\/infra/, '');
    if (path === call.path) return undefined;
    for (const [method, pattern, work] of this.routes) {
      const found = pattern.exec(path);
      if (found !== null && method === call.method) return work(call, found.slice(1));
    }
    return undefined;
  }

  private paged(items: readonly unknown[], call: Call): Said {
    const at = Number(call.query.get('page') ?? '1');
    const per = Number(call.query.get('per_page') ?? '20');
    return { json: items.slice((at - 1) * per, at * per), headers: { 'x-next-page': at * per < items.length ? String(at + 1) : '' } };
  }

  private readonly routes: readonly (readonly [string, RegExp, (call: Call, parts: string[]) => Said | undefined])[] = [
    ['GET', /^\/merge_requests\/(\d+)\/notes$/, (call, [iid]) => this.paged(this.notes.filter((n) => n.iid === Number(iid)).map((n) => ({ id: n.id, body: n.body, system: n.system === true, author: { username: n.author } })), call)],
    ['POST', /^\/merge_requests\/(\d+)\/notes$/, (call, [iid]) => ({ status: 201, json: { id: this.addNote(Number(iid), this.user, call.body.body), body: call.body.body, author: { username: this.user } } })],
    ['PUT', /^\/merge_requests\/(\d+)\/notes\/(\d+)$/, (call, [, id]) => {
      const found = this.notes.find((n) => n.id === Number(id));
      if (found === undefined) return undefined;
      found.body = call.body.body;
      return { json: { id: found.id } };
    }],
    ['DELETE', /^\/merge_requests\/(\d+)\/notes\/(\d+)$/, (_call, [, id]) => {
      const found = this.notes.findIndex((n) => n.id === Number(id));
      if (found < 0) return undefined;
      this.notes.splice(found, 1);
      return { status: 204 };
    }],
    ['GET', /^\/jobs\/artifacts\/refs\/merge-requests\/(\d+)\/head\/raw\/(.+)$/, (call, [iid, file]) => {
      const text = this.artifacts.get(`${iid}/${call.query.get('job')}/${file}`);
      return text === undefined ? undefined : { text, headers: { 'content-type': 'application/octet-stream' } };
    }],
    ['GET', /^\/merge_requests\/(\d+)$/, (_call, [iid]) => { const found = this.requests.find((r) => r.iid === Number(iid)); return found === undefined ? undefined : { json: this.requestJson(found) }; }],
    ['PUT', /^\/merge_requests\/(\d+)$/, (call, [iid]) => {
      const found = this.requests.find((r) => r.iid === Number(iid));
      if (found === undefined) return undefined;
      if (call.body.add_labels !== undefined) found.labels = [...new Set([...found.labels, call.body.add_labels])];
      if (call.body.remove_labels !== undefined) found.labels = found.labels.filter((one) => one !== call.body.remove_labels);
      return { json: this.requestJson(found) };
    }],
    ['GET', /^\/merge_requests\/(\d+)\/approvals$/, (_call, [iid]) => ({ json: { approved_by: this.approvals.filter((a) => a.iid === Number(iid)).map((a) => ({ user: { username: a.user }, ...(a.at === undefined ? {} : { approved_at: a.at }) })) } })],
    ['GET', /^\/merge_requests\/(\d+)\/versions$/, (call, [iid]) => this.paged(this.versions.filter((v) => v.iid === Number(iid)).map((v) => ({ head_commit_sha: v.head, created_at: v.at })), call)],
    ['GET', /^\/repository\/commits\/(\w+)\/merge_requests$/, (_call, [sha]) => ({ json: this.requests.filter((r) => r.sha === sha || r.mergeCommit === sha).map((r) => this.requestJson(r)) })],
    ['POST', /^\/statuses\/(\w+)$/, (call, [sha]) => {
      if (this.statuses.some((s) => s.sha === sha && s.name === call.body.name && s.state === call.body.state)) return { status: 400, json: { message: 'Cannot transition status via :run from :running (Reason(s): Status cannot transition via "run")' } };
      this.statuses.push({ sha, ...call.body });
      return { status: 201, json: {} };
    }],
    ['POST', /^\/labels$/, (call) => {
      if (this.labels.has(call.body.name)) return { status: 409, json: { message: 'Label already exists' } };
      this.labels.add(call.body.name);
      return { status: 201, json: {} };
    }],
    ['GET', /^\/issues$/, (call) => this.paged(this.issues.filter((i) => i.labels === call.query.get('labels')).map((i) => this.issueJson(i)), call)],
    ['POST', /^\/issues$/, (call) => {
      const made = { iid: this.nextId++, title: call.body.title, description: call.body.description, state: 'opened', author: this.user, labels: call.body.labels };
      this.issues.push(made);
      return { status: 201, json: this.issueJson(made) };
    }],
    ['PUT', /^\/issues\/(\d+)$/, (call, [iid]) => {
      const found = this.issues.find((i) => i.iid === Number(iid));
      if (found === undefined) return undefined;
      if (call.body.description !== undefined) found.description = call.body.description;
      if (call.body.state_event !== undefined) found.state = call.body.state_event === 'close' ? 'closed' : 'opened';
      return { json: this.issueJson(found) };
    }],
  ];

  private requestJson(r: { iid: number; sha: string; author: string; state: string; mergeCommit?: string; labels: string[] }): unknown {
    return { iid: r.iid, sha: r.sha, state: r.state, author: { username: r.author }, labels: r.labels, merge_commit_sha: r.mergeCommit ?? null };
  }

  private issueJson(i: { iid: number; title: string; description: string; state: string; author: string }): unknown {
    return { iid: i.iid, title: i.title, description: i.description, state: i.state, author: { username: i.author }, web_url: `https://gitlab.test/acme/infra/-/issues/${i.iid}` };
  }
}
