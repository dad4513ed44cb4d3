import type { ForgeClock, HttpAnswer, HttpPort, HttpRequest } from './ports';
import { isLimited, isSafe, LONGEST_WAIT_MS, MOST_ATTEMPTS, verdictOf, WAIT_BUDGET_MS } from './retry';
import { answered, refusedBy, type ForgeProblem, type Reply } from './types';

/** Bytes of one answer that are read. */
const MOST_BYTES = 32 * 1024 * 1024;
/** Bytes of one file that is read as it is. */
const MOST_RAW_BYTES = 256 * 1024 * 1024;
const TIMEOUT_MS = 30_000;
/** A listing with more pages than this is not one of a pull request. */
const MOST_PAGES = 200;

export interface ClientOptions {
  /** Root of the forge's interface: `https://api.github.com`. */
  readonly base: string;
  /** What says who calls, such as `authorization`; its value is the secret. */
  readonly auth: { readonly header: string; readonly value: string; readonly secrets: readonly string[] } | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly http: HttpPort;
  readonly clock: ForgeClock;
  readonly signal: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** undefined where the answer has no body. */
  readonly json: unknown;
  /** The body as it came. */
  readonly text: string;
}

export interface CallOptions {
  readonly body?: unknown;
  /** A POST that may be sent twice. */
  readonly safe?: boolean;
  /** A file, and not JSON. */
  readonly raw?: boolean;
}

/** The one way to a forge. */
export interface Client {
  call(method: HttpRequest['method'], path: string, options?: CallOptions): Promise<Reply<Answer>>;
  /** All items of a listing, page behind page: by `Link: rel="next"`, or by `x-next-page`. */
  all(path: string): Promise<Reply<readonly unknown[]>>;
}

/** Why a root cannot be used; undefined when it can. The token travels over TLS, or within this machine. */
export function wrongBase(base: string): string | undefined {
  const url = parsed(base);
  if (url === undefined) return 'it is no address';
  if (url.username !== '' || url.password !== '') return 'it holds a name or a password';
  if (url.protocol === 'https:') return undefined;
  return url.protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname) ? undefined : 'it is neither https nor on this machine';
}

export function forgeClient(options: ClientOptions): Client {
  const root = options.base.replace(/\/+$/, '');
  const home = new URL(root);
  let waited = 0;

  const send = async (method: HttpRequest['method'], url: URL, { body, safe, raw = false }: CallOptions): Promise<HttpAnswer & { readonly gaveUpMs?: number }> => {
    const { http, clock, signal, auth } = options;
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      accept: 'application/json', 'user-agent': 'holdfast', ...options.headers, ...(raw ? { accept: '*/*' } : {}),
      ...(auth === undefined ? {} : { [auth.header]: auth.value }), ...(text === undefined ? {} : { 'content-type': 'application/json' }),
    };
    for (let attempt = 1; ; attempt++) {
      const answer = await http.send({ method, url, headers, body: text, timeoutMs: TIMEOUT_MS, maxBytes: raw ? MOST_RAW_BYTES : MOST_BYTES }, signal);
      const verdict = verdictOf(answer, { attempt, safe: safe ?? isSafe(method), nowMs: clock.now(), random: clock.random() });
      if (verdict.kind === 'end' || signal.aborted || attempt >= MOST_ATTEMPTS) return answer;
      if (verdict.afterMs > LONGEST_WAIT_MS || waited + verdict.afterMs > WAIT_BUDGET_MS) return { ...answer, gaveUpMs: verdict.afterMs };
      waited += verdict.afterMs;
      try {
        await clock.sleep(verdict.afterMs, signal);
      } catch {
        return answer;
      }
    }
  };

  /** Text from the forge, without any secret of ours in it. */
  const clean = (text: string): string => (options.auth?.secrets ?? []).filter((s) => s !== '').reduce((left, secret) => left.replaceAll(secret, '***'), text).slice(0, 300);

  const call = async (method: HttpRequest['method'], path: string, how: CallOptions = {}): Promise<Reply<Answer>> => {
    const url = parsed(/^https?:/.test(path) ? path : `${root}${path}`);
    if (url === undefined || url.origin !== home.origin) return refusedBy('unexpected', `The forge points to another host than its own (${url?.origin ?? 'no address'}), and the token does not go there.`);
    const what = `${method} ${decoded(url.pathname)}`;
    const answer = await send(method, url, how);
    if (answer.kind === 'none') return refusedBy('unreachable', `${what} had no answer from ${home.host}: ${answer.why}.`);
    const good = answer.status >= 200 && answer.status < 300;
    const read = how.raw === true && good ? { ok: true as const, value: undefined } : jsonOf(answer.body);
    // How Azure tells that a token is none: with a page that asks to sign in.
    if (answer.status === 203 && !read.ok) return refusedBy('unauthorized', `${what} was refused: the token is not valid (203, and a page to sign in).`);
    if (good) {
      return read.ok ? answered({ status: answer.status, headers: answer.headers, json: read.value, text: answer.body }) : refusedBy('unexpected', `${what} was answered with something that is no JSON.`);
    }
    return { ok: false, problem: problemOf(what, answer, clean(read.ok ? messageOf(read.value) : ''), answer.gaveUpMs) };
  };

  return {
    call,
    async all(path) {
      const items: unknown[] = [];
      const seen = new Set<string>();
      for (let next: string | undefined = path; next !== undefined;) {
        if (seen.has(next) || seen.size >= MOST_PAGES) return refusedBy('unexpected', `The listing ${path} has no end.`);
        seen.add(next);
        const page: Reply<Answer> = await call('GET', next);
        if (!page.ok) return page;
        if (!Array.isArray(page.value.json)) return refusedBy('unexpected', `GET ${path} was answered with something that is no list.`);
        items.push(...(page.value.json as unknown[]));
        next = nextPage(next, page.value.headers);
      }
      return answered(items);
    },
  };
}

function nextPage(current: string, headers: Readonly<Record<string, string>>): string | undefined {
  const link = /<([^>]+)>\s*;\s*rel="?next"?/.exec(headers['link'] ?? '')?.[1];
  if (link !== undefined) return link;
  const page = headers['x-next-page'];
  if (page === undefined || !/^\d{1,6}$/.test(page)) return undefined;
  return /[?&]page=\d+/.test(current) ? current.replace(/([?&]page=)\d+/, `$1${page}`) : `${current}${current.includes('?') ? '&' : '?'}page=${page}`;
}

function problemOf(what: string, answer: Extract<HttpAnswer, { kind: 'answer' }>, message: string, gaveUpMs: number | undefined): ForgeProblem {
  const said = message === '' ? '' : `: ${message}`;
  const { status } = answer;
  if (isLimited(answer)) {
    const wait = gaveUpMs === undefined ? '' : ` It asks to wait ${Math.ceil(gaveUpMs / 1000)} seconds, which is too long.`;
    return { kind: 'limited', text: `${what} was turned away by a rate limit (${status}${said}).${wait}` };
  }
  switch (status) {
    case 401: return { kind: 'unauthorized', text: `${what} was refused: the token is not valid (401${said}).` };
    case 403: {
      const wanted = answer.headers['x-accepted-github-permissions'];
      return { kind: 'forbidden', text: `${what} was refused: the token has not the right (403${said}).${wanted === undefined || !/^[\w=,; :]{1,200}$/.test(wanted) ? '' : ` It needs ${wanted}.`}` };
    }
    case 404: return { kind: 'missing', text: `${what} found nothing (404${said}), or the token may not see it.` };
    case 409: return { kind: 'conflict', text: `${what} met a conflict (409${said}).` };
    case 400:
    case 413:
    case 422: return { kind: 'refused', text: `${what} was not taken (${status}${said}).` };
    default:
      return status >= 500 ? { kind: 'server', text: `${what} failed at the forge (${status}${said}).` }
        : { kind: 'unexpected', text: `${what} had an answer that does not fit (${status}${said}).` };
  }
}

/** What the forge says of a failure: GitHub's and GitLab's `message`, GitLab's `error`, Bitbucket's `error.message`. */
function messageOf(json: unknown): string {
  if (typeof json !== 'object' || json === null) return '';
  const { message, error, errors } = json as { readonly [name: string]: unknown };
  const details = Array.isArray(errors) ? errors.slice(0, 3).map((one: unknown) => (typeof one === 'string' ? one : messageOf(one))).filter((one) => one !== '').join(', ') : '';
  const own = typeof message === 'string' ? message : message !== undefined ? JSON.stringify(message) : typeof error === 'string' ? error : messageOf(error);
  return [own, details].filter((one) => one !== '').join(', ');
}

function jsonOf(body: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  if (body.trim() === '') return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(body) as unknown };
  } catch {
    return { ok: false };
  }
}

function parsed(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
