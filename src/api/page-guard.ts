import { diagnostic } from '../diagnostics';
import { badAnswer } from './errors';
import type { Page } from './models';

/** The API's own limit; a longer one could not be sent back. */
const LONGEST_TOKEN = 100;

/** Hands `page` on when it keeps the API's limits; else throws an `ApiError`: a service that breaks them is not believed. */
export function guardPage<T>(method: string, page: Page<T>, pageSize: number): Page<T> {
  if (page.nextPageToken.length > LONGEST_TOKEN) {
    throw badAnswer(method, diagnostic('api_page_token_too_long',
      `${method} answered with a page token of ${page.nextPageToken.length} characters; the API allows ${LONGEST_TOKEN}. `
      + 'Nothing was decided from this listing. Check that the endpoint is the one of the service.'));
  }
  if (pageSize > 0 && page.items.length > pageSize) {
    throw badAnswer(method, diagnostic('api_page_overfull',
      `${method} answered with ${page.items.length} items where at most ${pageSize} were asked for. `
      + 'Nothing was decided from this listing. Check that the endpoint is the one of the service.'));
  }
  return page;
}
