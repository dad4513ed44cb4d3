import { diagnostic } from '../diagnostics';
import { badAnswer } from './errors';
import type { Page } from './models';

/** Largest page that the API gives. */
export const PAGE_SIZE = 1000;
/** Ten million items: a listing that goes on is broken or hostile. */
export const MOST_PAGES = 10_000;
/** Empty pages with a token are allowed, and this many after each other are no listing: at twenty calls a second the other limit is minutes away. */
const MOST_EMPTY_PAGES = 100;

/**
 * Reads a listing page by page, in the service's order, one call at a time. Empty pages with a token are allowed.
 * Throws what `fetch` throws, and an `ApiError` with its own diagnostic for a listing that would never end.
 * `method` names the call (`ResourceService.List`).
 */
export async function* pages<T>(method: string, fetch: (pageToken: string) => Promise<Page<T>>): AsyncGenerator<readonly T[], void, undefined> {
  const seen = new Set<string>();
  let token = '';
  let empty = 0;
  for (;;) {
    const page = await fetch(token);
    yield page.items;
    token = page.nextPageToken;
    if (token === '') return;
    if (seen.has(token)) {
      throw badAnswer(method, diagnostic('api_page_token_repeats',
        `${method} gave the page token of an earlier page again after ${seen.size + 1} pages, so its listing would never end. `
        + 'Nothing was decided from it. Try again; if it happens again, tell the support of the service.'));
    }
    seen.add(token);
    empty = page.items.length === 0 ? empty + 1 : 0;
    if (seen.size >= MOST_PAGES || empty >= MOST_EMPTY_PAGES) {
      throw badAnswer(method, diagnostic('api_pages_endless',
        `${method} gave ${seen.size} pages${empty >= MOST_EMPTY_PAGES ? `, the last ${empty} of them empty,` : ''} and did not end. Nothing was decided from the listing. `
        + 'Try again; if it happens again, tell the support of the service.'));
    }
  }
}

/** All items of a listing: complete, or an error. */
export async function listAll<T>(method: string, fetch: (pageToken: string) => Promise<Page<T>>): Promise<readonly T[]> {
  const items: T[] = [];
  for await (const page of pages(method, fetch)) for (const item of page) items.push(item);
  return items;
}
