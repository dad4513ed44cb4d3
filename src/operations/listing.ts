import { ApiError, listAll, PAGE_SIZE, type BackupReader, type CallOptions, type Clock, type Operation } from '../api';

export interface Listed {
  /** Monotonic time at which the first page was asked for. */
  readonly startedAt: number;
  readonly operations: readonly Operation[];
}

/** All operations of an instance, complete or not at all. */
export interface OperationListing {
  /**
   * A listing that started at or after `notBefore`; those who ask at the same time share one. Rejects with `ApiError`.
   * `background`: calls that begin work go first, and `leaving` is told when one of this asker's own goes out.
   */
  list(computeInstanceId: string, notBefore: number, signal: AbortSignal, background?: { readonly leaving?: () => void }): Promise<Listed>;
  /** How many operations the last complete listing of the instance held; undefined before the first. */
  size(computeInstanceId: string): number | undefined;
}

export function makeListing(reader: BackupReader, clock: Clock): OperationListing {
  const running = new Map<string, { readonly startedAt: number; readonly listed: Promise<Listed> }>();
  const sizes = new Map<string, number>();
  return {
    size: (computeInstanceId) => sizes.get(computeInstanceId),
    list(computeInstanceId, notBefore, signal, background) {
      const shared = running.get(computeInstanceId);
      if (shared !== undefined && shared.startedAt >= notBefore) return shared.listed;
      const startedAt = clock.monotonic();
      const listed = readAll(reader, computeInstanceId, { signal, background: background !== undefined, leaving: background?.leaving }).then((operations) => {
        sizes.set(computeInstanceId, operations.length);
        return { startedAt, operations };
      });
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

async function readAll(reader: BackupReader, computeInstanceId: string, opts: CallOptions): Promise<readonly Operation[]> {
  const read = (pageToken: string) => reader.listOperations({ computeInstanceId, pageSize: PAGE_SIZE, pageToken }, opts);
  const operations = await listAll('ResourceService.ListOperations', async (pageToken) => {
    try {
      return await read(pageToken);
    } catch (error) {
      // An instance that the service does not know has no operations; the call itself will say what is wrong.
      if (error instanceof ApiError && error.status === 'NOT_FOUND' && error.fromServer && pageToken === '') return { items: [], nextPageToken: '' };
      throw error;
    }
  });
  // One that moved between pages while they were read is there twice.
  return [...new Map(operations.map((operation) => [operation.id, operation])).values()];
}
