import { FakeServer, type Call, type FakeForge, type Said } from './fake-server';

interface Thread { readonly id: number; readonly comments: { id: number; author: string; content: string | undefined; isDeleted: boolean }[] }

/** Azure DevOps as far as the commands speak with it: repository `infra` of project `acme`. */
export class FakeAzure implements FakeForge {
  readonly server: FakeServer;
  readonly me = '6e1f0000-build-service';
  tokens = new Set(['azure-token-of-the-run']);
  readonly pulls: { id: number; head: string; author: string; status: string; mergeCommit?: string }[] = [];
  readonly threads: Thread[] = [];
  readonly statuses: any[] = [];
  readonly votes: { id: string; vote: number }[] = [];
  readonly labels: string[] = [];
  private nextId = 100;

  constructor() {
    this.server = new FakeServer((call) => this.answer(call));
  }

  bodies(): readonly string[] { return this.threads.flatMap(({ comments }) => comments.flatMap(({ content, isDeleted }) => (isDeleted || content === undefined ? [] : [content]))); }
  say(author: string, content: string): void { this.thread(author, content); }

  private thread(author: string, content: string): Thread {
    const made: Thread = { id: this.nextId++, comments: [{ id: 1, author, content, isDeleted: false }] };
    this.threads.push(made);
    return made;
  }

  private answer(call: Call): Said | undefined {
    const auth = String(call.headers.authorization ?? '');
    const token = auth.startsWith('Basic ') ? Buffer.from(auth.slice(6), 'base64').toString().slice(1) : auth.replace(/^Bearer /, '');
    // It answers a wrong token with a page for people.
    if (!this.tokens.has(token)) return { status: 203, text: '<html><title>Azure DevOps Services | Sign In</title></html>' };
    if (!/^7\.1/.test(call.query.get('api-version') ?? '')) return { status: 400, json: { message: 'No api-version was supplied' } };
    if (call.path === '/_apis/connectionData') return { json: { authenticatedUser: { id: this.me } } };
    const path = call.path.replace(/^\/acme\/_apis\/git\/repositories\/infra/, '');
    if (path === call.path) return undefined;
    for (const [method, pattern, work] of this.routes) {
      const found = pattern.exec(path);
      if (found !== null && method === call.method) return work(call, found.slice(1));
    }
    return undefined;
  }

  private readonly routes: readonly (readonly [string, RegExp, (call: Call, parts: string[]) => Said | undefined])[] = [
    ['GET', /^\/pullRequests\/7\/threads$/, () => ({ json: { value: this.threads.map((one) => threadJson(one)), count: this.threads.length } })],
    ['POST', /^\/pullRequests\/7\/threads$/, (call) => {
      const { content } = call.body.comments[0];
      if (content.length > 150_000) return { status: 400, json: { message: 'The comment content exceeds the maximum length.' } };
      return { json: threadJson(this.thread(this.me, content)) };
    }],
    ['PATCH', /^\/pullRequests\/7\/threads\/(\d+)\/comments\/(\d+)$/, (call, [thread, id]) => {
      const found = this.comment(thread, id);
      if (found === undefined) return undefined;
      if (found.author !== this.me) return { status: 403, json: { message: 'TF401027: You need the Git \'PullRequestContribute\' permission' } };
      found.content = call.body.content;
      return { json: {} };
    }],
    ['DELETE', /^\/pullRequests\/7\/threads\/(\d+)\/comments\/(\d+)$/, (_call, [thread, id]) => {
      const found = this.comment(thread, id);
      if (found === undefined) return undefined;
      Object.assign(found, { isDeleted: true, content: undefined });
      return { status: 200 };
    }],
    ['GET', /^\/pullRequests\/(\d+)$/, (_call, [id]) => { const found = this.pulls.find((p) => p.id === Number(id)); return found === undefined ? undefined : { json: this.pullJson(found) }; }],
    ['POST', /^\/pullRequestQuery$/, (call) => ({ json: { queries: call.body.queries, results: call.body.queries.map(({ type, items }: { type: string; items: string[] }) => Object.fromEntries(items.flatMap((sha) => {
      const of = this.pulls.filter((p) => (type === 'lastMergeCommit' ? p.mergeCommit === sha : p.head === sha || p.mergeCommit === sha));
      return of.length === 0 ? [] : [[sha, of.map((p) => this.pullJson(p))]];
    }))) } })],
    ['POST', /^\/commits\/(\w+)\/statuses$/, (call, [sha]) => { this.statuses.push({ sha, ...call.body }); return { status: 201, json: {} }; }],
    ['GET', /^\/pullRequests\/7\/labels$/, () => ({ json: { value: this.labels.map((name) => ({ name })) } })],
    ['POST', /^\/pullRequests\/7\/labels$/, (call) => { if (!this.labels.includes(call.body.name)) this.labels.push(call.body.name); return { json: {} }; }],
    ['DELETE', /^\/pullRequests\/7\/labels\/(.+)$/, (_call, [name = '']) => {
      if (!this.labels.includes(name)) return undefined;
      this.labels.splice(this.labels.indexOf(name), 1);
      return { status: 200 };
    }],
    ['GET', /^\/pullRequests\/7\/reviewers$/, () => ({ json: { value: this.votes } })],
  ];

  private comment(thread: string | undefined, id: string | undefined): Thread['comments'][number] | undefined {
    return this.threads.find((one) => one.id === Number(thread))?.comments.find((one) => one.id === Number(id) && !one.isDeleted);
  }

  private pullJson(p: { id: number; head: string; author: string; status: string }): unknown {
    return { pullRequestId: p.id, status: p.status, createdBy: { id: p.author }, lastMergeSourceCommit: { commitId: p.head } };
  }
}

const threadJson = ({ id, comments }: Thread): unknown => ({
  id, status: 'closed', comments: comments.map(({ id: number, author, content, isDeleted }) => ({ id: number, author: { id: author }, ...(content === undefined ? {} : { content }), ...(isDeleted ? { isDeleted } : {}) })),
});
