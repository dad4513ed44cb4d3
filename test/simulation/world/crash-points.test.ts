import { crashPoints } from './crash-points';

const POINTS = Number(process.env['HOLDFAST_CRASH_POINTS'] ?? 2_000);
const FIRST = Number(process.env['HOLDFAST_SEED'] ?? 1);

describe('an apply that dies', () => {
  it('before, within or after any call of a port, or by a power cut there, is taken up and loses nothing', async () => {
    const { failed, points } = await crashPoints({ points: POINTS, seed: FIRST });
    expect(failed.slice(0, 3)).toEqual([]);
    expect(points).toBeGreaterThanOrEqual(POINTS);
  }, 1_800_000);
});
