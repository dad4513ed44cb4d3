import { ApiError, type BackupReader, type Operation } from '../api';
import type { Clock } from '../api';

export interface Listed {
  /** Monotonic time at which the first page was asked for. */
  readonly startedAt: number;
  readonly operations: readonly Operation[];
}

/** All operations of an instance, complete or not at all. */
export interface OperationListing {
  /** A listing that started at or after `notBefore`; those who ask at the same time share one. Rejects with `ApiError`. */
  list(computeInstanceId: string, notBefore: number, signal: AbortSignal): Promise<Listed>;
}

const PAGE = 1000;
/** A service that never ends its pages is not believed. */
const MOST_PAGES = 1000;

export function makeListing(reader: BackupReader, clock: Clock): OperationListing {
  const running = new Map<string, { readonly startedAt: number; readonly listed: Promise<Listed> }>();
  return {
    list(computeInstanceId, notBefore, signal) {
      const shared = running.get(computeInstanceId);
      if (shared !== undefined && shared.startedAt >= notBefore) return shared.listed;
      const startedAt = clock.monotonic();
      const listed = readAll(reader, computeInstanceId, signal).then((operations) => ({ startedAt, operations }));
      const entry = { startedAt, listed };
      running.set(computeInstanceId, entry);
      const forget = (): void => {
        if (running.get(computeInstanceId) === entry) running.delete(computeInstanceId);
      };
      listed.then(forget, forget);
      return listed;
    },
  };
}

async function readAll(reader: BackupReader, computeInstanceId: string, signal: AbortSignal): Promise<readonly Operation[]> {
  const found = new Map<string, Operation>();
  const tokens = new Set<string>();
  let pageToken = '';
  do {
    let page;
    try {
      page = await reader.listOperations({ computeInstanceId, pageSize: PAGE, pageToken }, { signal });
    } catch (error) {
      // An instance that the service does not know has no operations; the call itself will say what is wrong.
      if (error instanceof ApiError && error.status === 'NOT_FOUND' && error.fromServer && pageToken === '') return [];
      throw error;
    }
    for (const operation of page.items) found.set(operation.id, operation);
    pageToken = page.nextPageToken;
    if (pageToken !== '' && (tokens.has(pageToken) || tokens.size >= MOST_PAGES)) {
      throw new ApiError({
        status: 'INTERNAL', method: 'ResourceService.ListOperations', fromServer: false, mayHaveBeenSent: true,
        message: 'the pages of the listing do not end',
      });
    }
    tokens.add(pageToken);
  } while (pageToken !== '');
  return [...found.values()];
}
