import { pages, type Page } from '../../../api';

/** Reads one listing page by page, as far as it is wanted. One call at a time. */
export interface Pager<T> {
  readonly items: readonly T[];
  readonly pages: number;
  readonly done: boolean;
  /** Reads the next page; who calls while one is read gets that one. Rejects with what the call failed with, then and ever after. */
  next(): Promise<void>;
}

/** `onItem` sees each item once, in the order of the service. `method` names the call (`ResourceService.List`). */
export function pager<T>(method: string, fetch: (pageToken: string) => Promise<Page<T>>, onItem: (item: T) => void): Pager<T> {
  const items: T[] = [];
  let read = 0;
  let done = false;
  let last = false;
  let reading: Promise<void> | undefined;
  let failure: { readonly error: unknown } | undefined;
  const all = pages(method, async (token) => {
    const page = await fetch(token);
    last = page.nextPageToken === '';
    return page;
  });

  const readOne = async (): Promise<void> => {
    if (failure !== undefined) throw failure.error;
    try {
      const { value } = await all.next();
      if (value !== undefined) {
        read += 1;
        for (const item of value) {
          items.push(item);
          onItem(item);
        }
      }
      done = value === undefined || last;
    } catch (error) {
      failure = { error };
      throw error;
    }
  };

  return {
    items,
    get pages() { return read; },
    get done() { return done; },
    next: () => {
      if (done) return Promise.resolve();
      reading ??= readOne().finally(() => { reading = undefined; });
      return reading;
    },
  };
}
