import type { Page } from '../../../api';
import { diagnostic, Failure } from '../../../diagnostics';

export const PAGE_SIZE = 1000;
/** A service that never ends a listing is broken: ten million items. */
const MAX_PAGES = 10_000;

/** Reads one listing page by page, as far as it is wanted. One call at a time. */
export interface Pager<T> {
  readonly items: readonly T[];
  readonly pages: number;
  readonly done: boolean;
  /** Reads the next page; who calls while one is read gets that one. Rejects with what the call failed with. */
  next(): Promise<void>;
}

/** `onItem` sees each item once, in the order of the service. `subject` names the listing in diagnostics. */
export function pager<T>(subject: string, fetch: (pageToken: string) => Promise<Page<T>>, onItem: (item: T) => void = () => undefined): Pager<T> {
  const items: T[] = [];
  const seen = new Set<string>(['']);
  let pages = 0;
  let token = '';
  let done = false;
  let reading: Promise<void> | undefined;

  const read = async (): Promise<void> => {
    const page = await fetch(token);
    pages += 1;
    for (const item of page.items) {
      items.push(item);
      onItem(item);
    }
    token = page.nextPageToken;
    if (token === '') {
      done = true;
      return;
    }
    if (seen.has(token) || pages >= MAX_PAGES) {
      throw new Failure([diagnostic('provider_listing_endless', `The service's listing of ${subject} gave ${seen.has(token)
        ? `the page token of an earlier page again after ${pages} page(s)` : `more than ${MAX_PAGES} pages`}, so it would never end. `
        + 'Nothing was decided from it. Try again, and tell the operator of the service if it happens again.')]);
    }
    seen.add(token);
  };

  return {
    items,
    get pages() { return pages; },
    get done() { return done; },
    next: () => {
      if (done) return Promise.resolve();
      reading ??= read().finally(() => { reading = undefined; });
      return reading;
    },
  };
}

/** All pages of a listing, one after the other. */
export async function allPages<T>(subject: string, fetch: (pageToken: string) => Promise<Page<T>>): Promise<readonly T[]> {
  const reader = pager(subject, fetch);
  while (!reader.done) await reader.next();
  return reader.items;
}
