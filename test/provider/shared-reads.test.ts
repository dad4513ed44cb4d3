import { sharedReads, type SharedReads } from '../../src/provider/cloudbackup/world/shared-reads';
import { fakeClock, type FakeClock } from '../support/clock';

interface Stage {
  readonly clock: FakeClock;
  readonly reads: SharedReads<string, readonly string[]>;
  /** Calls in the order in which they began; a test lets each leave and answers it. */
  readonly calls: { readonly key: string; leave(): void; answer(items: readonly string[]): void }[];
}

function stage(): Stage {
  const clock = fakeClock();
  const calls: { key: string; leave(): void; answer(items: readonly string[]): void }[] = [];
  const reads = sharedReads<string, readonly string[]>({
    clock, gatherMs: 50, keyOf: (key) => key, itemsOf: (items) => items.length,
    read: (key, _, leaving) => new Promise((resolve) => {
      calls.push({ key, leave: leaving, answer: (value) => resolve({ ok: true, value }) });
    }),
  });
  return { clock, reads, calls };
}

const settle = async (): Promise<void> => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};
const pass = async (clock: FakeClock, ms: number): Promise<void> => {
  await settle();
  await clock.advance(ms);
};

/** A first answer, read at 0 and there at 10. */
async function readOnce({ clock, reads, calls }: Stage, items: readonly string[] = ['a']): Promise<void> {
  await clock.advance(1);
  void reads.get('k');
  calls[0]?.leave();
  calls[0]?.answer(items);
  await pass(clock, 10);
}

describe('a listing that many share', () => {
  it('serves those who want other names after one of its names has changed, and no one else', async () => {
    const on = stage();
    await readOnce(on);
    on.reads.drop('k', 'x');
    expect(on.reads.peek('k', 'y')?.ok).toBe(true);
    expect(on.reads.peek('k', 'x')).toBeUndefined();
    expect(on.reads.peek('k')).toBeUndefined();
    await on.reads.fresh('k', 1, 'y');
    expect(on.calls).toHaveLength(1);
    void on.reads.fresh('k', 1, 'x');
    await pass(on.clock, 100);
    expect(on.calls).toHaveLength(2);
  });

  it('never serves who wants what is later than it', async () => {
    const on = stage();
    await readOnce(on);
    void on.reads.fresh('k', 2, 'y');
    await pass(on.clock, 100);
    expect(on.calls).toHaveLength(2);
  });

  it('serves all who come while it waits for its turn', async () => {
    const on = stage();
    void on.reads.fresh('k', 0);
    await pass(on.clock, 60);
    expect(on.calls).toHaveLength(1);
    const later = on.reads.fresh('k', on.clock.monotonic());
    await pass(on.clock, 5_000);
    on.calls[0]?.leave();
    on.calls[0]?.answer(['a']);
    await settle();
    expect((await later).startedAt).toBe(5_060);
    expect(on.calls).toHaveLength(1);
  });

  it('does not serve who comes when it has left, also where nobody tells when it leaves', async () => {
    for (const tells of [true, false]) {
      const on = stage();
      void on.reads.fresh('k', 0);
      await pass(on.clock, 60);
      if (tells) on.calls[0]?.leave();
      await pass(on.clock, 5);
      const asked = on.clock.monotonic();
      const later = on.reads.fresh('k', asked);
      await pass(on.clock, 10);
      on.calls[0]?.answer(['a']);
      await pass(on.clock, 0);
      await pass(on.clock, 200);
      on.calls[1]?.answer(['a', 'b']);
      expect((await later).startedAt).toBeGreaterThanOrEqual(asked);
      expect(on.calls).toHaveLength(2);
    }
  });

  it('is asked for once by all who come while another one is on its way', async () => {
    const on = stage();
    void on.reads.fresh('k', 0);
    await pass(on.clock, 60);
    on.calls[0]?.leave();
    const all: Promise<unknown>[] = [];
    for (let i = 0; i < 10; i++) {
      await pass(on.clock, 100);
      all.push(on.reads.fresh('k', on.clock.monotonic()));
    }
    on.calls[0]?.answer(['a']);
    await pass(on.clock, 100);
    on.calls[1]?.answer(['a']);
    await Promise.all(all);
    expect(on.calls).toHaveLength(2);
  });

  it('waits the longer for others the more it holds, and never for more than two seconds', async () => {
    for (const [size, leastMs, mostMs] of [[1, 50, 60], [5_000, 500, 600], [1_000_000, 2_000, 2_100]] as const) {
      const on = stage();
      await readOnce(on, Array.from({ length: size }, () => 'a'));
      void on.reads.fresh('k', on.clock.monotonic());
      await pass(on.clock, leastMs - 1);
      expect(on.calls).toHaveLength(1);
      await pass(on.clock, mostMs - leastMs + 1);
      expect(on.calls).toHaveLength(2);
    }
  });

  it('leaves those alone who are told to go', async () => {
    const on = stage();
    const leave = new AbortController();
    const gone = on.reads.fresh('k', 0, undefined, leave.signal);
    const stays = on.reads.fresh('k', 0);
    leave.abort(new Error('enough'));
    await expect(gone).rejects.toThrow('enough');
    await pass(on.clock, 60);
    on.calls[0]?.answer(['a']);
    expect((await stays).ok).toBe(true);
  });
});
