import { makePollTurns, type Turn } from '../../src/operations/poll-turns';
import { fakeClock } from '../support/clock';

/** Polls whose calls leave so many milliseconds after their turn, one after the other. */
async function polled(waits: readonly number[]) {
  const clock = fakeClock({ auto: true });
  const turns = makePollTurns(clock);
  const { signal } = new AbortController();
  for (const [i, ms] of waits.entries()) {
    const turn = await turns.enter(`vm-${i % 3}`, signal);
    await clock.sleep(ms);
    turn.left();
    turn.release();
  }
  /** How many more may be made at once now. */
  const entered: Turn[] = [];
  for (let i = 0; i < 100; i++) void turns.enter(`vm-${i}`, signal).then((turn) => entered.push(turn));
  await clock.sleep(1);
  return { turns, entered };
}

describe('turns of polls', () => {
  it('are few as long as nothing is known', async () => {
    const { turns, entered } = await polled([]);
    expect(entered).toHaveLength(2);
    expect(turns.scarce()).toBe(false);
  });

  it('become as many as go out at once', async () => {
    const { turns, entered } = await polled(Array<number>(200).fill(1));
    expect(entered).toHaveLength(32);
    expect(turns.scarce()).toBe(false);
  });

  it('become few where calls wait long, and calls are scarce then until many go out at once again', async () => {
    const slow = await polled([...Array<number>(50).fill(1), ...Array<number>(6).fill(500)]);
    expect(slow.entered).toHaveLength(2);
    expect(slow.turns.scarce()).toBe(true);
    const better = await polled([...Array<number>(6).fill(500), ...Array<number>(5).fill(1)]);
    expect(better.turns.scarce()).toBe(true);
    const fine = await polled([...Array<number>(6).fill(500), ...Array<number>(10).fill(1)]);
    expect(fine.turns.scarce()).toBe(false);
  });

  it('are given on when the call leaves where calls are scarce', async () => {
    const { entered } = await polled(Array<number>(6).fill(500));
    entered[0]?.left();
    await new Promise((resolve) => setImmediate(resolve));
    // One place given on, and one more for a call that left at once.
    expect(entered).toHaveLength(4);
  });

  it('are given back once, however often it is said', async () => {
    const { entered } = await polled([]);
    for (let i = 0; i < 5; i++) entered[0]?.release();
    await new Promise((resolve) => setImmediate(resolve));
    expect(entered).toHaveLength(4);
  });
});
