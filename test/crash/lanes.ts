/** Does `work` for 0, 1, 2, … until it says that it is enough, a few at once. The first failure ends all, with its number. */
export async function inLanes(lanes: number, work: (nth: number) => Promise<'more' | 'enough'>): Promise<void> {
  let next = 0;
  let over = false;
  const lane = async (): Promise<void> => {
    while (!over) {
      const nth = next++;
      try {
        if (await work(nth) === 'enough') over = true;
      } catch (error) {
        over = true;
        throw new Error(`trial ${nth}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: lanes }, lane));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

/** The seed of this run: HOLDFAST_SEED, or one of the clock's. */
export const seedOf = (): number => Number(process.env['HOLDFAST_SEED'] ?? Date.now() % 1_000_000);
