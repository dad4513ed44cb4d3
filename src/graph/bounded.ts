/**
 * Runs `work` over all items with at most `limit` at once, and gives the results in the order of the items.
 * Rejects with the first rejection; what runs then goes on unheard.
 */
export async function mapBounded<T, R>(items: readonly T[], limit: number, work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const at = next++;
      const item = items[at] as T; // at < items.length
      results[at] = await work(item);
    }
  };
  const lanes = Array.from({ length: Math.min(limit, items.length) }, lane);
  await Promise.all(lanes);
  return results;
}
