import { createHmac } from 'node:crypto';
import { unreachable } from '../diagnostics';
import type { ServiceState } from './state';
import { Validation } from './requests';
import type { Refusal } from './refusal';

export interface PageOf<T> {
  readonly items: readonly T[];
  readonly nextPageToken: string;
}

/** Something in a list with the number that orders it; a page token remembers the last one. */
export interface Numbered<T> {
  readonly order: number;
  readonly item: T;
}

interface Cursor {
  readonly after: number | undefined;
  /** The next page is left empty. */
  readonly gap: boolean;
  /** How many pages came before. */
  readonly turn: number;
}

const DEFAULT_PAGE = 100;

/**
 * One page of a list. `from` yields what comes after an order number (undefined = from the start), in order.
 * `query` is what the token is good for: a token of another query is refused, as is an expired or a forged one.
 */
export function pageOf<T>(
  state: ServiceState, query: string, request: { readonly pageSize: string | number; readonly pageToken: string }, from: (after: number | undefined) => Iterable<Numbered<T>>,
): PageOf<T> | Refusal {
  const now = state.clock.monotonic();
  const cursor = request.pageToken === '' ? { after: undefined, gap: false, turn: 0 } : open(state, query, request.pageToken, now);
  if (cursor === undefined) return invalidToken();
  const token = (next: Cursor): string => seal(state, query, next, now);
  const paging = state.switches.paging;
  if (cursor.gap) return { items: [], nextPageToken: token({ ...cursor, gap: false }) };

  const size = Number(request.pageSize) || DEFAULT_PAGE;
  const items: T[] = [];
  let last = cursor.after;
  let more = false;
  for (const { order, item } of from(cursor.after)) {
    if (items.length === size) {
      more = true;
      break;
    }
    items.push(item);
    last = order;
  }
  const next = { after: last, gap: paging === 'sparse', turn: cursor.turn + 1 };
  switch (paging) {
    case 'honest':
    case 'sparse':
      return { items, nextPageToken: more ? token(next) : '' };
    case 'repeat':
      return { items, nextPageToken: request.pageToken === '' ? token({ after: undefined, gap: false, turn: 0 }) : request.pageToken };
    case 'endless':
      return { items, nextPageToken: token(next) };
    default:
      return unreachable(paging);
  }
}

function invalidToken(): Refusal {
  const bad = new Validation().add('page_token', 'is invalid or has expired').refusal();
  if (bad === undefined) throw new Error('a violation was added');
  return bad;
}

function seal(state: ServiceState, query: string, cursor: Cursor, now: number): string {
  const body = `${cursor.after ?? ''}.${cursor.gap ? 1 : 0}.${cursor.turn}.${Math.floor(now)}`;
  return Buffer.from(`${body}.${mac(state, query, body)}`).toString('base64url');
}

function mac(state: ServiceState, query: string, body: string): string {
  return createHmac('sha256', state.pageSecret).update(`${query}\u0000${body}`).digest('base64url').slice(0, 16);
}

function open(state: ServiceState, query: string, token: string, now: number): Cursor | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.toString('base64url') !== token) return undefined;
  const parts = bytes.toString('latin1').split('.');
  const [after, gap, turn, issued, seen] = parts;
  if (after === undefined || gap === undefined || turn === undefined || issued === undefined || seen === undefined) return undefined;
  if (parts.length !== 5 || seen !== mac(state, query, `${after}.${gap}.${turn}.${issued}`)) return undefined;
  const life = state.switches.page_token_ttl_ms;
  if (life > 0 && now - Number(issued) > life) return undefined;
  return { after: after === '' ? undefined : Number(after), gap: gap === '1', turn: Number(turn) };
}
