import { switchNames, switchTable } from '../../src/emulator';
import { pairwiseSwitches } from '../support/pairwise';

describe('pairwise settings of the switches', () => {
  const rows = pairwiseSwitches(7);
  it('let every two benign values of two switches meet', () => {
    const met = new Set(rows.flatMap((row) => switchNames.flatMap((a) => switchNames.map((b) => `${a}=${row[a]} ${b}=${row[b]}`))));
    for (const a of switchNames) for (const b of switchNames) {
      if (a === b) continue;
      for (const x of switchTable[a].benign) for (const y of switchTable[b].benign) if (!met.has(`${a}=${x} ${b}=${y}`)) throw new Error(`${a}=${x} never meets ${b}=${y}`);
    }
  });

  it('are few, the same for the same seed, and whole', () => {
    expect(rows.length).toBeLessThan(40);
    expect(pairwiseSwitches(7)).toEqual(rows);
    expect(pairwiseSwitches(8)).not.toEqual(rows);
    for (const row of rows) expect(Object.keys(row).sort()).toEqual([...switchNames].sort());
  });
});
